package dialogs

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// dateForm takes days that exist; its values are ISO 8601 texts.
type dateForm struct{}

func (dateForm) understand(s *Slot, h hearing) (any, bool) {
	day, ok := lang.Date(h.text, h.language, h.now)
	if !ok {
		return nil, false
	}
	iso := day.Format(time.DateOnly)
	if least, ok := h.limit(&s.Min).(string); ok && iso < least {
		return nil, false
	}
	most, ok := h.limit(&s.Max).(string)
	return iso, !ok || iso <= most
}

// picker shows a calendar for a date slot.
func (s *Scene) picker(slot *Slot) (bot.Element, bool) {
	if _, ok := slot.form.(dateForm); !ok {
		return bot.Element{}, false
	}
	least, _ := s.limit(&slot.Min).(string)
	most, _ := s.limit(&slot.Max).(string)
	return bot.Element{Kind: bot.ElementDate, Date: &bot.DatePicker{Payload: slotPayload(slot.Name, ""), Min: least, Max: most}}, true
}

func (f dateForm) find(s *Slot, h hearing) (any, bool) { return f.understand(s, h) }

func (dateForm) show(_ *Slot, value any, sp speech) string {
	iso, _ := value.(string)
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return lang.FormatDate(day, sp.language)
}
