package store_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/store"
)

var morning = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// onBoth runs a test over both engines.
func onBoth(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Run("sqlite", func(t *testing.T) { test(t, openAt(t, "sqlite:"+filepath.Join(t.TempDir(), "lotse.db"))) })
	t.Run("postgres", func(t *testing.T) { test(t, openAt(t, database(t))) })
}

func beat(t *testing.T, s *store.Store, agent string, capacity int, teams ...string) {
	t.Helper()
	if err := s.Beat(t.Context(), handoff.Presence{Agent: agent, Name: "name of " + agent, Teams: teams, Capacity: capacity, Seen: morning}); err != nil {
		t.Fatal(err)
	}
}

func reserve(t *testing.T, s *store.Store, w handoff.Wish) string {
	t.Helper()
	w.Teams, w.Now = []string{"service"}, morning
	r, err := s.Reserve(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return r.Agent
}

// keep commits a conversation as a turn would.
func keep(t *testing.T, s *store.Store, c bot.Conversation) bot.Conversation {
	t.Helper()
	c.Updated = morning
	c.Seq++
	turn := &bot.Turn{ID: fmt.Sprint(c.ID, c.Version), Key: fmt.Sprint(c.ID, c.Version), Conversation: c, Now: morning}
	if err := s.Commit(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
	return turn.Conversation
}

func TestOneFreePlaceIsReservedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		beat(t, s, "anna", 1)
		var all sync.WaitGroup
		got := make([]string, 50)
		for i := range got {
			all.Go(func() { got[i] = reserve(t, s, handoff.Wish{Conversation: fmt.Sprint("c", i)}) })
		}
		all.Wait()
		granted := 0
		for i, agent := range got {
			if agent == "anna" {
				granted++
				if again := reserve(t, s, handoff.Wish{Conversation: fmt.Sprint("c", i)}); again != "anna" {
					t.Errorf("asked again, the same conversation gets %q", again)
				}
			}
		}
		if granted != 1 {
			t.Errorf("one free place was reserved %d times", granted)
		}
	})
}

func TestAReservationBecomesTheConversations(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		beat(t, s, "anna", 1)
		c := keep(t, s, bot.Conversation{ID: "c", Owner: bot.OwnerBot})
		if agent := reserve(t, s, handoff.Wish{Conversation: "c", Epoch: c.Epoch}); agent != "anna" {
			t.Fatalf("reserved %q", agent)
		}
		c.Pass(bot.OwnerQueue, "anna")
		c = keep(t, s, c)
		if load := loads(t, s)["anna"]; load != 1 {
			t.Errorf("a conversation that waits for Anna and its reservation count %d", load)
		}
		c.Pass(bot.OwnerBot, "") // the customer does not want to wait
		keep(t, s, c)
		if load := loads(t, s)["anna"]; load != 0 {
			t.Errorf("Anna is free and has load %d", load)
		}
		if agent := reserve(t, s, handoff.Wish{Conversation: "d"}); agent != "anna" {
			t.Errorf("the free place went to %q", agent)
		}
	})
}

func loads(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	all, err := s.Presences(t.Context(), morning)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, p := range all {
		got[p.Agent] = p.Load
	}
	return got
}

func TestWhoMissedAReservationIsNotOfferedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		beat(t, s, "anna", 3)
		beat(t, s, "bert", 3, "service")
		beat(t, s, "cem", 3, "repair")
		wish := handoff.Wish{Conversation: "c"}
		got := []string{reserve(t, s, wish)}
		wish.Missed = "anna"
		got = append(got, reserve(t, s, wish), reserve(t, s, wish))
		wish.Missed = "bert"
		got = append(got, reserve(t, s, wish))
		if err := s.SetAvailable(t.Context(), "anna", true); err != nil {
			t.Fatal(err)
		}
		got = append(got, reserve(t, s, handoff.Wish{Conversation: "d"}))
		if diff := cmp.Diff([]string{"anna", "bert", "bert", "", "anna"}, got); diff != "" {
			t.Errorf("reserved (-want +got):\n%s", diff)
		}
	})
}

func TestAHeartbeatKeepsWhatTheAgentChose(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		beat(t, s, "anna", 2, "service", "repair")
		if err := s.SetAvailable(t.Context(), "anna", false); err != nil {
			t.Fatal(err)
		}
		beat(t, s, "anna", 4, "service")
		got, err := s.Presences(t.Context(), morning)
		if err != nil {
			t.Fatal(err)
		}
		want := []handoff.Presence{{Agent: "anna", Name: "name of anna", Teams: []string{"service"}, Capacity: 4, Seen: morning, Last: time.UnixMilli(0).UTC()}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("presences (-want +got):\n%s", diff)
		}
	})
}

func TestConversationsAreListedByOwner(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		for id, owner := range map[string]bot.Owner{"b1": bot.OwnerBot, "q1": bot.OwnerQueue, "a1": bot.OwnerAgent, "a2": bot.OwnerAgent} {
			c := bot.Conversation{ID: id, Owner: owner}
			if owner == bot.OwnerAgent {
				c.Agent = "agent of " + id
			}
			keep(t, s, c)
		}
		for want, q := range map[string]handoff.Query{
			"b1": {Owner: bot.OwnerBot, Limit: 10},
			"q1": {Owner: bot.OwnerQueue, Limit: 10},
			"a2": {Owner: bot.OwnerAgent, Agent: "agent of a2", Limit: 10},
		} {
			got, err := s.Conversations(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 1 || got[0].ID != want {
				t.Errorf("%+v lists %v, want %s", q, got, want)
			}
		}
		if all, err := s.Conversations(t.Context(), handoff.Query{Owner: bot.OwnerAgent, Limit: 1}); err != nil || len(all) != 1 {
			t.Errorf("a limit of one lists %d, error %v", len(all), err)
		}
	})
}
