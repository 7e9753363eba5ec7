package bot_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// happens is a turn that an event of the customer's channel makes.
func happens(c bot.Conversation, name string, data any) *bot.Turn {
	return &bot.Turn{ID: "t", Now: noon, Conversation: c, Event: bot.NewEvent(name, data)}
}

// said lists the replies of a turn.
func said(t *bot.Turn) (all []string) {
	for _, e := range t.Replies() {
		all = append(all, e.Text)
	}
	return all
}

func TestWhoOpensAConversationIsWelcomed(t *testing.T) {
	b := newBot(&helpdesk{})
	turn := run(t, b, happens(bot.Conversation{ID: "c", Channel: "pigeon", Address: "a"}, bot.EventStart, nil))
	if diff := cmp.Diff([]string{"Hello! What can I do for you?"}, said(turn)); diff != "" {
		t.Error(diff)
	}
	b.Welcome = func(language string) bot.Reply { return bot.Reply{Text: "welcome " + language} }
	turn = run(t, b, happens(bot.Conversation{ID: "c", Channel: "pigeon", Address: "a"}, bot.EventStart, nil))
	if diff := cmp.Diff([]string{"welcome en"}, said(turn)); diff != "" {
		t.Error(diff)
	}
}

func TestWhoIsWelcomedIsSpokenToInHerLanguage(t *testing.T) {
	in := bot.Inbound{Event: bot.NewEvent(bot.EventStart, nil), Locale: "de-AT"}
	turn := happens(bot.Conversation{ID: "c", Channel: "pigeon", Address: "a"}, bot.EventStart, nil)
	turn.Event = in.Occurrence()
	if diff := cmp.Diff([]string{"Hallo! Womit kann ich helfen?"}, said(run(t, newBot(&helpdesk{}), turn))); diff != "" {
		t.Error(diff)
	}
}

func TestAgentsSeeThePageSheIsOn(t *testing.T) {
	turn := run(t, newBot(&helpdesk{}), happens(bot.Conversation{ID: "c"}, bot.EventPage, bot.Page{URL: "https://shop.example/priel", Title: "Priel"}))
	if e := turn.Entries; len(e) != 1 || !e[0].Note || e[0].Text != "Priel https://shop.example/priel" || len(turn.Replies()) > 0 {
		t.Errorf("entries %+v", e)
	}
}

func TestAReplyThatDidNotHelpGetsAWayOn(t *testing.T) {
	b := newBot(&helpdesk{})
	turn := run(t, b, happens(bot.Conversation{ID: "c", Owner: bot.OwnerBot}, bot.EventFeedback, bot.Feedback{Seq: 7, Text: "wrong model"}))
	if e := turn.Entries[0]; e.Feedback == nil || e.Feedback.Seq != 7 || !e.Note || e.Text != "wrong model" {
		t.Errorf("the feedback is not kept: %+v", e)
	}
	if r := turn.Replies(); len(r) != 1 || r[0].Choices[0].Payload != bot.PersonPayload {
		t.Errorf("no way on: %+v", r)
	}
	for what, quiet := range map[string]*bot.Turn{
		"helpful":         happens(bot.Conversation{ID: "c", Owner: bot.OwnerBot}, bot.EventFeedback, bot.Feedback{Seq: 7, Helpful: true}),
		"a person's turn": happens(bot.Conversation{ID: "c", Owner: bot.OwnerAgent}, bot.EventFeedback, bot.Feedback{Seq: 7}),
	} {
		if turn := run(t, b, quiet); len(turn.Replies()) > 0 {
			t.Errorf("%s: said %q", what, said(turn))
		}
	}
}

func TestWhatWasSaidLastCanBeEdited(t *testing.T) {
	echo := &skill{name: "echo", offers: func(t *bot.Turn) ([]bot.Offer, error) {
		return []bot.Offer{{Confidence: 1, Take: func(context.Context) error { t.Say(bot.Reply{Text: "re: " + t.Text()}); return nil }}}, nil
	}}
	b := newBot(&helpdesk{}, echo)
	c := run(t, b, heard("to Bremen")).Conversation
	edit := happens(c, bot.EventEdited, bot.Edited{Key: "to Bremen", Text: "to Berlin"})
	for range 2 { // a turn that is decided anew hears the same
		if diff := cmp.Diff([]string{"re: to Berlin"}, said(run(t, b, edit))); diff != "" {
			t.Error(diff)
		}
		edit.Conversation = c
	}
	old := happens(c, bot.EventEdited, bot.Edited{Key: "long ago", Text: "to Berlin"})
	if turn := run(t, b, old); len(turn.Replies()) > 0 || turn.Entries[0].Key != "long ago" || !turn.Entries[0].Note {
		t.Errorf("an older utterance: %+v", turn.Entries)
	}
	c.Owner = bot.OwnerAgent
	if turn := run(t, b, happens(c, bot.EventEdited, bot.Edited{Key: "to Bremen", Text: "to Berlin"})); len(turn.Replies()) > 0 {
		t.Errorf("the bot answers in a person's conversation: %q", said(turn))
	}
}

func TestTheCustomerIsWhereSheWasHeard(t *testing.T) {
	b := newBot(&helpdesk{}, says("s", "ok", bot.Offer{Confidence: 1}))
	c := bot.Conversation{ID: "c"}
	hear := func(channel, address string) {
		turn := heard("hello")
		turn.Conversation = c
		turn.Conversation.Channel, turn.Conversation.Address = channel, address
		c = run(t, b, turn).Conversation
	}
	report := func(channel, name string, data any) {
		turn := happens(c, name, data)
		turn.Conversation.Channel = channel
		c = run(t, b, turn).Conversation
	}
	is := func(what, want string) {
		t.Helper()
		var got []string
		for _, r := range c.Routes {
			s := r.Channel + "/" + r.Address
			if r.Closed {
				s += " closed"
			}
			got = append(got, s)
		}
		if at := c.Channel + "/" + c.Address + ": " + strings.Join(got, ", "); at != want {
			t.Errorf("%s: %s, want %s", what, at, want)
		}
	}
	hear("web", "w")
	is("one place", "web/w: web/w")
	hear("pigeon", "p")
	is("two", "pigeon/p: pigeon/p, web/w")
	report("backend", "order.sent", nil)
	is("what a backend reports moves nobody", "pigeon/p: pigeon/p, web/w")
	report("pigeon", bot.EventClosed, bot.Route{Channel: "pigeon", Address: "p"})
	is("blocked", "pigeon/p: pigeon/p closed, web/w")
	hear("pigeon", "p")
	is("heard again", "pigeon/p: pigeon/p, web/w")
	report("pigeon", bot.EventMoved, bot.Moved{From: bot.Route{Channel: "pigeon", Address: "p"}, To: bot.Route{Channel: "pigeon", Address: "q"}})
	is("moved", "pigeon/q: pigeon/q, web/w")
}

func TestWhatWasSaidOnARouteThatIsNotHersIsNotShown(t *testing.T) {
	c := bot.Conversation{Linked: true, Routes: []bot.Route{{Channel: "web", Address: "w"}}}
	other := bot.Route{Channel: "pigeon", Address: "p"}
	for what, one := range map[string]struct {
		e    bot.Entry
		want bool
	}{
		"before there were two": {bot.Entry{}, true},
		"hers":                  {bot.Entry{Via: c.Routes[0].ID()}, true},
		"not hers":              {bot.Entry{Via: other.ID()}, false},
		"a note":                {bot.Entry{Note: true}, false},
	} {
		if got := c.Shows(one.e); got != one.want {
			t.Errorf("%s: shown %t", what, got)
		}
	}
	if strings.Contains(other.ID(), "p:p") {
		t.Errorf("the name of a route tells its address: %s", other.ID())
	}
}

func TestAPictureAloneIsAcknowledged(t *testing.T) {
	turn := heard("")
	turn.Heard[0].Elements = []bot.Element{{Kind: bot.ElementImage, Media: &bot.Media{ID: "1"}}}
	turn = run(t, newBot(&helpdesk{}), turn)
	if got := said(turn); len(got) != 1 || !strings.HasPrefix(got[0], "I have got it") {
		t.Errorf("said %q", got)
	}
	if turn.Conversation.Misses != 0 || len(turn.Entries[0].Elements) != 1 {
		t.Errorf("a miss, or not kept: %+v", turn)
	}
}

func TestTheDeviceLanguageCountsUntilASentenceIsClear(t *testing.T) {
	b := newBot(&helpdesk{}, says("s", "ok", bot.Offer{Confidence: 1}))
	b.Language = func(text string) string {
		if strings.Contains(text, "the") {
			return "en"
		}
		return ""
	}
	turn := heard("hi")
	turn.Heard[0].Locale = "de-AT"
	c := run(t, b, turn).Conversation
	if c.Language != "de" {
		t.Errorf("by the device: %s", c.Language)
	}
	turn = heard("where is the parcel that you sent")
	turn.Conversation, turn.Heard[0].Locale = c, "de-AT"
	if got := run(t, b, turn).Conversation.Language; got != "en" {
		t.Errorf("by a clear sentence: %s", got)
	}
}

func TestWhoPrefersPlainLanguageIsSpokenToPlainly(t *testing.T) {
	b := newBot(&helpdesk{})
	b.Phrases = bot.NewPhrases([]string{"en"}, bot.CoreWords, bot.Words{"en-plain": {"core.welcome": {"Hi. How can I help?"}}})
	turn := happens(bot.Conversation{ID: "c", Language: "en", Plain: true}, bot.EventStart, nil)
	if diff := cmp.Diff([]string{"Hi. How can I help?"}, said(run(t, b, turn))); diff != "" {
		t.Error(diff)
	}
	turn = happens(bot.Conversation{ID: "c", Language: "en", Plain: true, Owner: bot.OwnerBot}, bot.EventFeedback, bot.Feedback{Seq: 1})
	if got := said(run(t, b, turn)); len(got) != 1 || !strings.HasPrefix(got[0], "I am sorry") {
		t.Errorf("what has no plain words is said as usual: %q", got)
	}
}
