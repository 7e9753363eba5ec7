package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/store"
	"github.com/lotse-bot/lotse/store/storetest"
)

var monday = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// talk commits a turn an hour for a conversation, each waiting at another step.
func talk(t *testing.T, s *store.Store, conversation string, at time.Time, turns int) {
	t.Helper()
	for i := range turns {
		turn := &bot.Turn{ID: fmt.Sprint(conversation, i), Now: at.Add(time.Duration(i) * time.Hour)}
		turn.Conversation = bot.Conversation{
			ID: conversation, Channel: "web", Language: "de", Owner: bot.OwnerBot, Version: int64(i), Seq: int64(i + 1), Updated: turn.Now,
			Frames:  []bot.Frame{{Flow: "order", State: fmt.Sprint("step", i), Slots: map[string]bot.Slot{"serial": {Value: "AB123456", Turn: turn.ID, Source: bot.SourceSaid}}}},
			Slots:   map[string]bot.Slot{"city": {Value: "Hamburg", Turn: "long ago", Source: bot.SourceSaid}},
			Handoff: &bot.Handoff{Reason: bot.Reason{Code: bot.WhyAsked, Text: "secret words"}, Promise: &bot.Promise{By: monday, Channel: "web"}},
		}
		if err := s.Commit(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
	}
}

// past lists what Past gives: each conversation with the steps its turns stood at.
func past(t *testing.T, s *store.Store, since, until time.Time) (all []string) {
	t.Helper()
	err := s.Past(t.Context(), since, until, func(turns []*bot.Turn) error {
		line := turns[0].Conversation.ID
		for _, turn := range turns {
			line += " " + turn.Conversation.Frame().State
		}
		all = append(all, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestThePastIsReadConversationByConversation(t *testing.T) {
	for name, address := range addresses(t) {
		t.Run(name, func(t *testing.T) {
			s := openAt(t, address)
			talk(t, s, "b", monday, 3)
			talk(t, s, "a", monday.Add(time.Hour), 1)
			talk(t, s, "old", monday.Add(-24*time.Hour), 2)
			want := []string{"a step0", "b step1"}
			if diff := cmp.Diff(want, past(t, s, monday.Add(time.Hour), monday.Add(2*time.Hour))); diff != "" {
				t.Error(diff)
			}
			for i := range 300 { // more than a page
				talk(t, s, fmt.Sprintf("many%03d", i), monday.Add(100*time.Hour), 1)
			}
			if got := past(t, s, monday.Add(99*time.Hour), monday.Add(200*time.Hour)); len(got) != 300 {
				t.Errorf("%d conversations were read, want 300", len(got))
			}
		})
	}
}

func TestAReadTurnSaysWhereItStoodAndNoValues(t *testing.T) {
	s := openAt(t, file(t))
	talk(t, s, "a", monday, 1)
	turns, err := s.Turns(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	want := bot.Conversation{
		ID: "a", Channel: "web", Language: "de", Owner: bot.OwnerBot,
		Frames:  []bot.Frame{{Flow: "order", State: "step0"}},
		Slots:   map[string]bot.Slot{"city": {}, "serial": {Turn: "a0", Source: bot.SourceSaid}},
		Handoff: &bot.Handoff{Reason: bot.Reason{Code: bot.WhyAsked}, Promise: &bot.Promise{By: monday, Channel: "web"}},
	}
	if diff := cmp.Diff(want, turns[0].Conversation); diff != "" {
		t.Error(diff)
	}
}

func TestTheStoreOfARunningProgramIsOnlyRead(t *testing.T) {
	for name, address := range addresses(t) {
		t.Run(name, func(t *testing.T) {
			if look, err := store.Look(t.Context(), address); err == nil {
				look.Close()
				t.Error("a store that is not there is read")
			}
			s := openAt(t, address)
			talk(t, s, "a", monday, 2)
			look, err := store.Look(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			defer look.Close()
			if diff := cmp.Diff([]string{"a step0 step1"}, past(t, look, monday, monday.Add(time.Hour*9))); diff != "" {
				t.Error(diff)
			}
			if err := look.Commit(t.Context(), &bot.Turn{ID: "x", Conversation: bot.Conversation{ID: "x"}}); err == nil {
				t.Error("what is only read was written")
			}
			talk(t, s, "b", monday, 1) // the program goes on
			if got := past(t, look, monday, monday.Add(time.Hour*9)); len(got) != 2 {
				t.Errorf("what came meanwhile is not seen: %v", got)
			}
		})
	}
}

func TestReadingThePastEndsWhenItsReaderDoes(t *testing.T) {
	s := openAt(t, "sqlite:"+filepath.Join(t.TempDir(), "lotse.db"))
	talk(t, s, "a", monday, 1)
	enough := errors.New("enough")
	if err := s.Past(t.Context(), monday, monday.Add(time.Hour), func([]*bot.Turn) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Past(gone, monday, monday.Add(time.Hour), func([]*bot.Turn) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// addresses are new stores of every engine that is here.
func addresses(t *testing.T) map[string]string {
	all := map[string]string{"sqlite": file(t)}
	if storetest.HasPostgres() {
		all["postgres"] = storetest.Database(t)
	}
	return all
}
