package customers_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// A line is what one route says.
type line struct {
	From bot.Route
	bot.Inbound
}

// anything is whatever a customer may say to the flow; with a language she chose, now and then.
func anything(from bot.Route) *rapid.Generator[line] {
	return lines(from, "zurückgeben", "abbrechen", "4711", "eva@example.org", "Ulm", "Hallo", "Weiß nicht order",
		"name ist Eva", "name ist Max", "stadt ist Köln", "vergiss name", "vergiss stadt")
}

// aside is what means the same wherever a flow stands, and whatever was said before.
func aside(from bot.Route) *rapid.Generator[line] {
	return lines(from, "name ist Ida", "stadt ist Bonn", "strasse ist lang")
}

func lines(from bot.Route, texts ...string) *rapid.Generator[line] {
	return rapid.Custom(func(r *rapid.T) line {
		in := bot.Inbound{Text: rapid.SampledFrom(texts).Draw(r, "text")}
		if rapid.IntRange(0, 5).Draw(r, "language chosen") == 0 {
			in.Language = rapid.SampledFrom([]string{"de", "en"}).Draw(r, "language")
		}
		if rapid.IntRange(0, 9).Draw(r, "plain chosen") == 0 {
			plain := rapid.Bool().Draw(r, "plain")
			in.Plain = &plain
		}
		return line{from, in}
	})
}

// tell tells lines to the bot, those of some routes only. Their keys and times are counted from first.
func (w *world) tell(first int, script []line, only ...bot.Route) {
	w.t.Helper()
	for i, l := range script {
		w.clock = monday.Add(time.Duration(first+i) * time.Minute)
		if !slices.ContainsFunc(only, l.From.Is) {
			continue
		}
		in := l.Inbound
		in.Channel, in.Address, in.Conversation, in.Key = l.From.Channel, l.From.Address, own(l.From), fmt.Sprint(own(l.From), "-", first+i)
		if _, err := w.router.Accept(w.t.Context(), in); err != nil {
			w.t.Fatal(err)
		}
		w.goesOn(l.From)
	}
}

// connect links a route to the website's conversation without a word in that: the code is made beside it.
func (w *world) connect(site, r bot.Route) customers.Link {
	w.t.Helper()
	code := customers.Code{Hash: customers.Hash(customers.NewCode()), Conversation: own(site), Channel: site.Channel, Expires: w.clock.Add(time.Hour)}
	if err := w.KeepCode(w.t.Context(), code); err != nil {
		w.t.Fatal(err)
	}
	show := customers.Showing{Hash: code.Hash, Route: r.ID(), Turn: r.ID(), At: w.clock}
	if _, _, err := w.ShowCode(w.t.Context(), show); err != nil {
		w.t.Fatal(err)
	}
	w.picks(r, "link:yes:"+code.Hash)
	links := w.links(own(site))
	return links[len(links)-1]
}

// state is what talking changes in a conversation.
var state = cmp.Options{
	cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(bot.Conversation{}, "Seq", "Version", "Updated"), // they count what was undone, too
	cmpopts.IgnoreFields(bot.Slot{}, "Via"),                               // known only where there were several routes
}

// After an undo both sides are what they were: the phone's conversation to the last byte, the website's as if nobody had ever
// spoken on the phone.
func TestUndoRestoresBothSides(t *testing.T) {
	w, never, n := newWorld(t, file(t)), newWorld(t, file(t)), 0
	rapid.Check(t, func(r *rapid.T) {
		n++ // every customer is another one
		site, phone := bot.Route{Channel: "web", Address: fmt.Sprint("w", n)}, bot.Route{Channel: "telegram", Address: fmt.Sprint(n)}
		office := bot.Route{Channel: "slack", Address: fmt.Sprint("D", n)}
		before := rapid.SliceOfN(rapid.OneOf(anything(site), anything(phone)), 0, 6).Draw(r, "before the link")
		before = append([]line{{site, bot.Inbound{Text: "Hallo"}}}, before...)
		during := rapid.OneOf(
			rapid.SliceOfN(anything(phone), 0, 8),                                           // only the phone is used, for anything
			rapid.SliceOfN(rapid.OneOf(anything(phone), aside(site), aside(office)), 0, 10), // others are used as well
		).Draw(r, "while linked")
		after := rapid.SliceOfN(anything(site), 0, 3).Draw(r, "after the undo")

		w.tell(0, before, site, phone)
		never.tell(0, before, site)
		w.connect(site, office)
		never.connect(site, office)
		link := w.connect(site, phone)
		left, leftRead := w.conversation(own(phone)), w.reads(own(phone))
		w.tell(100, during, site, phone, office)
		never.tell(100, during, site, office)
		if rapid.Bool().Draw(r, "undone by an agent") {
			if _, err := w.skill.Unlink(t.Context(), link.ID, "anna", w.clock); err != nil {
				r.Fatal(err)
			}
			w.goesOn(site)
		} else {
			w.picks(phone, customers.UndoPayload)
		}
		same(r, "the phone's conversation", w.conversation(own(phone)), left)
		same(r, "its transcript", w.reads(own(phone)), leftRead)

		w.tell(200, after, site)
		never.tell(200, after, site)
		if diff := cmp.Diff(never.conversation(own(site)), w.conversation(own(site)), state); diff != "" {
			r.Errorf("the website's conversation (-had the phone never spoken +now):\n%s", diff)
		}
		same(r, "its transcript", w.reads(own(site)), never.reads(own(site)))
	})
}
