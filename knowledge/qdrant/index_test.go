package qdrant_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/indextest"
	"github.com/lotse-bot/lotse/knowledge/qdrant"
	"github.com/lotse-bot/lotse/knowledge/qdrant/qdranttest"
)

func open(t *testing.T, address string) *qdrant.Index {
	t.Helper()
	x, err := qdrant.Open(address, "stand-in", indextest.Dimensions)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// The suite over the wire, against a stand-in that speaks Qdrant's protocol.
func TestIndex(t *testing.T) {
	at := qdranttest.Start(t).Address
	var n atomic.Int32
	indextest.Run(t, func(t *testing.T) knowledge.Index { return open(t, address(at, int(n.Add(1)))) })
}

// The same against a real server, where there is one: QDRANT_URL=qdrant://host:6334.
func TestRealServer(t *testing.T) {
	server := os.Getenv("QDRANT_URL")
	if server == "" {
		t.Log("not run: QDRANT_URL names no server")
		return
	}
	n := 0
	indextest.Run(t, func(t *testing.T) knowledge.Index {
		n++
		return open(t, fmt.Sprintf("%s/lotse_test_%d_%d", strings.TrimSuffix(server, "/"), os.Getpid(), n))
	})
}

var ask = knowledge.Query{Text: "Wie lange gilt die Garantie?", Language: "de"}

func filled(t *testing.T, x *qdrant.Index) {
	t.Helper()
	for _, d := range indextest.Documents() {
		if err := x.Put(t.Context(), d.ID, knowledge.Cut(d)); err != nil {
			t.Fatal(err)
		}
	}
}

// Sixty passages that fit better, and are not hers, leave the candidates to the one that is.
func TestTheServerLooksAtRights(t *testing.T) {
	at := qdranttest.Start(t).Address
	x := open(t, address(at, 0))
	put := func(id, text string, audience ...string) {
		d := knowledge.Document{ID: id, Title: "Rabatt", Language: "de", Text: text, Scope: knowledge.Scope{Audience: audience}}
		if err := x.Put(t.Context(), id, knowledge.Cut(d)); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 60 {
		put(fmt.Sprint("hidden", n), "Wie hoch ist der Rabatt? Der Rabatt ist hoch.", "partner")
	}
	put("hers", "Rabatt gibt es im Winter, und zwar reichlich, für alle, die danach fragen.")
	hits, err := x.Search(t.Context(), knowledge.Query{Text: "Wie hoch ist der Rabatt?", Language: "de"})
	if err != nil || len(hits) == 0 || hits[0].Passage.Document != "hers" {
		t.Errorf("found %v, %v; want hers", hits, err)
	}
}

func TestAServerThatRestartsOrIsBusyIsAskedAgain(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	x := open(t, address(at, 0))
	filled(t, x)
	s.Fail(unavailable(), busy())
	hits, err := x.Search(t.Context(), ask)
	if err != nil || len(hits) == 0 || hits[0].Passage.Document != "warranty.de" {
		t.Errorf("found %v, %v; want the warranty after two failures", hits, err)
	}
}

func TestARefusalIsNotRepeated(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	x := open(t, address(at, 0))
	filled(t, x)
	before := s.Calls()
	s.Fail(refused(), refused(), refused())
	_, err := x.Search(t.Context(), ask)
	if err == nil || !strings.Contains(err.Error(), at) || !strings.Contains(err.Error(), "the key is wrong") {
		t.Errorf("got %v, want an error that names the server and its reason", err)
	}
	if n := s.Calls() - before; n != 1 {
		t.Errorf("%d calls, want 1", n)
	}
}

func TestADeadlineReachesTheServer(t *testing.T) {
	s := qdranttest.Start(t)
	at := s.Address
	x := open(t, address(at, 0))
	filled(t, x)
	s.Stall(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := x.Search(ctx, ask); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want context.DeadlineExceeded", err)
	}
}

func TestAddresses(t *testing.T) {
	for _, bad := range []string{"", "qdrant://", "qdrant://host:6334", "http://host/collection", "qdrant://host:x/collection", "::"} {
		if x, err := qdrant.Open(bad, "", 0); err == nil {
			t.Errorf("%q was accepted: %v", bad, x)
		}
	}
}

func unavailable() error { return status.Error(codes.Unavailable, "restarting") }

func busy() error { return status.Error(codes.ResourceExhausted, "slow down") }

func refused() error { return status.Error(codes.PermissionDenied, "the key is wrong") }

// address names a new collection for every test.
func address(at string, n int) string { return fmt.Sprintf("qdrant://%s/test_%d", at, n) }
