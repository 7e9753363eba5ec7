package handoff_test

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

var update = flag.Bool("update", false, "rewrite golden files")

// scripted is a bot that knows its part.
type scripted struct{ parts map[string]func(t *bot.Turn) }

func (scripted) Name() string { return "scripted" }

func (s scripted) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	part := s.parts[t.Text()]
	if part == nil {
		return nil, nil
	}
	return []bot.Offer{{
		Confidence: 0.9, Take: func(context.Context) error { part(t); return nil },
		Evidence: []bot.Evidence{{Kind: "passage", Name: "pump-e7", Score: 0.83, Detail: "Fehler E7"}, {Kind: "passage", Name: "descaling", Score: 0.41}},
	}}, nil
}

func TestTheBriefingSaysWhatNeedNotBeAskedAgain(t *testing.T) {
	w := newWorld(t, settings)
	w.bot.Skills[1] = scripted{map[string]func(*bot.Turn){
		"Meine Maschine zeigt E7 und pumpt kein Wasser": func(t *bot.Turn) {
			t.Say(bot.Reply{
				Text:      "E7 meldet die Pumpe. Entlüfte sie: Dampfhahn auf, 30 Sekunden warten. [1]",
				Citations: []bot.Citation{{Document: "pump-e7", Title: "Fehler E7", URL: "/articles/pump-e7"}},
			})
			t.Conversation.Frames = []bot.Frame{{Flow: "diagnose_fault", State: "solved", Slots: map[string]bot.Slot{
				"code": {Value: "E7", Source: bot.SourceIntent}, "machine": {Value: map[string]any{"model": "Aroma 2"}, Source: bot.SourceAction},
			}}}
		},
		"nein": func(t *bot.Turn) {
			t.Happened("lookup_machine failed", "the service did not answer in 5s")
			t.SayPhrase("core.rephrase")
			t.Conversation.Slots = map[string]bot.Slot{"serial": {Value: "AB123456", Source: bot.SourceSaid}}
		},
	}}
	w.says(t, "c", "Meine Maschine zeigt E7 und pumpt kein Wasser")
	w.says(t, "c", "nein")
	w.says(t, "c", "Ich will jetzt mit einem Menschen sprechen")
	got, err := json.MarshalIndent(w.conversation(t, "c").Handoff.Briefing, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/briefing.json", append(got, '\n'))
}

func TestASecondBriefingIsAboutTheSecondMatter(t *testing.T) {
	w := newWorld(t, settings)
	w.says(t, "c", "Die Lieferung ist nicht angekommen")
	if err := w.does("c", w.helpdesk.Take(anna)); err != nil {
		t.Fatal(err)
	}
	if err := w.does("c", w.helpdesk.Back(anna, "neu verschickt", true)); err != nil {
		t.Fatal(err)
	}
	w.says(t, "c", "Und die Mühle ist zu laut")
	w.says(t, "c", "Bitte einen Menschen")
	b := w.conversation(t, "c").Handoff.Briefing
	if b.Wants != "Und die Mühle ist zu laut" {
		t.Errorf("wants %q", b.Wants)
	}
	if b.Slots[handoff.ResultSlot] != "neu verschickt" {
		t.Errorf("the result of the first matter is lost: %v", b.Slots)
	}
}

// unsure is a skill of documents that none of them answers.
type unsure struct{}

func (unsure) Name() string { return "unsure" }

func (unsure) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if !strings.Contains(t.Text(), "E12") {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 0.1, Evidence: []bot.Evidence{{Kind: "passage", Name: "codes#1", Score: 2}, {Kind: "missing", Name: "E12"}}}}, nil
}

func TestTheBriefingSaysWhatNoArticleMentions(t *testing.T) {
	w := newWorld(t, settings)
	w.bot.Skills[1] = unsure{}
	w.says(t, "c", "Was heißt E12?")
	w.says(t, "c", "Ich meine E12 auf der Anzeige")
	b := w.conversation(t, "c").Handoff.Briefing
	if want := "Der Bot hat mehrmals nichts Passendes gefunden."; !strings.HasPrefix(b.Gave, want) || !strings.HasSuffix(b.Gave, " Kein Artikel nennt: E12.") {
		t.Errorf("gave up: %q", b.Gave)
	}
	if len(b.Sources) != 1 || b.Sources[0].Kind != "passage" {
		t.Errorf("sources %+v", b.Sources)
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); -update rewrites it:\n%s", path, diff)
	}
}
