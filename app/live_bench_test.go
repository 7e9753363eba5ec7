package app

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/live"
	"github.com/lotse-bot/lotse/store"
)

// benchMonday is when the conversations of the benchmark begin.
var benchMonday = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// BenchmarkLive measures a week of 100,000 conversations of five turns each: a flow that waits at four steps.
func BenchmarkLive(b *testing.B) {
	const conversations = 100_000
	address := "sqlite:" + filepath.Join(b.TempDir(), "lotse.db") + "?sync=off"
	fill(b, address, conversations)
	q := live.Question{From: benchMonday, To: benchMonday.AddDate(0, 0, 7), Now: benchMonday.AddDate(0, 0, 20)}
	s, err := store.Look(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		r, err := live.Measure(b.Context(), s, newSigns(&dialogs.Flows{}), q)
		if err != nil || r.Contacts != conversations {
			b.Fatalf("%d contacts: %v", r.Contacts, err)
		}
	}
}

// fill writes conversations as turns leave them.
func fill(b *testing.B, address string, conversations int) {
	s, err := store.Open(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	work := make(chan int)
	done := make(chan error)
	for range 16 {
		go func() {
			var err error
			for i := range work {
				if err == nil {
					err = converse(b.Context(), s, i)
				}
			}
			done <- err
		}()
	}
	for i := range conversations {
		work <- i
	}
	close(work)
	for range 16 {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

func converse(ctx context.Context, s *store.Store, i int) error {
	id := bot.ID(fmt.Sprint(i))
	for n := range 5 {
		at := benchMonday.Add(time.Duration(i%(6*24*3600))*time.Second + time.Duration(n)*time.Minute)
		place := fmt.Sprintf("register_machine/step%d", n)
		t := &bot.Turn{ID: fmt.Sprint(id, n), Now: at, Heard: []bot.Utterance{{Key: fmt.Sprint(id, n), Text: "Ich möchte meine Maschine registrieren, Seriennummer EB118204", At: at}}}
		t.Conversation = bot.Conversation{ID: id, Channel: "web", Language: "de", Owner: bot.OwnerBot, Version: int64(n), Seq: int64(2*n + 2), Updated: at}
		if n < 4 {
			t.Conversation.Frames = []bot.Frame{{Flow: "register_machine", State: fmt.Sprint("step", n), Slots: map[string]bot.Slot{"serial": {Value: "EB118204", Turn: fmt.Sprint(id, 1), Source: bot.SourceSaid}}}}
		} else {
			t.Conversation.Outcome = bot.OutcomeSolved
		}
		t.Decision = bot.Decision{Kind: bot.Act, Skill: "dialogs", Confidence: 0.99, Bids: []bot.Bid{{Skill: "dialogs", Confidence: 0.99, Final: true, Evidence: []bot.Evidence{{Kind: "slot", Name: place, Score: 0.99}}}}}
		t.Entries = []bot.Entry{
			{Seq: int64(2*n + 1), At: at, Author: bot.ByCustomer, Reply: bot.Reply{Text: t.Text()}},
			{Seq: int64(2*n + 2), At: at, Author: bot.ByBot, Reply: bot.Reply{Text: "Gern! Wann hast du sie gekauft? Das steht auf der Rechnung."}},
		}
		if err := s.Commit(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
