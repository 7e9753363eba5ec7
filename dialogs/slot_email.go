package dialogs

import "github.com/lotse-bot/lotse/lang"

// emailForm takes one e-mail address.
type emailForm struct{}

func (emailForm) understand(_ *Slot, h hearing) (any, bool) {
	address, ok := lang.Email(h.text)
	return address, ok
}

func (f emailForm) find(s *Slot, h hearing) (any, bool) { return f.understand(s, h) }

func (emailForm) show(_ *Slot, value any, sp speech) string { return showAny(value, sp.language) }
