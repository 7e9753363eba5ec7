package customers_test

import (
	"errors"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// tells says something first, for a purpose, and returns what became of it.
func (w *world) tells(key, purpose string) error {
	return w.worker.Tell(w.t.Context(), bot.Outbound{Key: key, Conversation: own(phone), Purpose: purpose, Reply: bot.Reply{Text: key}})
}

func TestOnlyWhatIsWantedIsSaidFirst(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		may := func(what, purpose string, want bool) {
			t.Helper()
			if err := w.tells(what, purpose); want != (err == nil) || !want && !errors.Is(err, bot.ErrUnwanted) {
				t.Errorf("%s, for %s: %v", what, purpose, err)
			}
		}
		w.says(phone, "Hallo")
		may("a reminder", bot.PurposeService, true)
		may("an offer", "offers", false)
		check(t, "agreed", w.picks(phone, customers.WantsPayload+"offers"), "Mit STOP beendest du das.")
		may("an offer she wants", "offers", true)
		may("a survey", "survey", false)

		check(t, "taken back", w.picks(phone, customers.StopPayload+"offers"), "dazu melde ich mich nicht mehr")
		may("an offer too many", "offers", false)
		may("another reminder", bot.PurposeService, true)

		w.picks(phone, customers.WantsPayload+"offers")
		check(t, "enough of it all", w.says(phone, "stop"), "auch keine Erinnerungen")
		may("a reminder too many", bot.PurposeService, false)
		may("an offer after STOP", "offers", false)
		check(t, "after all", w.says(phone, "Doch wieder melden"), "darf mich wieder melden")
		may("a reminder again", bot.PurposeService, true)
		same(t, "sent", w.goesOn(phone), "a reminder again")
	})
}

func TestAFlowCanAskForConsent(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(phone, "Hallo")
	w.act(own(phone), func(tn *bot.Turn) {
		tn.Conversation.Slots = map[string]bot.Slot{customers.WantsSlot + "offers": {Value: true, Source: bot.SourceSaid}}
	})
	if err := w.tells("an offer", "offers"); err != nil {
		t.Error(err)
	}
}

func TestStopEndsAFlowBeforeItEndsEverything(t *testing.T) {
	inFlow := bot.Conversation{Frames: []bot.Frame{{Flow: "return"}}}
	told := bot.Conversation{Slots: map[string]bot.Slot{customers.WantsSlot + "offers": {Value: true}}}
	for _, c := range []struct {
		text  string
		of    bot.Conversation
		stops bool
	}{
		{"STOP", bot.Conversation{}, true},
		{"Stopp!", told, true},
		{"stop", bot.Conversation{}, false},
		{"STOP", inFlow, false},
		{"stop", told, true},
		{"Stop die Bestellung", told, false},
		{"STOP", bot.Conversation{Owner: bot.OwnerAgent}, false},
	} {
		if got := bids(t, c.text, c.of) == "all"; got != c.stops {
			t.Errorf("%q with %v ends everything: %v", c.text, c.of, got)
		}
	}
}

func TestConsentGivenOnARouteThatWasNotHersIsGone(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(site, "Hallo")
	w.link(site, phone)
	w.picks(phone, customers.WantsPayload+"offers")
	w.says(phone, "/unlink")
	if err := customers.Wanted(w.conversation(own(site)), "offers"); !errors.Is(err, bot.ErrUnwanted) {
		t.Errorf("offers are wanted: %v", err)
	}
}

func TestOddPurposesAreNobodys(t *testing.T) {
	for _, payload := range []string{"wants:", "wants:a b", "stop:../x", "wants:" + string(make([]byte, 50)), "start:return"} {
		turn := &bot.Turn{ID: "t", Conversation: bot.Conversation{Owner: bot.OwnerBot}, Heard: []bot.Utterance{{Payload: payload}}}
		if offers, err := customers.New(customers.Options{}).Offers(t.Context(), turn); err != nil || len(offers) > 0 {
			t.Errorf("%q: %v, %v", payload, offers, err)
		}
	}
}
