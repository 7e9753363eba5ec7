package web

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// A quiet store has nothing in it.
type quiet struct{}

func (quiet) Accept(context.Context, bot.Inbound) (bool, error) { return true, nil }

func (quiet) Conversation(context.Context, string) (bot.Conversation, error) {
	return bot.Conversation{}, bot.ErrNothing
}

func (quiet) Transcript(context.Context, string, int64) ([]bot.Entry, error) { return nil, nil }

func (quiet) Ring(bot.Signal) {}

func (quiet) Listen(context.Context, func(bot.Signal)) (func(), error) { return func() {}, nil }

// A listener is a browser that remembers what it was told.
type listener struct {
	mu    sync.Mutex
	heard []FrameKind
	ended error
	mute  bool
}

func (l *listener) write(p packet) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard = append(l.heard, p.kind)
	return nil
}

func (l *listener) alive() bool { return !l.mute }

func (l *listener) end(err error) { l.ended = err }

func silent(t *testing.T) *Server {
	t.Helper()
	page := &fstest.MapFile{Data: []byte("<head>")}
	s, err := New(Options{
		Accept: quiet{}, Read: quiet{}, Bell: quiet{}, Now: time.Now, Secret: make([]byte, 32),
		Pages: fstest.MapFS{"w.js": page, "web/index.html": page},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Server) seat(t *testing.T, p place, mute bool) (*member, *listener) {
	t.Helper()
	if err := s.streams.enter(10); err != nil {
		t.Fatal(err)
	}
	l := &listener{mute: mute}
	m := &member{to: l, knows: p.address}
	s.begin(grant{address: p.address, site: p.site}, m)
	return m, l
}

func TestNothingIsLeftWhenEverybodyHasLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := silent(t)
		var members []*member
		for _, p := range []place{{"a", ""}, {"a", ""}, {"a", "shop"}, {"b", ""}} {
			m, _ := s.seat(t, p, false)
			members = append(members, m)
		}
		synctest.Wait()
		rooms, heard := len(s.hub.rooms), len(s.hub.heard["a"])
		for _, m := range members {
			m.end(errGone)
			s.streams.leave(m)
		}
		synctest.Wait()
		time.Sleep(s.Poll) // the wheel stops by itself; synctest fails if a goroutine is left
		if diff := cmp.Diff([]int{3, 2, 0, 0, 0}, []int{rooms, heard, len(s.hub.rooms), len(s.hub.heard), len(s.streams.all)}); diff != "" {
			t.Error(diff)
		}
		s.Close()
	})
}

func TestQuietBrowsersArePingedTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := silent(t)
		m, alive := s.seat(t, place{"a", ""}, false)
		_, dead := s.seat(t, place{"a", ""}, true)
		time.Sleep(2*s.Ping + s.Poll)
		synctest.Wait()
		if diff := cmp.Diff([]FrameKind{Owner, Ready, ping.kind, ping.kind}, alive.heard); diff != "" {
			t.Error(diff)
		}
		if !errors.Is(dead.ended, errGone) || len(dead.heard) != 2 {
			t.Errorf("the dead one ended with %v after %v", dead.ended, dead.heard)
		}
		m.end(errGone)
		time.Sleep(s.Poll)
	})
}
