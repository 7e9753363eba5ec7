package handoff

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// alarm is what any utterance of the turn raises.
func alarm(t *bot.Turn) lang.Alarm {
	for _, u := range t.Heard {
		if a := lang.AlarmOf(u.Text); a != lang.AlarmNone && u.Payload == "" {
			return a
		}
	}
	return lang.AlarmNone
}

// alarmed brings in a person. Where life is at stake, it says first who helps at once: nobody may be at the desk.
func (h *Helpdesk) alarmed(ctx context.Context, t *bot.Turn, a lang.Alarm) error {
	why := bot.Reason{Code: bot.WhySafety}
	switch a {
	case lang.AlarmDanger, lang.AlarmDespair:
		t.SayPhrase("handoff." + string(a))
	default:
		why.Code = bot.WhyLegal
	}
	return h.Escalate(ctx, t, why)
}
