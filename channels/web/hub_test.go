package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	heard []string
	ended error
	mute  bool
}

func (l *listener) write(p packet) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard = append(l.heard, strings.TrimSpace(fmt.Sprintf("%s %s", p.kind, numbered(p.seq))))
	return nil
}

// numbered is empty for what has no number.
func numbered(seq int64) string {
	if seq == 0 {
		return ""
	}
	return strconv.FormatInt(seq, 10)
}

func (l *listener) alive() bool { return !l.mute }

func (l *listener) end(err error) { l.ended = err }

func silent(t *testing.T) *Server { return reading(t, quiet{}) }

func reading(t *testing.T, r Reader) *Server {
	t.Helper()
	page := &fstest.MapFile{Data: []byte("<head>")}
	s, err := New(Options{
		Accept: quiet{}, Read: r, Bell: quiet{}, Now: time.Now, Secret: make([]byte, 32),
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
		if diff := cmp.Diff([]string{"owner", "ready", "ping", "ping"}, alive.heard); diff != "" {
			t.Error(diff)
		}
		if !errors.Is(dead.ended, errGone) || len(dead.heard) != 2 {
			t.Errorf("the dead one ended with %v after %v", dead.ended, dead.heard)
		}
		m.end(errGone)
		time.Sleep(s.Poll)
	})
}

// A busy store has a conversation that changes while it is read.
type busy struct {
	quiet
	mu            sync.Mutex
	conversation  bot.Conversation
	entries       []bot.Entry
	asked         chan struct{} // blocks reading the conversation, if set
	afterEntries  func()        // happens once, after entries were read and before they are returned
	beforeEntries func()        // happens once, before they are read
}

func (b *busy) commit() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.conversation.Seq++
	b.conversation.Version++
	b.entries = append(b.entries, bot.Entry{Seq: b.conversation.Seq, Author: bot.ByBot})
}

func (b *busy) Conversation(context.Context, string) (bot.Conversation, error) {
	b.mu.Lock()
	asked := b.asked
	b.mu.Unlock()
	if asked != nil {
		<-asked
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.conversation, nil
}

func (b *busy) Transcript(_ context.Context, _ string, after int64) ([]bot.Entry, error) {
	b.once(&b.beforeEntries)
	b.mu.Lock()
	entries := append([]bot.Entry{}, b.entries[min(after, int64(len(b.entries))):]...)
	b.mu.Unlock()
	b.once(&b.afterEntries)
	return entries, nil
}

func (b *busy) once(happens *func()) {
	b.mu.Lock()
	now := *happens
	*happens = nil
	b.mu.Unlock()
	if now != nil {
		now()
	}
}

var rung = bot.Signal{Kind: bot.SignalTranscript, Conversation: "a"}

// Whatever is committed while a browser catches up, it hears once: what it read too early to see, and what it read before the
// others were told.
func TestWhatIsCommittedWhileABrowserCatchesUpIsHeardOnce(t *testing.T) {
	for name, arrange := range map[string]func(s *Server, b *busy){
		"after it has read": func(s *Server, b *busy) {
			b.afterEntries = func() {
				b.commit()
				s.hub.ring(rung)
				time.Sleep(time.Millisecond) // the others were told
			}
		},
		"before it reads, and nobody was told": func(_ *Server, b *busy) { b.beforeEntries = b.commit },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &busy{}
				s := reading(t, b)
				arrange(s, b)
				m, l := s.seat(t, place{"a", ""}, false)
				time.Sleep(time.Second)
				s.hub.ring(rung)
				synctest.Wait()
				entries := slices.DeleteFunc(slices.Clone(l.heard), func(heard string) bool { return !strings.HasPrefix(heard, "entry") })
				if diff := cmp.Diff([]string{"entry 1"}, entries); diff != "" {
					t.Error(diff)
				}
				m.end(errGone)
				time.Sleep(s.Poll)
			})
		})
	}
}

func TestADraftDoesNotOutliveWhatItBecame(t *testing.T) {
	draft := bot.Signal{Kind: bot.SignalDraft, Conversation: "a", Text: "Entkalke"}
	typing := bot.Signal{Kind: bot.SignalTyping, Conversation: "a", Text: "Anna"}
	for name, c := range map[string]struct{ first, then []bot.Signal }{ // before the reply is found, and when it is
		"it comes while somebody looks":        {[]bot.Signal{typing}, []bot.Signal{draft, rung}},
		"whoever looks for it finds its reply": {[]bot.Signal{draft, typing}, []bot.Signal{rung}},
		"it comes after its reply was found":   {[]bot.Signal{typing}, []bot.Signal{rung, draft}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &busy{}
				s := reading(t, b)
				m, l := s.seat(t, place{"a", ""}, false)
				synctest.Wait()
				b.mu.Lock()
				b.asked = make(chan struct{})
				b.mu.Unlock()
				ring(s, c.first)
				synctest.Wait() // somebody looks, and waits for the store
				b.commit()
				close(b.asked)
				ring(s, c.then)
				synctest.Wait()
				if diff := cmp.Diff([]string{"owner", "ready", "entry 1", "typing"}, l.heard); diff != "" {
					t.Error(diff)
				}
				m.end(errGone)
				time.Sleep(s.Poll)
			})
		})
	}
}

func ring(s *Server, all []bot.Signal) {
	for _, one := range all {
		s.hub.ring(one)
	}
}
