package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

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
