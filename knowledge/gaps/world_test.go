package gaps_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/gaps"
	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/private"
)

// monday is when everything begins.
var monday = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// How agents' and survey's events are called here.
const (
	eventWrong  = "wrong"
	eventTaken  = "taken over"
	eventClosed = "closed"
	eventSurvey = "survey"
)

// A world is a bot with articles, what was said to it, and the board of what it lacks.
type world struct {
	*gaps.Board
	t       *testing.T
	bot     *bot.Bot
	library *knowledge.Library
	now     time.Time
	n       int
	talks   map[string]*talk
}

// A talk is a conversation as it stands, with its turns.
type talk struct {
	conversation bot.Conversation
	turns        []*bot.Turn
}

// articles of a shop, by ID.
var articles = map[string]knowledge.Document{
	"bezahlen": {Title: "Bezahlen", Text: "Du kannst mit Karte, mit PayPal und auf Rechnung bezahlen. Die Rechnung kommt per E-Mail.", Scope: knowledge.Scope{Owner: "buchhaltung"}},
	"garantie": {Title: "Wie lange gilt die Garantie?", Text: "Die Garantie auf deine Maschine gilt zwei Jahre ab dem Kauf.", Scope: knowledge.Scope{Owner: "technik"}},
}

func newWorld(t *testing.T) *world {
	t.Helper()
	shelf := knowledge.NewTransient()
	w := &world{t: t, now: monday, talks: map[string]*talk{}, library: &knowledge.Library{Shelf: shelf, Index: embedded.New()}}
	answers := &knowledge.Answers{Index: w.library.Index, Articles: shelf}
	for _, id := range []string{"bezahlen", "garantie"} {
		w.writes(id, articles[id])
	}
	w.bot = &bot.Bot{
		Skills: []bot.Skill{person{}, &knowledge.Skill{Answers: answers}}, Policy: bot.DefaultThresholds, Helpdesk: queue{},
		Phrases:  bot.NewPhrases([]string{"de", "en"}, bot.CoreWords, knowledge.Words, bot.Words{"de": {"desk": {"Ein Mensch kommt."}}, "en": {"desk": {"A person comes."}}}),
		Language: func(text string) string { l, _ := lang.Detect(text); return l },
	}
	keep := &gaps.Transient{}
	w.Board = &gaps.Board{
		Keep: keep, Marks: keep, Ledger: w, Shelf: shelf, Answers: answers, Finder: &private.Finder{}, Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler),
		Signs: gaps.Signs{Wrong: eventWrong, Taken: eventTaken, Ended: []string{eventClosed}, Quoted: "answer quoted", Rating: func(e bot.Entry) (int, bool) {
			var points int
			_, err := fmt.Sscanf(e.Text, "satisfaction=%d", &points)
			return points, e.Event == eventSurvey && err == nil
		}},
	}
	return w
}

// person brings in a person when one is asked for by a button.
type person struct{}

func (person) Name() string { return "handoff" }

func (person) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if t.Payload() != bot.PersonPayload {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 1, Final: true, Take: func(ctx context.Context) error { return queue{}.Escalate(ctx, t, bot.Reason{Code: bot.WhyAsked}) }}}, nil
}

// queue is a helpdesk where somebody always comes.
type queue struct{}

func (queue) Escalate(_ context.Context, t *bot.Turn, why bot.Reason) error {
	t.Conversation.Pass(bot.OwnerQueue, "")
	t.Conversation.Handoff = &bot.Handoff{Reason: why, Team: "service"}
	t.SayPhrase("desk")
	return nil
}

// Past implements [gaps.Ledger].
func (w *world) Past(_ context.Context, since, until time.Time, each func([]*bot.Turn) error) error {
	ids := make([]string, 0, len(w.talks))
	for id := range w.talks {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		own := slices.DeleteFunc(slices.Clone(w.talks[id].turns), func(t *bot.Turn) bool { return t.Now.Before(since) || !t.Now.Before(until) })
		if len(own) == 0 {
			continue
		}
		if err := each(own); err != nil {
			return err
		}
	}
	return nil
}

// Turns implements [gaps.Ledger].
func (w *world) Turns(_ context.Context, conversation string) ([]*bot.Turn, error) {
	if w.talks[conversation] == nil {
		return nil, errors.New("there is no such conversation")
	}
	return w.talks[conversation].turns, nil
}

// turn begins a turn of a conversation, a minute after the last.
func (w *world) turn(conversation string) *bot.Turn {
	if w.talks[conversation] == nil {
		w.talks[conversation] = &talk{conversation: bot.Conversation{ID: conversation, Owner: bot.OwnerBot, Language: "de"}}
	}
	w.n++
	w.now = w.now.Add(time.Minute)
	return &bot.Turn{ID: fmt.Sprint("turn ", w.n), Now: w.now, Conversation: w.talks[conversation].conversation.Clone()}
}

// save keeps a turn as the store does: with the conversation as it stood after it.
func (w *world) save(t *bot.Turn) *bot.Turn {
	own := w.talks[t.Conversation.ID]
	own.conversation, own.turns = t.Conversation, append(own.turns, t)
	return t
}

// hears lets the bot make a turn.
func (w *world) hears(t *bot.Turn) *bot.Turn {
	w.t.Helper()
	if err := w.bot.Run(w.t.Context(), t); err != nil {
		w.t.Fatal(err)
	}
	return w.save(t)
}

// says has a customer say something.
func (w *world) says(conversation, text string) *bot.Turn {
	w.t.Helper()
	t := w.turn(conversation)
	t.Heard = []bot.Utterance{{Key: t.ID, Text: text, At: w.now}}
	return w.hears(t)
}

// presses has her pick a choice.
func (w *world) presses(conversation, payload string) *bot.Turn {
	w.t.Helper()
	t := w.turn(conversation)
	t.Heard = []bot.Utterance{{Key: t.ID, Text: "Ja", Payload: payload, At: w.now}}
	return w.hears(t)
}

// happens reports an event of a channel.
func (w *world) happens(conversation, name string, data any) {
	w.t.Helper()
	t := w.turn(conversation)
	t.Event = bot.NewEvent(name, data)
	w.hears(t)
}

// noted adds an entry in a turn of its own, as agents do.
func (w *world) noted(conversation string, e bot.Entry) {
	t := w.turn(conversation)
	t.Key = t.ID
	t.Conversation.Seq++
	e.Seq, e.At = t.Conversation.Seq, t.Now
	t.Entries = []bot.Entry{e}
	w.save(t)
}

// talks is a whole conversation with an agent: what the customer says and, in turn, what the agent says, until it is closed.
func (w *world) served(conversation string, lines ...string) {
	w.t.Helper()
	w.noted(conversation, bot.Entry{Author: bot.BySystem, Event: eventTaken})
	for i, text := range lines {
		by := bot.ByCustomer
		if i%2 == 1 {
			by = bot.ByAgent
		}
		w.noted(conversation, bot.Entry{Author: by, Reply: bot.Reply{Text: text}})
	}
	w.noted(conversation, bot.Entry{Author: bot.BySystem, Note: true, Event: eventClosed})
}

// answer is the number of the last reply of the bot's.
func answer(t *bot.Turn) int64 {
	all := t.Replies()
	return all[len(all)-1].Seq
}

// writes brings in an article.
func (w *world) writes(id string, d knowledge.Document) {
	w.t.Helper()
	d.ID, d.Language, d.URL = id, "de", "/articles/"+id
	if err := w.library.Put(w.t.Context(), d); err != nil {
		w.t.Fatal(err)
	}
}

// gathered lists the gaps after gathering.
func (w *world) gathered() []gaps.Gap {
	w.t.Helper()
	if err := w.Gather(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return w.listed("")
}

func (w *world) listed(s gaps.State) []gaps.Gap {
	w.t.Helper()
	all, err := w.List(w.t.Context(), s)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// one is the only gap.
func (w *world) one() gaps.Gap {
	w.t.Helper()
	all := w.gathered()
	if len(all) != 1 {
		w.t.Fatalf("there are %d gaps, want one: %+v", len(all), all)
	}
	g, err := w.Show(w.t.Context(), all[0].ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return g
}

// queued are the pairs that wait after gathering.
func (w *world) queued() []gaps.Pair {
	w.t.Helper()
	if err := w.Gather(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	all, err := w.Queue(w.t.Context(), "")
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}
