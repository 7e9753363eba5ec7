package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

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

func begin(t *testing.T, s bot.Store, wakes ...bot.Wake) {
	t.Helper()
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	turn.Wakes = wakes
	answer(turn, "ok")
	commit(t, s, turn)
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
