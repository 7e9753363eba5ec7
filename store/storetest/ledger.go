package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

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
