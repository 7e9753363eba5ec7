package handoff_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

var (
	anna = handoff.Agent{ID: "a1", Name: "Anna"}
	bert = handoff.Agent{ID: "b2", Name: "Bert"}
)

// said is what the customer was told in a turn.
func said(turn *bot.Turn) string {
	var all []string
	for _, e := range turn.Replies() {
		all = append(all, e.Text)
	}
	return strings.Join(all, " | ")
}

// told is the last line the customer can read.
func told(t *testing.T, w *world, conversation string) string {
	t.Helper()
	entries, err := w.Transcript(t.Context(), conversation, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(entries) - 1; i >= 0; i-- {
		if !entries[i].Note {
			return entries[i].Text
		}
	}
	return ""
}

func check(t *testing.T, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("said %q\nwant %q", got, want)
	}
}

func owned(t *testing.T, w *world, conversation string, owner bot.Owner, agent string) {
	t.Helper()
	if c := w.conversation(t, conversation); c.Owner != owner || c.Agent != agent {
		t.Errorf("the conversation belongs to %q %q, want %q %q", c.Owner, c.Agent, owner, agent)
	}
}

func TestAnnaIsFreeAndComes(t *testing.T) {
	w := newWorld(t, settings)
	w.comes(anna, true)
	check(t, said(w.says(t, "c", "Meine Maschine zeigt E7 und pumpt nicht")), "Du sagst: Meine Maschine")
	check(t, said(w.says(t, "c", "Ich möchte mit einem Menschen sprechen")), "Ich verbinde dich mit Anna.")
	owned(t, w, "c", bot.OwnerQueue, "a1")

	check(t, said(w.says(t, "c", "Sie ist zwei Jahre alt")), "Danke, das gebe ich mit weiter.")
	if again := said(w.says(t, "c", "und noch in Garantie")); again != "" {
		t.Errorf("said %q, want the acknowledgement only once", again)
	}
	if diff := cmp.Diff("Meine Maschine zeigt E7 und pumpt nicht\nSie ist zwei Jahre alt\nund noch in Garantie", w.conversation(t, "c").Handoff.Briefing.Wants); diff != "" {
		t.Errorf("what was said while waiting is not in the briefing (-want +got):\n%s", diff)
	}
	if err := w.does("c", w.helpdesk.Take(anna)); err != nil {
		t.Fatal(err)
	}
	owned(t, w, "c", bot.OwnerAgent, "a1")
	check(t, told(t, w, "c"), "Anna ist jetzt für dich da.")
	if err := w.does("c", w.helpdesk.Reply(anna, "Hallo, ich schaue nach.")); err != nil {
		t.Fatal(err)
	}
	if silent := said(w.says(t, "c", "Danke!")); silent != "" {
		t.Errorf("the bot said %q while Anna has the conversation", silent)
	}
	if err := w.does("c", w.helpdesk.Back(anna, "Pumpe wird kostenlos ersetzt", true)); err != nil {
		t.Fatal(err)
	}
	owned(t, w, "c", bot.OwnerBot, "")
	if got := w.conversation(t, "c").Slots[handoff.ResultSlot].Value; got != "Pumpe wird kostenlos ersetzt" {
		t.Errorf("the result is %v", got)
	}
	check(t, said(w.says(t, "c", "Wann kommt sie?")), "Du sagst: Wann kommt sie?")
}

func TestAnnaDoesNotComeAndBertDoes(t *testing.T) {
	w := newWorld(t, settings)
	w.comes(anna, true)
	w.comes(bert, true)
	check(t, said(w.says(t, "c", "Bitte einen Menschen")), "Ich verbinde dich mit Anna.")
	w.passes(t, handoff.TakeWithin, "a1", "b2")
	check(t, told(t, w, "c"), "Anna kann leider gerade doch nicht übernehmen. Ich verbinde dich mit Bert.")
	owned(t, w, "c", bot.OwnerQueue, "b2")
	if w.presences["a1"].Available {
		t.Error("Anna did not come and is still offered")
	}
	w.passes(t, handoff.TakeWithin, "a1", "b2")
	check(t, told(t, w, "c"), "Bert kann leider gerade doch nicht übernehmen. Gerade ist niemand frei. Spätestens heute um 13:05 Uhr antwortet dir ein Mensch")
	owned(t, w, "c", bot.OwnerQueue, "")
}

func TestNobodyIsThereAndThePromiseIsHonest(t *testing.T) {
	w := newWorld(t, settings)
	w.clock = time.Date(2026, 11, 27, 15, 30, 0, 0, time.UTC) // Friday 16:30, half an hour before the end of the week
	check(t, said(w.picks(t, "c", bot.PersonPayload)), "Spätestens am Montag, 30. November, um 10:30 Uhr antwortet dir ein Mensch")
	check(t, said(w.says(t, "c", "Es ist aber eilig")), "Spätestens am Montag, 30. November, um 10:30 Uhr antwortet dir hier ein Mensch.")
	check(t, said(w.says(t, "c", "Wie entkalke ich denn?")), "Du sagst: Wie entkalke ich denn?") // the bot goes on helping
	owned(t, w, "c", bot.OwnerQueue, "")
	for range 2 { // and nothing she says is met with silence
		if got := said(w.says(t, "c", "Es ist wirklich eilig")); !strings.Contains(got, "dazugelegt") && !strings.Contains(got, "dabei") {
			t.Errorf("more words are answered %q", got)
		}
	}

	w.passes(t, 66*time.Hour-time.Minute) // Monday 10:29
	if p := w.conversation(t, "c").Handoff.Promise; p == nil {
		t.Fatal("the promise is gone before its time")
	}
	w.passes(t, time.Minute)
	check(t, told(t, w, "c"), "Es tut mir leid: Bis jetzt sollte dir jemand antworten, und das hat nicht geklappt.")
	check(t, told(t, w, "c"), "Spätestens") // a new promise, further ahead
	owned(t, w, "c", bot.OwnerQueue, "")
}

func TestWhoWaitsLongestIsFirst(t *testing.T) {
	w := newWorld(t, settings)
	for _, id := range []string{"first", "second", "third"} {
		w.says(t, id, "Bitte einen Menschen")
		w.passes(t, time.Minute)
	}
	w.comes(anna, true) // with two places
	if err := w.usher.Offer(t.Context()); err != nil {
		t.Fatal(err)
	}
	owned(t, w, "first", bot.OwnerQueue, "a1")
	owned(t, w, "second", bot.OwnerQueue, "a1")
	owned(t, w, "third", bot.OwnerQueue, "")
	check(t, told(t, w, "first"), "Jetzt ist jemand für dich da. Ich verbinde dich mit Anna.")
	if err := w.does("first", w.helpdesk.Take(anna)); err != nil {
		t.Fatal(err)
	}
	if err := w.does("first", w.helpdesk.Close(anna, "")); err != nil {
		t.Fatal(err)
	}
	if err := w.usher.Offer(t.Context()); err != nil {
		t.Fatal(err)
	}
	owned(t, w, "third", bot.OwnerQueue, "a1")
}

func TestTheCustomerNeedNotWait(t *testing.T) {
	for name, back := range map[string]func(w *world) *bot.Turn{
		"by the choice": func(w *world) *bot.Turn { return w.picks(t, "c", handoff.BackPayload) },
		"by its label":  func(w *world) *bot.Turn { return w.says(t, "c", "Hier mit dem Bot weitermachen") },
		"in words":      func(w *world) *bot.Turn { return w.says(t, "c", "abbrechen") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, settings)
			w.says(t, "c", "Bitte einen Menschen")
			check(t, said(back(w)), "Gut, dann machen wir zwei weiter.")
			owned(t, w, "c", bot.OwnerBot, "")
			if len(w.wakes["c"]) > 0 {
				t.Errorf("wakes are left: %v", w.wakes["c"])
			}
		})
	}
}

func TestAgentsWhoGoAreReplaced(t *testing.T) {
	w := newWorld(t, settings)
	w.comes(anna, true)
	w.says(t, "c", "Bitte einen Menschen")
	if err := w.does("c", w.helpdesk.Take(anna)); err != nil {
		t.Fatal(err)
	}
	w.comes(bert, true)
	w.says(t, "c", "Bist du da?")
	w.passes(t, 2*time.Minute, "b2") // Anna's desk is silent
	check(t, told(t, w, "c"), "Anna ist leider gerade nicht mehr erreichbar. Ich verbinde dich mit Bert.")
	owned(t, w, "c", bot.OwnerQueue, "b2")
}

func TestAnAgentWhoNeedsLongerIsExcusedOnce(t *testing.T) {
	w := newWorld(t, settings)
	w.comes(anna, true)
	w.says(t, "c", "Bitte einen Menschen")
	if err := w.does("c", w.helpdesk.Take(anna)); err != nil {
		t.Fatal(err)
	}
	w.says(t, "c", "Bist du da?")
	w.passes(t, 10*time.Minute, "a1")
	var slow int
	for _, e := range w.transcripts["c"] {
		if e.Event == handoff.EventSlow {
			slow++
		}
	}
	if slow != 1 {
		t.Errorf("excused %d times, want once", slow)
	}
	owned(t, w, "c", bot.OwnerAgent, "a1")
	w.passes(t, 20*time.Minute, "a1")
	owned(t, w, "c", bot.OwnerQueue, "")
}

func TestWithoutTeamsTheBotSaysSoAndGoesOn(t *testing.T) {
	w := newWorld(t, handoff.Settings{})
	check(t, said(w.says(t, "c", "Bitte einen Menschen")), "Hier kann gerade kein Mensch antworten.")
	check(t, said(w.says(t, "c", "Na gut, dann du")), "Du sagst")
	owned(t, w, "c", bot.OwnerBot, "")
}

func TestReplayedTurnsNeedNoFloor(t *testing.T) {
	w := newWorld(t, settings)
	w.comes(anna, true)
	w.says(t, "c", "Hallo Welt, wie geht es?")
	before := w.conversation(t, "c")
	history := w.transcripts["c"]
	recorded := w.says(t, "c", "Bitte einen Menschen")
	recorded.History = func(context.Context) ([]bot.Entry, error) { return history, nil }
	w.presences = nil // the world has moved on
	again, err := w.bot.Replay(t.Context(), before, recorded)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(recorded.Entries, again.Entries); diff != "" {
		t.Errorf("the replay differs (-recorded +replayed):\n%s", diff)
	}
}
