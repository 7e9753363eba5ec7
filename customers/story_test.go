package customers_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

func TestStartOnTheWebsiteAndFinishOnThePhone(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.says(site, "Ich habe eine Kaffeemühle zu viel")
		check(t, "started", w.says(site, "zurückgeben"), "order?")
		check(t, "asked on", w.says(site, "4711"), "email?")
		check(t, "wish", w.says(site, "Kann ich auf dem Handy weitermachen?"), w.codes[0])

		asked := w.shows(phone, w.codes[0])
		check(t, "question", asked, "auf der Website")
		check(t, "question", asked, "„Ich habe eine Kaffeemühle zu viel“")
		same(t, "only shown, not linked", len(w.links(own(site))), 0)

		arrived := w.says(phone, "Ja")
		check(t, "arrived", arrived, "Dein Gespräch, das du auf der Website begonnen hast, geht hier weiter.")
		check(t, "the question again", arrived, "email?")
		same(t, "slots", w.told(own(site)), map[string]string{"order": "4711"})
		check(t, "next", w.says(phone, "eva@example.org"), "city?")
		check(t, "end", w.says(phone, "Ulm"), "Fertig: 4711")

		c := w.conversation(own(site))
		same(t, "where she is now", c.Routes[0].ID(), phone.ID())
		same(t, "linked", c.Linked, true)
		w.says(site, "Danke!")
		same(t, "back on the website", w.conversation(own(site)).Channel, "web")
		same(t, "her other conversation", w.reads(own(phone))[1], "customer: Ja")
		links := w.links(own(site))
		same(t, "links", links, []customers.Link{{
			ID: links[0].ID, Conversation: own(site), Channel: "telegram", Address: "42", Origin: own(phone), Proof: customers.ProofCode, At: monday,
		}})
	})
}

func TestTheOtherWayRound(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(phone, "zurückgeben")
	w.says(phone, "4711")
	check(t, "code", w.picks(phone, customers.NewPayload), "10 Minuten")
	w.shows(site, w.codes[0])
	check(t, "arrived", w.says(site, "Ja"), "das du in Telegram begonnen hast")
	check(t, "goes on", w.says(site, "eva@example.org"), "city?")
	follow, err := w.router.Follow(t.Context(), site.Channel, site.Address, own(site))
	same(t, "what the website shows", follow, own(phone))
	same(t, "error", err, nil)
}

func TestACodeIsTyped(t *testing.T) {
	for _, text := range []string{"%s", "Code: %s", "mein code ist %s.", " %s\n"} {
		w := newWorld(t, file(t))
		w.says(site, "Guten Tag zusammen, liebe Leute")
		w.picks(site, customers.NewPayload)
		w.says(phone, "zurückgeben") // even where a flow asks something
		check(t, text, w.says(phone, fmt.Sprintf(text, w.codes[0])), "Hast du ihn dort selbst geholt?")
		check(t, text, w.says(phone, "Ja"), "geht hier weiter")
	}
}

func TestAStrangersWordsAreHarmless(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(site, "Du hast gewonnen: [hier klicken](https://evil.example/x) oder **evil.example** oder mail@evil.example, sonst ist alles weg! "+
		"Und das hier ist sehr lang, damit man sieht, dass es gekürzt wird.")
	w.picks(site, customers.NewPayload)
	asked := w.shows(phone, w.codes[0])
	check(t, "question", asked, "„Du hast gewonnen: hier oder oder sonst ist alles weg! Und das hier ist sehr lang…“")
}

func TestWhoTheCustomerIsTheConversationKnows(t *testing.T) {
	w := newWorld(t, file(t))
	w.hears(site, bot.Inbound{Text: "Hallo", Customer: "eva"})
	w.goesOn(site)
	w.link(site, office)
	w.hears(office, bot.Inbound{Text: "Hallo", Customer: "slack:T1/U1"})
	w.goesOn(office)
	same(t, "customer", w.conversation(own(site)).Customer, "eva")
}

func TestWordsThatLookLikeACodeAreTheFlows(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(site, "zurückgeben")
	check(t, "a serial number", w.says(site, "AB12-CD34"), "email?")
	check(t, "and one in a row", w.says(site, "AB123456"), "city?")
	same(t, "slots", w.told(own(site)), map[string]string{"order": "AB12-CD34", "email": "AB123456"})
}

func TestWhatProvesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.says(site, "Guten Tag zusammen, liebe Leute")
		newCode := func() string { w.picks(site, customers.NewPayload); return w.codes[len(w.codes)-1] }

		check(t, "wrong", w.shows(phone, "2222-AAAA"), "Diesen Code kenne ich nicht")
		check(t, "nonsense", w.shows(phone, "../../etc"), "Diesen Code kenne ich nicht")
		check(t, "its own conversation", w.shows(site, newCode()), "von genau diesem Gespräch")
		replaced := w.codes[0]
		code := newCode()
		check(t, "replaced", w.shows(phone, replaced), "gilt nicht mehr")
		w.clock = w.clock.Add(customers.CodeLife)
		check(t, "expired", w.shows(phone, code), "abgelaufen")

		code = newCode()
		check(t, "in a group", w.shows(kitchen, code), "Hier lesen andere mit")
		check(t, "which others have read", w.shows(phone, code), "gilt nicht mehr")
		check(t, "asked for in a group", w.picks(kitchen, customers.NewPayload), "gebe ich hier keinen Code aus")

		code = newCode()
		w.shows(phone, code)
		check(t, "the customer says no", w.says(phone, "Nein"), "ich verbinde nichts")
		check(t, "then it is nobody's", w.shows(office, code), "gilt nicht mehr")

		code = newCode()
		w.shows(phone, code)
		w.clock = w.clock.Add(customers.CodeLife)
		check(t, "confirmed too late", w.says(phone, "Ja"), "abgelaufen")

		code = newCode()
		w.shows(phone, code)
		check(t, "confirmed from elsewhere", w.picks(office, "link:yes:"+customers.Hash(code)), "kenne ich nicht")
		w.says(phone, "Ja")
		check(t, "used", w.shows(office, code), "schon benutzt")
		check(t, "and confirmed again", w.picks(phone, "link:yes:"+customers.Hash(code)), "")

		for _, r := range []bot.Route{kitchen, office} {
			same(t, "not linked", w.conversation(own(r)).Linked, false)
		}
		same(t, "links", len(w.links(own(site))), 1)
	})
}

func TestNobodyGuesses(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.says(site, "Guten Tag zusammen, liebe Leute")
		w.picks(site, customers.NewPayload)
		for i := range customers.RouteTries {
			check(t, "guess", w.shows(phone, fmt.Sprintf("AAAA-222%d", i)), "kenne ich nicht")
		}
		check(t, "one more", w.shows(phone, w.codes[0]), "zu viele falsche Codes")
		w.says(phone, "zurückgeben")
		check(t, "in a flow", w.says(phone, w.codes[0]), "email?") // it is not looked at, so it is an answer like any other
		check(t, "from another place", w.shows(office, w.codes[0]), "selbst geholt?")

		w.clock = w.clock.Add(customers.CodeLife)
		w.picks(site, customers.NewPayload)
		check(t, "later", w.shows(phone, w.codes[1]), "selbst geholt?")
	})
}

// busy is a store at which too many wrong codes arrive; how many that is, the store's own suite knows.
type busy struct{ customers.Codes }

func (busy) ShowCode(context.Context, customers.Showing) (customers.Code, customers.Standing, error) {
	return customers.Code{}, customers.CodeBusy, nil
}

func TestGuessesFromManyPlaces(t *testing.T) {
	w := newWorld(t, file(t))
	w.worker.Bot.Skills[0] = customers.New(customers.Options{Codes: busy{w}, Links: w, Reader: w, Accept: w.Accept})
	check(t, "right, but", w.shows(phone, customers.NewCode()), "ungewöhnlich viele falsche Codes")
}

func TestUndoneWhereItWasLinked(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.says(phone, "name ist Max")
		w.says(phone, "zurückgeben")
		w.says(site, "zurückgeben")
		w.says(site, "4711")
		before, read := w.conversation(own(site)), w.reads(own(site))
		w.link(site, phone)
		left := w.conversation(own(phone))

		w.says(phone, "falsch@example.org")
		w.says(phone, "name ist Moritz")
		check(t, "undone", w.says(phone, "Verbindung trennen"), "Getrennt. Hier geht es weiter")
		same(t, "the phone's own conversation", w.conversation(own(phone)), left)
		check(t, "goes on", w.says(phone, "0815"), "email?")
		same(t, "its slots", w.told(own(phone)), map[string]string{"name": "Max", "order": "0815"})

		after := w.conversation(own(site))
		same(t, "frames", after.Frames, before.Frames)
		same(t, "slots", after.Slots, before.Slots)
		same(t, "routes", after.Routes, before.Routes)
		same(t, "linked", after.Linked, false)
		same(t, "transcript", w.reads(own(site))[:len(read)], read)
		same(t, "and nothing of the phone's", len(w.reads(own(site))), len(read)+2) // but the wish for a code and the code
		check(t, "the website goes on", w.says(site, "eva@example.org"), "city?")
		same(t, "who undid it", w.links(own(site))[0].EndedBy, customers.ByCustomer)
		check(t, "nothing more to undo", w.picks(phone, customers.UndoPayload), "mit keinem anderen Ort verbunden")
	})
}

func TestUndoneFromElsewhere(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(site, "zurückgeben")
	w.link(site, phone)
	w.link(site, office)
	w.says(phone, "4711")
	w.says(office, "stadt ist Ulm")

	check(t, "which one?", w.says(site, "/unlink"), "Welche Verbindung")
	choices := w.conversation(own(site)).Choices
	same(t, "choices", []string{choices[0].Label, choices[1].Label}, []string{"in Telegram, seit 23. November 2026, 09:00", "in Slack, seit 23. November 2026, 09:00"})
	check(t, "the phone", w.says(site, choices[0].Label), "in Telegram geschrieben wird, gehört nicht mehr")
	same(t, "slots", w.told(own(site)), map[string]string{"stadt": "Ulm"})
	same(t, "still linked", w.conversation(own(site)).Linked, true)
	check(t, "Slack goes on", w.says(office, "0815"), "email?")
	check(t, "the phone is on its own", w.says(phone, "Hallo"), "Du sagst: Hallo")

	link := w.links(own(site))[1]
	if _, err := w.skill.Unlink(t.Context(), link.ID, "anna", w.clock); err != nil {
		t.Fatal(err)
	}
	w.goesOn(site)
	same(t, "slots", w.told(own(site)), map[string]string{})
	same(t, "who undid it", w.links(own(site))[1].EndedBy, "anna")
	w.says(kitchen, "Hallo")
	check(t, "a link of others", w.picks(kitchen, customers.UndoPayload+":"+link.ID), "mit keinem anderen Ort verbunden")
	if _, err := w.skill.Unlink(t.Context(), "nobody's", "anna", w.clock); !errors.Is(err, bot.ErrNothing) {
		t.Errorf("a link that is not there: %v", err)
	}
}

func TestAProgramDiesBetweenTheLinkAndItsReport(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.says(site, "zurückgeben")
		w.picks(site, customers.NewPayload)
		w.shows(phone, w.codes[0])
		w.fail = errors.New("the program dies")
		arrived := w.says(phone, "Ja")
		check(t, "arrived", arrived, "geht hier weiter")
		same(t, "links", len(w.links(own(site))), 1)

		w.fail = errors.New("the program dies again")
		check(t, "undone", w.says(phone, "/unlink"), "Getrennt")
		same(t, "routes", len(w.conversation(own(site)).Routes), 1)
	})
}

func TestWhatIsSaidRightAfterTheYesIsHeardThere(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(site, "zurückgeben")
	w.picks(site, customers.NewPayload)
	w.shows(phone, w.codes[0])
	w.hears(phone, bot.Inbound{Text: "Ja"})
	w.hears(phone, bot.Inbound{Text: "4711"})
	check(t, "both", w.goesOn(phone), "email?")
	same(t, "slots", w.told(own(site)), map[string]string{"order": "4711"})
}

func TestAPersonAnswersAndTheCustomerChangesPlaces(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(site, "Meine Mühle raucht ganz fürchterlich")
	w.act(own(site), func(tn *bot.Turn) { tn.Conversation.Pass(bot.OwnerAgent, "anna") })
	check(t, "words are Anna's", w.says(site, "Kann ich auf dem Handy weitermachen?"), "")
	check(t, "the menu works", w.picks(site, customers.NewPayload), "Code")
	w.shows(phone, w.codes[0])
	check(t, "arrived", w.says(phone, "Ja"), "geht hier weiter")
	w.act(own(site), func(tn *bot.Turn) {
		tn.Add(bot.Entry{Author: bot.ByAgent, Name: "Anna", Reply: bot.Reply{Text: "Zieh bitte den Stecker."}})
	})
	check(t, "Anna is heard there", w.goesOn(phone), "Zieh bitte den Stecker.")
	for _, e := range w.turns(own(site))[2:] {
		for _, said := range e.Replies() {
			if said.Author == bot.ByBot {
				t.Errorf("the bot says %q while Anna has the conversation", said.Text)
			}
		}
	}
	check(t, "a route where a person answers stays there", func() string {
		w.says(office, "Guten Tag zusammen, liebe Leute")
		w.act(own(office), func(tn *bot.Turn) { tn.Conversation.Pass(bot.OwnerAgent, "bert") })
		w.picks(site, customers.NewPayload)
		return w.shows(office, w.codes[1])
	}(), "ein Mensch für dich zuständig")
}

func TestARouteGoesOnInALaterConversation(t *testing.T) {
	w := newWorld(t, file(t))
	tablet := bot.Route{Channel: "web", Address: "w2"}
	w.says(site, "jahr ist 2025")
	w.link(site, phone)
	w.says(tablet, "jahr ist 2026")
	w.link(tablet, phone)
	w.says(phone, "monat ist Mai")
	same(t, "the later one", w.told(own(tablet)), map[string]string{"jahr": "2026", "monat": "Mai"})
	w.says(phone, "/unlink")
	w.says(phone, "monat ist Juni")
	same(t, "the earlier one again", w.told(own(site)), map[string]string{"jahr": "2025", "monat": "Juni"})
}

func TestAFlowThatWasLeftDoesNotSpeakUp(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(phone, "zurückgeben")
	w.says(phone, "erinnere mich")
	w.says(site, "Hallo")
	w.link(site, phone)
	w.clock = w.clock.Add(time.Hour)
	same(t, "while she talks elsewhere", w.goesOn(phone), "")
	w.says(phone, "/unlink")
	same(t, "put off", w.goesOn(phone), "")
	w.clock = w.clock.Add(24 * time.Hour)
	same(t, "when she is back", w.goesOn(phone), "Noch da?")
}

// link links a route to the conversation of another.
func (w *world) link(from, to bot.Route) {
	w.t.Helper()
	w.picks(from, customers.NewPayload)
	w.shows(to, w.codes[len(w.codes)-1])
	w.says(to, "Ja")
}

// act changes a conversation on an agent's behalf.
func (w *world) act(conversation string, do func(*bot.Turn)) {
	w.t.Helper()
	w.keys++
	if _, err := w.worker.Act(w.t.Context(), conversation, fmt.Sprint("act-", w.keys), func(_ context.Context, tn *bot.Turn) error { do(tn); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

func TestALateUndoFindsItsLink(t *testing.T) {
	w := newWorld(t, file(t))
	w.says(site, "zurückgeben")
	w.link(site, phone)
	w.clock = w.clock.Add(400 * 24 * time.Hour)
	w.says(phone, "4711")
	w.says(phone, "/unlink")
	same(t, "slots", w.told(own(site)), map[string]string{})
}
