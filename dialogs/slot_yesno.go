package dialogs

import "github.com/lotse-bot/lotse/lang"

// yesNoForm takes agreement and refusal.
type yesNoForm struct{}

func (yesNoForm) understand(_ *Slot, h hearing) (any, bool) {
	if h.picked == "yes" || h.picked == "no" {
		return h.picked == "yes", true
	}
	yes, ok := lang.YesNo(h.text, h.language)
	return yes, ok
}

func (yesNoForm) find(*Slot, hearing) (any, bool) { return nil, false }

func (yesNoForm) show(_ *Slot, value any, sp speech) string {
	if value == true {
		return sp.phrase("dialogs.yes")
	}
	return sp.phrase("dialogs.no")
}
