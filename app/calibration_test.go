package app_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/knowledge"
)

// kiosk is a small bot: one flow that an intent starts, and one article.
func kiosk(t *testing.T, policy string, calibration any) string {
	t.Helper()
	files := map[string]string{
		"bot.yaml":                "name: Kiosk\nlanguages: [en]\n" + policy,
		"flows/hours.yaml":        "title: Opening hours\nstart: {intents: [hours]}\nsteps:\n  - {id: tell, say: {en: From eight to six.}}\n",
		"intents/hours.yaml":      "title: Opening hours\nexamples:\n  en: [when are you open, opening hours, how long are you open today]\n",
		"intents/paper.yaml":      "title: Newspapers\nexamples:\n  en: [which newspapers do you have, do you sell the morning paper, any magazines]\n",
		"knowledge/returns.en.md": "# Returning newspapers\n\nA newspaper can be returned on the same day if it was not opened.\n",
	}
	switch c := calibration.(type) {
	case bot.Calibration:
		text, err := json.MarshalIndent(c, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		files[app.CalibrationFile] = string(text)
	case string:
		files[app.CalibrationFile] = c
	}
	return folderOf(t, files)
}

// decided is what the bot of a folder decides when it is first told something.
func decided(t *testing.T, o app.Options, dir, text string) bot.Decision {
	t.Helper()
	ports, err := app.Ports(app.Defaults(), o, knowledge.NewTransient())
	if err != nil {
		t.Fatal(err)
	}
	b, err := ports.Bots.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	talk, err := b.Begin(t.Context(), chat.Opening{Name: text, Language: "en", Start: chat.DefaultStart})
	if err != nil {
		t.Fatal(err)
	}
	defer talk.Close()
	turn, err := talk.Say(t.Context(), bot.Inbound{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return turn.Decision
}

// bid is what a skill bids first.
func bid(t *testing.T, d bot.Decision, skill string) bot.Bid {
	t.Helper()
	for _, b := range d.Bids {
		if b.Skill == skill {
			return b
		}
	}
	t.Fatalf("%s does not bid: %+v", skill, d.Bids)
	return bot.Bid{}
}

const (
	hours   = "opening hours today please"
	returns = "can a newspaper be returned"
)

func TestAConfidenceShownIsTheCalibratedOne(t *testing.T) {
	down, whole := &bot.Curve{Slope: 0.8, Intercept: -0.3}, &bot.Curve{Slope: 1.5}
	plain := kiosk(t, "", nil)
	worth := kiosk(t, "", bot.Calibration{
		Version: 1, Intents: &bot.Organ{Curve: down}, Knowledge: &bot.Organ{Curve: down}, Policy: &bot.Organ{Curve: whole},
	})
	for skill, text := range map[string]string{"dialogs": hours, "knowledge": returns} {
		before, after := bid(t, decided(t, app.Options{}, plain, text), skill), bid(t, decided(t, app.Options{}, worth, text), skill)
		if want := whole.Of(down.Of(before.Confidence)); math.Abs(after.Confidence-want) > 1e-9 {
			t.Errorf("%s bids %v, calibrated %v, want %v", skill, before.Confidence, after.Confidence, want)
		}
	}
}

// From where on the bot acts: as bot.yaml says, or else as was measured on whole turns, or else on each organ, or else 0.6.
func TestWhoSaysFromWhereOnIsActed(t *testing.T) {
	sure := bid(t, decided(t, app.Options{}, kiosk(t, "", nil), hours), "dialogs").Confidence
	calibrated := func(intents, policy float64) bot.Calibration {
		return bot.Calibration{Version: 1, Intents: &bot.Organ{Threshold: intents}, Policy: &bot.Organ{Threshold: policy}}
	}
	low, high := sure*0.9, (sure+1)/2
	act := func(x float64) string { return fmt.Sprintf("policy: {act: %v}\n", x) }
	for what, c := range map[string]struct {
		policy      string
		calibration any
		acts        bool
	}{
		"nobody, and it is above 0.6":         {"", nil, sure >= 0.6},
		"bot.yaml, low":                       {act(low), nil, true},
		"bot.yaml, high":                      {act(high), nil, false},
		"intents, low":                        {"", calibrated(low, 0), true},
		"intents, high":                       {"", calibrated(high, 0), false},
		"whole turns before intents":          {"", calibrated(high, low), true},
		"whole turns before intents, high":    {"", calibrated(low, high), false},
		"bot.yaml before whole turns":         {act(low), calibrated(high, high), true},
		"bot.yaml before whole turns, higher": {act(high), calibrated(low, low), false},
	} {
		if d := decided(t, app.Options{}, kiosk(t, c.policy, c.calibration), hours); (d.Kind == bot.Act) != c.acts {
			t.Errorf("%s (%v sure): %s, %+v", what, sure, d.Kind, d.Bids)
		}
	}
	over := calibrated(0, high)
	if d := decided(t, app.Options{Calibration: &over}, kiosk(t, act(low), nil), hours); d.Kind == bot.Act {
		t.Errorf("what is measured does not go before bot.yaml: %+v", d)
	}
}

func TestAnAnswerIsGivenFromItsThresholdOn(t *testing.T) {
	sure := bid(t, decided(t, app.Options{}, kiosk(t, "", nil), returns), "knowledge").Confidence
	for least, want := range map[float64]bot.Kind{sure * 0.9: bot.Act, (sure + 1) / 2: bot.Rephrase} {
		c := bot.Calibration{Version: 1, Knowledge: &bot.Organ{Threshold: least}}
		if d := decided(t, app.Options{}, kiosk(t, "", c), returns); d.Kind != want || bid(t, d, "knowledge").Least != least {
			t.Errorf("%v sure, from %v on: %s", sure, least, d.Kind)
		}
	}
}

func TestABrokenCalibrationIsPointedAt(t *testing.T) {
	for text, want := range map[string]string{
		"{\n  \"version\": 2\n}":                    "calibration.json:2:14: this program reads version 1, not 2 (write the file again with lotse eval calibrate)",
		"{\n  \"version\": 1,\n  \"risc\": 0.05\n}": "calibration.json:3:3: nobody knows the key \"risc\" here (did you mean \"risk\"?)",
		"{\"version\": 1, \"intents\": {\"curve\": {\"points\": [\n{\"at\": 0, \"is\": 0.2},\n{\"at\": 1, \"is\": 0.1}]}}}": "calibration.json:3:1: the points do not rise: {1 0.1} after {0 0.2} (write the file again with lotse eval calibrate)",
		"{\"version\": 1,\n\"knowledge\": {\"threshold\": \"high\"}}":                                                       "calibration.json:2:28: here stands a text, but a number belongs here (write a number)",
		"{\"version\": 1":  "calibration.json:1:",
		"":                 "calibration.json:1:1: the file is empty",
		"{\"version\": 1}": "",
	} {
		f, err := app.ReadFolder(kiosk(t, "", text), nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, fault := range f.Faults {
			if fault.Severity == bot.Error {
				got = append(got, fault.Error())
			}
		}
		if all := strings.Join(got, "\n"); !strings.HasPrefix(all, want) || (want == "") != (all == "") {
			t.Errorf("of %s:\n%s", text, cmp.Diff(want, all))
		}
	}
}
