package knowledge

import "github.com/lotse-bot/lotse/bot"

// Notes are the drawers that a library keeps for itself.
func (l *Library) Notes(name string) bot.Drawer { return l.pockets.of(name) }
