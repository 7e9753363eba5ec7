package handoff_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

// monday is when the stories begin: Monday 23 November 2026, 10:00 in Berlin, a working day.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

var settings = handoff.Settings{Teams: map[string]handoff.Team{
	"service": {Title: handoff.Title{"de": "Service", "en": "Service"}, Capacity: 2, Hours: handoff.Hours{
		Zone: "Europe/Berlin",
		Mon:  []string{"09:00-12:00", "13:00-17:00"}, Tue: []string{"09:00-17:00"}, Wed: []string{"09:00-17:00"},
		Thu: []string{"09:00-17:00"}, Fri: []string{"09:00-17:00"},
	}},
}}

// A world holds conversations and agents in memory and keeps the promises of the store: versions are compared, everything is
// saved as JSON, and a reservation is made whole or not at all.
type world struct {
	bot.Inbox // only Result is asked for

	mu            sync.Mutex
	clock         time.Time
	conversations map[string][]byte
	transcripts   map[string][]bot.Entry
	turns         map[string][]*bot.Turn
	wakes         map[string]map[string]time.Time
	acts          map[string]*bot.Turn
	presences     map[string]handoff.Presence
	reservations  map[string]handoff.Reservation
	made          int // turns so far: their IDs

	helpdesk *handoff.Helpdesk
	bot      *bot.Bot
	worker   *bot.Worker
	usher    *handoff.Usher
}

func newWorld(t testing.TB, s handoff.Settings) *world {
	t.Helper()
	w := &world{
		clock: monday, conversations: map[string][]byte{}, transcripts: map[string][]bot.Entry{}, turns: map[string][]*bot.Turn{},
		wakes: map[string]map[string]time.Time{}, acts: map[string]*bot.Turn{}, presences: map[string]handoff.Presence{}, reservations: map[string]handoff.Reservation{},
	}
	h, err := handoff.New(s, w, w.Turns)
	if err != nil {
		t.Fatal(err)
	}
	w.helpdesk = h
	w.bot = &bot.Bot{
		Skills: []bot.Skill{handoff.Skill{Helpdesk: h}, parrot{}}, Policy: bot.DefaultThresholds, Helpdesk: h,
		Phrases: bot.NewPhrases([]string{"de", "en"}, bot.CoreWords, handoff.Words),
	}
	w.worker = &bot.Worker{
		Bot: w.bot, Inbox: w, Ledger: w, Bell: quiet{}, Now: w.now,
		Observe: func(*bot.Turn, time.Duration) {},
	}
	w.usher = &handoff.Usher{Helpdesk: h, Lister: w, Actor: w.worker, Now: w.now}
	return w
}

// parrot is the rest of the bot: it answers everything, but only questions to someone who waits for a person.
type parrot struct{}

func (parrot) Name() string { return "parrot" }

func (parrot) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if len(t.Heard) == 0 || t.Conversation.Owner == bot.OwnerQueue && !strings.HasSuffix(t.Text(), "?") {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 0.9, Evidence: []bot.Evidence{{Kind: "passage", Name: "descaling", Score: 0.71}}, Take: func(context.Context) error {
		t.Say(bot.Reply{Text: "Du sagst: " + t.Text()})
		return nil
	}}}, nil
}

type quiet struct{}

func (quiet) Ring(bot.Signal) {}
func (quiet) Listen(context.Context, func(bot.Signal)) (func(), error) {
	return func() {}, nil
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

// hear makes a turn of what a customer says and has it decided, but does not save it.
func (w *world) hear(t testing.TB, conversation, text, payload string) *bot.Turn {
	t.Helper()
	turn := w.turn(conversation)
	turn.Heard = []bot.Utterance{{Key: turn.ID, Text: text, Payload: payload, Language: "de", At: turn.Now}}
	w.decide(t, turn)
	return turn
}

func (w *world) decide(t testing.TB, turn *bot.Turn) {
	t.Helper()
	if err := w.bot.Run(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
}

func (w *world) turn(conversation string) *bot.Turn {
	c, err := w.Conversation(context.Background(), conversation)
	if errors.Is(err, bot.ErrNothing) {
		c = bot.Conversation{ID: conversation, Channel: "web"}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.made++
	return &bot.Turn{
		ID: fmt.Sprintf("turn-%d", w.made), Conversation: c, Now: w.clock,
		History: func(ctx context.Context) ([]bot.Entry, error) { return w.Transcript(ctx, conversation, 0) },
	}
}

// save commits a turn, deciding it anew for as long as others were faster.
func (w *world) save(t testing.TB, turn *bot.Turn) *bot.Turn {
	t.Helper()
	for {
		err := w.Commit(t.Context(), turn)
		if !errors.Is(err, bot.ErrConflict) {
			if err != nil && !errors.Is(err, bot.ErrDuplicate) {
				t.Fatal(err)
			}
			return turn
		}
		if turn.Conversation, err = w.Conversation(t.Context(), turn.Conversation.ID); err != nil {
			t.Fatal(err)
		}
		w.decide(t, turn)
	}
}

func (w *world) says(t testing.TB, conversation, text string) *bot.Turn {
	t.Helper()
	return w.save(t, w.hear(t, conversation, text, ""))
}

func (w *world) picks(t testing.TB, conversation, payload string) *bot.Turn {
	t.Helper()
	return w.save(t, w.hear(t, conversation, payload, payload))
}

// passes lets time go by: desks that are open go on beating, and wakes are run when they are due.
func (w *world) passes(t testing.TB, d time.Duration, atDesk ...string) {
	t.Helper()
	until := w.now().Add(d)
	for {
		at := w.nextWake(until)
		w.mu.Lock()
		w.clock = at
		for _, agent := range atDesk {
			p := w.presences[agent]
			p.Seen = at
			w.presences[agent] = p
		}
		w.mu.Unlock()
		if !w.wake(t) && at.Equal(until) {
			return
		}
	}
}

func (w *world) nextWake(until time.Time) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	next := until
	for _, wakes := range w.wakes {
		for _, due := range wakes {
			if due.Before(next) {
				next = due
			}
		}
	}
	if next.Before(w.clock) {
		return w.clock
	}
	return next
}

// wake runs one wake that is due, and says whether there was one.
func (w *world) wake(t testing.TB) bool {
	t.Helper()
	w.mu.Lock()
	var id string
	var found bot.Wake
	for _, c := range slices.Sorted(maps.Keys(w.wakes)) {
		for name, due := range w.wakes[c] {
			if !due.After(w.clock) {
				id, found = c, bot.Wake{Name: name, Due: due}
			}
		}
	}
	w.mu.Unlock()
	if id == "" {
		return false
	}
	turn := w.turn(id)
	turn.Wake = &found
	w.decide(t, turn)
	w.save(t, turn)
	return true
}

func (w *world) does(conversation string, act handoff.Act) error {
	w.mu.Lock()
	w.made++
	key := fmt.Sprintf("act-%d", w.made)
	w.mu.Unlock()
	_, err := w.worker.Act(context.Background(), conversation, key, act)
	return err
}

func (w *world) comes(a handoff.Agent, available bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.presences[a.ID] = handoff.Presence{Agent: a.ID, Name: a.Name, Teams: a.Teams, Capacity: 2, Available: available, Seen: w.clock, Last: w.presences[a.ID].Last}
}

func (w *world) conversation(t testing.TB, id string) bot.Conversation {
	t.Helper()
	c, err := w.Conversation(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Commit compares versions.
func (w *world) Commit(_ context.Context, t *bot.Turn) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := t.Conversation
	if t.Key != "" {
		if w.acts[t.Key] != nil {
			return bot.ErrDuplicate
		}
	}
	if t.Wake != nil && !w.wakes[c.ID][t.Wake.Name].Equal(t.Wake.Due) {
		return bot.ErrDuplicate
	}
	if before, ok := w.conversations[c.ID]; ok != (c.Version > 0) || ok && decode(before).Version != c.Version {
		return bot.ErrConflict
	} else if was := decode(before); ok && (was.Owner != c.Owner || was.Agent != c.Agent) && was.Epoch >= c.Epoch {
		return fmt.Errorf("%s passed from %s %s to %s %s, and words of the former owner would still be sent", c.ID, was.Owner, was.Agent, c.Owner, c.Agent)
	}
	c.Version++
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	w.conversations[c.ID] = body
	w.transcripts[c.ID] = append(w.transcripts[c.ID], t.Entries...)
	w.turns[c.ID] = append(w.turns[c.ID], t)
	if t.Key != "" {
		w.acts[t.Key] = t
	}
	w.setWakes(t)
	return nil
}

func (w *world) setWakes(t *bot.Turn) {
	id := t.Conversation.ID
	if w.wakes[id] == nil {
		w.wakes[id] = map[string]time.Time{}
	}
	if t.Wake != nil {
		delete(w.wakes[id], t.Wake.Name)
	}
	for _, wake := range t.Wakes {
		w.wakes[id][wake.Name] = wake.Due
		if wake.Due.IsZero() {
			delete(w.wakes[id], wake.Name)
		}
	}
}

func decode(body []byte) (c bot.Conversation) {
	if body == nil {
		return c
	}
	if err := json.Unmarshal(body, &c); err != nil {
		panic(err)
	}
	return c
}

func (w *world) Conversation(_ context.Context, id string) (bot.Conversation, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	body, ok := w.conversations[id]
	if !ok {
		return bot.Conversation{}, bot.ErrNothing
	}
	return decode(body), nil
}

func (w *world) Transcript(_ context.Context, id string, after int64) ([]bot.Entry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.transcripts[id]
	i := slices.IndexFunc(all, func(e bot.Entry) bool { return e.Seq > after })
	if i < 0 {
		return nil, nil
	}
	return slices.Clone(all[i:]), nil
}

func (w *world) Turns(_ context.Context, id string) ([]*bot.Turn, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.turns[id]), nil
}

func (w *world) Result(_ context.Context, _, key string) (*bot.Turn, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if t := w.acts[key]; t != nil {
		return t, nil
	}
	return nil, bot.ErrNothing
}

func (w *world) Conversations(_ context.Context, q handoff.Query) ([]bot.Conversation, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []bot.Conversation
	for _, body := range w.conversations {
		if c := decode(body); c.Owner == q.Owner && (q.Agent == "" || c.Agent == q.Agent) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b bot.Conversation) int { return a.Updated.Compare(b.Updated) })
	return all[:min(len(all), q.Limit)], nil
}

func (w *world) Presences(context.Context, time.Time) ([]handoff.Presence, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.floor(""), nil
}

// floor counts the load of every agent, without a conversation's own.
func (w *world) floor(except string) []handoff.Presence {
	var all []handoff.Presence
	for _, id := range slices.Sorted(maps.Keys(w.presences)) {
		p := w.presences[id]
		for conversation, body := range w.conversations {
			if c := decode(body); c.Agent == id && conversation != except {
				p.Load++
			}
		}
		for conversation, r := range w.reservations {
			if r.Agent == id && conversation != except && r.Holds(w.epoch(conversation), w.clock) && w.agent(conversation) != id {
				p.Load++
			}
		}
		all = append(all, p)
	}
	return all
}

func (w *world) epoch(conversation string) int64 {
	if body, ok := w.conversations[conversation]; ok {
		return decode(body).Epoch
	}
	return 0
}

func (w *world) agent(conversation string) string {
	if body, ok := w.conversations[conversation]; ok {
		return decode(body).Agent
	}
	return ""
}

func (w *world) Reserve(_ context.Context, wish handoff.Wish) (handoff.Reservation, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p, ok := w.presences[wish.Missed]; ok {
		p.Available = false
		w.presences[wish.Missed] = p
	}
	if r := w.reservations[wish.Conversation]; r.Holds(wish.Epoch, wish.Now) && r.Agent != wish.Missed {
		return r, nil
	}
	p, ok := handoff.Pick(w.floor(wish.Conversation), wish)
	if !ok {
		return handoff.Reservation{}, nil
	}
	kept := w.presences[p.Agent]
	kept.Last = wish.Now
	w.presences[p.Agent] = kept
	w.reservations[wish.Conversation] = p.Reserved(wish)
	return w.reservations[wish.Conversation], nil
}

func (w *world) Beat(_ context.Context, p handoff.Presence) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	before, known := w.presences[p.Agent]
	p.Available, p.Last = before.Available || !known, before.Last
	w.presences[p.Agent] = p
	return nil
}

func (w *world) SetAvailable(_ context.Context, agent string, available bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.presences[agent]
	p.Available = available
	w.presences[agent] = p
	return nil
}
