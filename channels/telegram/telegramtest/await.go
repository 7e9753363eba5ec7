package telegramtest

import (
	"strings"
	"time"
)

// patience is how long a test waits for what should show at once, on a busy machine.
const patience = 20 * time.Second

// Sees waits until the person's chat shows a message of the bot that contains a text, and returns the last such; the test fails
// if none comes.
func (u *User) Sees(text string) Shown {
	u.s.t.Helper()
	return u.s.Await(u.chat.id, func(all []Shown) (found Shown, ok bool) {
		for _, m := range all {
			if strings.Contains(m.String(), text) {
				found, ok = m, true
			}
		}
		return found, ok
	})
}

// Await waits until what a chat shows satisfies a test, which names the message it was after.
func (s *Server) Await(chat int64, satisfied func([]Shown) (Shown, bool)) Shown {
	s.t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		all := s.Shows(chat)
		if m, ok := satisfied(all); ok {
			return m
		}
		select {
		case <-changed:
		case <-end.C:
			s.t.Fatalf("the chat does not show what was waited for; it shows %q", all)
			return Shown{}
		}
	}
}

// change tells those who wait that a chat shows something else. The caller holds the lock.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}
