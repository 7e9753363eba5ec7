package telegramtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// poll answers getUpdates. Updates before the offset are forgotten; a poll ends one that waits already.
func (s *Server) poll(w http.ResponseWriter, r *http.Request, p params) {
	if wrong := s.spec.check("getUpdates", p); wrong != "" {
		s.t.Errorf("getUpdates is not as the Bot API describes it: %s", wrong)
	}
	mine, ok := s.beginPoll(p)
	if !ok {
		refuse(w, http.StatusConflict, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
		return
	}
	defer s.endPoll(mine)
	end := time.NewTimer(time.Duration(p.int("timeout")) * time.Second)
	defer end.Stop()
	for {
		all, news := s.batch()
		if len(all) > 0 || news == nil {
			answer(w, all)
			return
		}
		select {
		case <-news:
		case <-end.C:
			answer(w, all)
			return
		case <-mine:
			refuse(w, http.StatusConflict, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
			return
		case <-r.Context().Done():
			return
		}
	}
}

// beginPoll ends another poll and forgets what was taken; false while a webhook is set.
func (s *Server) beginPoll(p params) (mine chan struct{}, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url != "" {
		return nil, false
	}
	if raw := p.values["allowed_updates"]; raw != "" {
		s.hook.allowed = decode[[]string](raw)
	}
	offset := p.int("offset")
	s.waiting = slices.DeleteFunc(s.waiting, func(u update) bool { return u.id < offset })
	if s.polling != nil {
		close(s.polling)
	}
	s.polling = make(chan struct{})
	return s.polling, true
}

func (s *Server) endPoll(mine chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.polling == mine {
		s.polling = nil
	}
}

// batch is what waits, up to a hundred, and what tells that there is more; nil if nobody waits any longer.
func (s *Server) batch() (all []json.RawMessage, news chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all = []json.RawMessage{}
	for _, u := range s.waiting[:min(len(s.waiting), 100)] {
		all = append(all, u.raw)
	}
	if s.hung {
		return all, nil
	}
	return all, s.news
}
