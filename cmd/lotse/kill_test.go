package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"
)

// booking is the dialog of examples/table: what is said, and what the answer must contain.
var booking = []struct{ say, want string }{
	{"book a table", "name"},
	{"Ada %d", "how many"},
	{"lots", "between 1 and 20"},
	{"4", "which city"},
	{"Hamburg", "which date"},
	{"2026-12-24", "shall i book"},
	{"yes", "booked: ada %d, 4, hamburg, 2026-12-24"},
}

func fill(text string, n int) string {
	return strings.ReplaceAll(text, "%d", fmt.Sprint(n))
}

func TestAKilledProcessGoesOnWhereItWas(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "examples/table", data)
	for i, turn := range booking {
		a := s.must("c", fmt.Sprint(i), fill(turn.say, 1))
		if !strings.Contains(strings.ToLower(a.text()), fill(turn.want, 1)) {
			t.Fatalf("%q was answered %q", turn.say, a.text())
		}
		s.kill()
		s.start()
		if again := s.must("c", fmt.Sprint(i), fill(turn.say, 1)); again.Turn != a.Turn || again.text() != a.text() {
			t.Errorf("%q, delivered again after a kill, was answered %q, first %q", turn.say, again.text(), a.text())
		}
	}
}

// Many conversations, every tenth utterance delivered twice at once, and a process that is killed all the time: every
// customer gets through the dialog, with nothing lost and nothing doubled.
func TestKillsUnderLoadLoseAndDoubleNothing(t *testing.T) {
	const conversations, workers, kills = 80, 8, 6
	s := serve(t, "examples/table", t.TempDir())
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			chance := rand.New(rand.NewPCG(1, uint64(w)))
			for c := w; c < conversations; c += workers {
				if err := book(ctx, s, c, chance); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	chance := rand.New(rand.NewPCG(2, 2))
	for range kills {
		select {
		case <-done:
		case <-time.After(time.Duration(100+chance.IntN(300)) * time.Millisecond):
			s.kill()
			s.start()
		}
	}
	<-done
}

func book(ctx context.Context, s *server, c int, chance *rand.Rand) error {
	conversation := fmt.Sprintf("c%d", c)
	for i, turn := range booking {
		id, text, want := fmt.Sprintf("%s-%d", conversation, i), fill(turn.say, c), fill(turn.want, c)
		copies := 1
		if chance.IntN(10) == 0 {
			copies = 2
		}
		var all sync.WaitGroup
		answers, errs := make([]answer, copies), make([]error, copies)
		for n := range copies {
			all.Go(func() { answers[n], errs[n] = s.say(ctx, conversation, id, text) })
		}
		all.Wait()
		for n, a := range answers {
			if errs[n] != nil {
				return errs[n]
			}
			if !strings.Contains(strings.ToLower(a.text()), want) || a.Turn != answers[0].Turn {
				return fmt.Errorf("%s: %q was answered %q", conversation, text, a.text())
			}
		}
	}
	return nil
}
