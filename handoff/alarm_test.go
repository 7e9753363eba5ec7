package handoff_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
)

// What no bot handles alone brings a person, though nobody asked for one. Where life is at stake she reads first who helps at once,
// be anybody at the desk or not.
func TestAPersonComesForWhatNoBotHandlesAlone(t *testing.T) {
	for text, want := range map[string]struct{ first, reason, why string }{
		"Aus meiner Maschine schlagen Flammen": {"Ist jemand in Gefahr oder verletzt, ruf bitte sofort die 112. | ", bot.WhySafety, "Es könnte jemand in Gefahr sein."},
		"Ich will nicht mehr leben":            {"Du bist damit nicht allein.", bot.WhySafety, "Es könnte jemand in Gefahr sein."},
		"Dann sehen wir uns vor Gericht":       {"", bot.WhyLegal, "Droht mit rechtlichen Schritten."},
	} {
		for there, then := range map[bool]string{true: "Ich verbinde dich mit Anna.", false: "Gerade ist niemand frei."} {
			w := newWorld(t, settings)
			if there {
				w.comes(anna, true)
			}
			got := said(w.says(t, "c", text))
			if before, _, ok := strings.Cut(got, then); !ok || !strings.HasPrefix(before, want.first) || (want.first == "") != (before == "") {
				t.Errorf("%s: said %q", text, got)
			}
			h := w.conversation(t, "c").Handoff
			if h == nil || h.Reason.Code != want.reason || !strings.HasPrefix(h.Briefing.Gave, want.why) {
				t.Errorf("%s: handed over as %+v", text, h)
			}
		}
	}
}
