// Package storetest is the suite that every implementation of [bot.Store] passes.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// noon is when every test begins.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// Run runs the suite. Open gives an empty store; reopen closes it and opens the same data again, as after a restart.
func Run(t *testing.T, open func(t *testing.T) bot.Store, reopen func(t *testing.T, s bot.Store) bot.Store) {
	cases := map[string]func(*testing.T, bot.Store){
		"an inbound is accepted once":                           acceptsOnce,
		"a burst is one turn, in order":                         burst,
		"a burst settles before it is claimed":                  settles,
		"each route is answered where it was heard":             routes,
		"everything a customer sent is heard":                   whole,
		"an event is a turn of its own":                         event,
		"one conversation, one worker":                          oneWorker,
		"a lease that ran out can be taken":                     leaseEnds,
		"a turn is saved whole":                                 savedWhole,
		"a turn is not saved when the version moved":            conflict,
		"a turn is not saved twice":                             duplicate,
		"the transcript is read from a cursor":                  cursor,
		"a released turn comes again and counts":                released,
		"a wake becomes a turn once":                            wakes,
		"a wake can be moved and removed":                       movedWake,
		"deliveries keep their order and are settled":           deliveries,
		"the bot's words are withdrawn when a person took over": withdrawn,
		"many conversations commit at once":                     many,
		"an act is unique by its key":                           acts,
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
	t.Run("nothing is lost by a restart", func(t *testing.T) { restart(t, open(t), reopen) })
}

func inbound(conversation, key, text string) bot.Inbound {
	return bot.Inbound{Channel: "api", Key: key, Conversation: conversation, Address: "a", Text: text, Received: noon}
}

func accept(t *testing.T, s bot.Store, all ...bot.Inbound) {
	t.Helper()
	for _, in := range all {
		fresh, err := s.Accept(t.Context(), in)
		if err != nil || !fresh {
			t.Fatalf("accept %s: fresh %v, error %v", in.Key, fresh, err)
		}
	}
}

func claim(t *testing.T, s bot.Store, conversation string) *bot.Turn {
	t.Helper()
	turn, err := s.Claim(t.Context(), conversation, noon, time.Minute)
	if err != nil {
		t.Fatalf("claim %q: %v", conversation, err)
	}
	return turn
}

func nothing(t *testing.T, s bot.Store, conversation string, now time.Time) {
	t.Helper()
	if turn, err := s.Claim(t.Context(), conversation, now, time.Minute); !errors.Is(err, bot.ErrNothing) {
		t.Fatalf("claim %q at %s: got turn %v, error %v; want nothing", conversation, now, turn, err)
	}
}

// answer finishes a turn as the bot would, with one reply.
func answer(turn *bot.Turn, reply string) {
	c := &turn.Conversation
	if c.Owner == "" {
		c.Owner, c.Opened = bot.OwnerBot, turn.Now
	}
	turn.Entries = nil
	for _, u := range turn.Heard {
		turn.Entries = append(turn.Entries, bot.Entry{Author: bot.ByCustomer, Reply: bot.Reply{Text: u.Text}})
	}
	if reply != "" {
		turn.Entries = append(turn.Entries, bot.Entry{Author: bot.ByBot, Reply: bot.Reply{Text: reply}})
	}
	for i := range turn.Entries {
		c.Seq++
		turn.Entries[i].Seq, turn.Entries[i].At = c.Seq, turn.Now
	}
	c.Updated = turn.Now
}

func commit(t *testing.T, s bot.Store, turn *bot.Turn) {
	t.Helper()
	if err := s.Commit(t.Context(), turn); err != nil {
		t.Fatalf("commit: %v", err)
	}
}

func texts(entries []bot.Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, e.Text)
	}
	return all
}

func transcript(t *testing.T, s bot.Store, conversation string, after int64) []string {
	t.Helper()
	entries, err := s.Transcript(t.Context(), conversation, after)
	if err != nil {
		t.Fatal(err)
	}
	return texts(entries)
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func acceptsOnce(t *testing.T, s bot.Store) {
	var fresh int
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			ok, err := s.Accept(context.Background(), inbound("c", "k", "hello"))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if ok {
				fresh++
			}
		})
	}
	all.Wait()
	equal(t, "fresh", fresh, 1)
	other := inbound("c", "k", "the same key on another channel")
	other.Channel = "web"
	accept(t, s, other)
	n, err := s.Pending(t.Context())
	equal(t, "pending", n, 2)
	equal(t, "error", err, nil)
}

func burst(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"), inbound("other", "x", "not mine"), inbound("c", "2", "zwei"), inbound("c", "3", "drei"))
	turn := claim(t, s, "c")
	equal(t, "heard", turn.Text(), "eins\nzwei\ndrei")
	equal(t, "address", turn.Conversation.Address, "a")
	equal(t, "id", turn.ID, bot.ID("api", "1"))
}

func routes(t *testing.T, s bot.Store) {
	there := inbound("c", "2", "zwei")
	there.Channel, there.Address = "pigeon", "p"
	accept(t, s, inbound("c", "1", "eins"), there, inbound("c", "3", "drei"))
	var heard []string
	for range 3 {
		turn := claim(t, s, "c")
		heard = append(heard, turn.Conversation.Channel+" "+turn.Text())
		answer(turn, "ja")
		commit(t, s, turn)
	}
	equal(t, "heard", heard, []string{"api eins", "pigeon zwei", "api drei"})
}

func whole(t *testing.T, s bot.Store) {
	in, plain := inbound("c", "1", "hier"), true
	in.Elements = []bot.Element{{Kind: bot.ElementImage, Media: &bot.Media{ID: "m"}}}
	in.Locale, in.Plain = "de-AT", &plain
	accept(t, s, in)
	equal(t, "heard", claim(t, s, "c").Heard, []bot.Utterance{in.Utterance()})
}

func settles(t *testing.T, s bot.Store) {
	in := inbound("c", "1", "eins")
	in.Settle = 300 * time.Millisecond
	accept(t, s, in)
	nothing(t, s, "c", noon.Add(200*time.Millisecond))
	nothing(t, s, "", noon.Add(200*time.Millisecond))
	if _, err := s.Claim(t.Context(), "", noon.Add(300*time.Millisecond), time.Minute); err != nil {
		t.Errorf("after settling: %v", err)
	}
}

func event(t *testing.T, s bot.Store) {
	e := inbound("c", "2", "")
	e.Event = &bot.Event{Name: "machine_sold", Data: []byte(`{"serial":"AB123456"}`)}
	accept(t, s, inbound("c", "1", "eins"), e, inbound("c", "3", "drei"))
	for _, want := range []string{"eins", "", "drei"} {
		turn := claim(t, s, "c")
		equal(t, "heard", turn.Text(), want)
		equal(t, "is event", turn.Event != nil, want == "")
		answer(turn, "ok "+want)
		commit(t, s, turn)
	}
}

func oneWorker(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	var got int
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			_, err := s.Claim(context.Background(), []string{"", "c"}[i%2], noon, time.Minute)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				got++
			} else if !errors.Is(err, bot.ErrNothing) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	equal(t, "turns claimed", got, 1)
}

func leaseEnds(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	claim(t, s, "c")
	nothing(t, s, "c", noon.Add(59*time.Second))
	must(t, s.Renew(t.Context(), "c", noon.Add(2*time.Minute)))
	nothing(t, s, "c", noon.Add(119*time.Second))
	if _, err := s.Claim(t.Context(), "c", noon.Add(121*time.Second), time.Minute); err != nil {
		t.Errorf("after the lease: %v", err)
	}
}

func savedWhole(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "wo ist mein Paket?"))
	turn := claim(t, s, "c")
	turn.Conversation.Language = "de"
	turn.Conversation.Slots = map[string]bot.Slot{"order": {Value: "12345", Said: "12345", Source: bot.SourceSaid, Turn: turn.ID, At: noon}}
	turn.Conversation.Frames = []bot.Frame{{Flow: "parcel", State: "ask_order", Slots: map[string]bot.Slot{"n": {Value: 4.0, Source: bot.SourceFlow, At: noon}}}}
	turn.Decision = bot.Decision{Kind: bot.Act, Skill: "dialogs", Confidence: 0.9, Bids: []bot.Bid{{Skill: "dialogs", Confidence: 0.9}}}
	turn.Exchanges = []bot.Exchange{{Kind: "action", Asked: []byte(`{"q":1}`), Answer: []byte(`{"a":2}`)}}
	answer(turn, "Es kommt morgen.")
	want := turn.Conversation.Clone()
	want.Version++
	commit(t, s, turn)

	got, err := s.Conversation(t.Context(), "c")
	equal(t, "error", err, nil)
	equal(t, "conversation", got, want)
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"wo ist mein Paket?", "Es kommt morgen."})
	result, err := s.Result(t.Context(), "api", "1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "decision", result.Decision.Skill, "dialogs")
	equal(t, "replies", texts(result.Replies()), []string{"Es kommt morgen."})
	equal(t, "owner", result.Conversation.Owner, bot.OwnerBot)
	turns, err := s.Turns(t.Context(), "c")
	if err != nil || len(turns) != 1 {
		t.Fatalf("turns: %v, %v", turns, err)
	}
	equal(t, "heard", turns[0].Text(), "wo ist mein Paket?")
	equal(t, "exchanges", turns[0].Exchanges, turn.Exchanges)
	nothing(t, s, "c", noon)
}

func conflict(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	first := claim(t, s, "c")
	answer(first, "ok")
	commit(t, s, first)

	accept(t, s, inbound("c", "2", "zwei"))
	mine := claim(t, s, "c")
	theirs := &bot.Turn{ID: "theirs", Key: "take", Conversation: mine.Conversation.Clone(), Now: noon}
	theirs.Conversation.Pass(bot.OwnerAgent, "anna")
	answer(theirs, "Hallo, hier ist Anna")
	commit(t, s, theirs)

	answer(mine, "too late")
	if err := s.Commit(t.Context(), mine); !errors.Is(err, bot.ErrConflict) {
		t.Fatalf("commit after a takeover: %v", err)
	}
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"eins", "ok", "Hallo, hier ist Anna"})
	if _, err := s.Result(t.Context(), "api", "2"); !errors.Is(err, bot.ErrUnanswered) {
		t.Errorf("the inbound counts as answered: %v", err)
	}
	if _, err := s.Result(t.Context(), "api", "never"); !errors.Is(err, bot.ErrNothing) {
		t.Errorf("what was never accepted: %v", err)
	}
}

func duplicate(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	answer(turn, "ok")
	again := *turn
	commit(t, s, turn)
	again.Conversation.Version = turn.Conversation.Version
	again.Conversation.Seq = turn.Conversation.Seq
	if err := s.Commit(t.Context(), &again); !errors.Is(err, bot.ErrDuplicate) {
		t.Fatalf("commit twice: %v", err)
	}
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"eins", "ok"})
	c, err := s.Conversation(t.Context(), "c")
	equal(t, "error", err, nil)
	equal(t, "version", c.Version, int64(1))
}

func cursor(t *testing.T, s bot.Store) {
	for i := range 3 {
		accept(t, s, inbound("c", fmt.Sprint(i), fmt.Sprintf("q%d", i)))
		turn := claim(t, s, "c")
		answer(turn, fmt.Sprintf("a%d", i))
		commit(t, s, turn)
	}
	all := []string{"q0", "a0", "q1", "a1", "q2", "a2"}
	for after := range 7 {
		equal(t, fmt.Sprintf("after %d", after), append([]string{}, transcript(t, s, "c", int64(after))...), all[after:])
	}
}

func released(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	equal(t, "attempt", turn.Attempt, 0)
	if err := s.Release(t.Context(), turn, noon.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	nothing(t, s, "c", noon)
	turn, err := s.Claim(t.Context(), "", noon.Add(time.Second), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "attempt", turn.Attempt, 1)
	equal(t, "heard", turn.Text(), "eins")
}

func begin(t *testing.T, s bot.Store, wakes ...bot.Wake) {
	t.Helper()
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	turn.Wakes = wakes
	answer(turn, "ok")
	commit(t, s, turn)
}

func wakes(t *testing.T, s bot.Store) {
	begin(t, s, bot.Wake{Name: "remind", Due: noon.Add(time.Hour)})
	nothing(t, s, "", noon.Add(time.Hour-time.Millisecond))
	turn, err := s.Claim(t.Context(), "", noon.Add(time.Hour), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "wake", turn.Wake, &bot.Wake{Name: "remind", Due: noon.Add(time.Hour)})
	equal(t, "heard", len(turn.Heard), 0)
	answer(turn, "noch da?")
	commit(t, s, turn)
	nothing(t, s, "", noon.Add(2*time.Hour))
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"eins", "ok", "noch da?"})
}

func movedWake(t *testing.T, s bot.Store) {
	begin(t, s, bot.Wake{Name: "a", Due: noon.Add(time.Hour)}, bot.Wake{Name: "b", Due: noon.Add(time.Hour)},
		bot.Wake{Name: "a", Due: noon.Add(3 * time.Hour)}, bot.Wake{Name: "b"})
	nothing(t, s, "", noon.Add(2*time.Hour))
	turn, err := s.Claim(t.Context(), "", noon.Add(3*time.Hour), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "wake", turn.Wake.Name, "a")
}

func deliver(turn *bot.Turn, n int, author bot.Author) {
	c := turn.Conversation
	for i := range n {
		turn.Deliveries = append(turn.Deliveries, bot.Delivery{
			Key: fmt.Sprint(turn.ID, i), Channel: "push", Conversation: c.ID,
			Author: author, Epoch: c.Epoch, Reply: bot.Reply{Text: fmt.Sprint(author, i)}, At: noon,
		})
	}
}

func due(t *testing.T, s bot.Store, now time.Time) []bot.Delivery {
	t.Helper()
	all, err := s.Due(t.Context(), bot.Lane{}, 10, now, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func deliveries(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	answer(turn, "ok")
	deliver(turn, 2, bot.ByBot)
	commit(t, s, turn)

	first := due(t, s, noon)
	equal(t, "due at once", len(first), 1)
	equal(t, "first", first[0].Reply.Text, "bot0")
	equal(t, "leased", len(due(t, s, noon)), 0)
	retry := noon.Add(10 * time.Second)
	must(t, s.Settle(t.Context(), first[0], bot.Settlement{State: bot.DeliveryWaiting, Retry: retry}))
	equal(t, "the second waits for the first", len(due(t, s, noon.Add(5*time.Second))), 0)
	again := due(t, s, retry)
	equal(t, "attempts", again[0].Attempts, 1)
	must(t, s.Settle(t.Context(), again[0], bot.Settlement{State: bot.DeliverySent, Receipt: bot.Receipt{ID: "m1"}}))
	second := due(t, s, retry)
	equal(t, "second", second[0].Reply.Text, "bot1")
	must(t, s.Settle(t.Context(), second[0], bot.Settlement{State: bot.DeliveryAmbiguous}))
	equal(t, "left", len(due(t, s, noon.Add(time.Hour))), 0)
}

func withdrawn(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	answer(turn, "ok")
	deliver(turn, 2, bot.ByBot)
	commit(t, s, turn)

	take := &bot.Turn{ID: "take", Key: "take", Conversation: turn.Conversation.Clone(), Now: noon}
	take.Conversation.Pass(bot.OwnerAgent, "anna")
	answer(take, "Hallo")
	deliver(take, 1, bot.ByAgent)
	commit(t, s, take)
	got := due(t, s, noon)
	equal(t, "due", len(got), 1)
	equal(t, "author", got[0].Author, bot.ByAgent)
}

func many(t *testing.T, s bot.Store) {
	const conversations, turns = 40, 5
	var all sync.WaitGroup
	for i := range conversations {
		all.Go(func() {
			id := fmt.Sprintf("c%d", i)
			for n := range turns {
				if _, err := s.Accept(context.Background(), inbound(id, fmt.Sprintf("%s-%d", id, n), fmt.Sprint(n))); err != nil {
					t.Error(err)
					return
				}
				turn, err := s.Claim(context.Background(), id, noon, time.Minute)
				if err != nil {
					t.Error(err)
					return
				}
				answer(turn, "a"+turn.Text())
				if err := s.Commit(context.Background(), turn); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	for i := range conversations {
		equal(t, "transcript", transcript(t, s, fmt.Sprintf("c%d", i), 0), []string{"0", "a0", "1", "a1", "2", "a2", "3", "a3", "4", "a4"})
	}
}

func acts(t *testing.T, s bot.Store) {
	begin(t, s)
	act := func() error {
		c, err := s.Conversation(t.Context(), "c")
		must(t, err)
		turn := &bot.Turn{ID: "reply", Key: "reply-1", Conversation: c, Now: noon}
		answer(turn, "Hallo")
		return s.Commit(t.Context(), turn)
	}
	must(t, act())
	if err := act(); !errors.Is(err, bot.ErrDuplicate) {
		t.Fatalf("the same act again: %v", err)
	}
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"eins", "ok", "Hallo"})
	result, err := s.Result(t.Context(), bot.ActChannel, "reply-1")
	must(t, err)
	equal(t, "result", result.ID, "reply")
}

func restart(t *testing.T, s bot.Store, reopen func(*testing.T, bot.Store) bot.Store) {
	begin(t, s, bot.Wake{Name: "remind", Due: noon.Add(time.Hour)})
	accept(t, s, inbound("c", "2", "zwei"))
	claim(t, s, "c") // and the program dies
	later := noon.Add(2 * time.Minute)
	for i := range 3 {
		s = reopen(t, s)
		turn, err := s.Claim(t.Context(), "", later, time.Minute)
		must(t, err)
		equal(t, "heard", turn.Text(), "zwei")
		if turn.Attempt < i {
			t.Errorf("restart %d: attempt %d; a turn that kills its program must count", i, turn.Attempt)
		}
		later = later.Add(2 * time.Minute)
	}
	s = reopen(t, s)
	turn, err := s.Claim(t.Context(), "", later, time.Minute)
	must(t, err)
	answer(turn, "ok zwei")
	commit(t, s, turn)
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"eins", "ok", "zwei", "ok zwei"})
	turn, err = s.Claim(t.Context(), "", noon.Add(time.Hour), time.Minute)
	must(t, err)
	equal(t, "wake", turn.Wake.Name, "remind")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
