package telegramtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// updates are what the bot has not taken yet, and where they go.
type updates struct {
	last    int64
	waiting []update
	taken   []update // by webhook
	hook    webhook
	news    chan struct{} // closed when something comes, or nothing will
	polling chan struct{} // closed when another poll begins
	hung    bool

	delivering sync.Mutex
}

type update struct {
	id   int64
	kind string
	raw  []byte
}

type webhook struct {
	url, secret string
	allowed     []string
	problem     string
}

func (u *updates) start() { u.last, u.news = 410000000, make(chan struct{}) }

// Hang ends the polls that wait.
func (s *Server) Hang() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.hung {
		s.hung = true
		close(s.news)
	}
}

// Happen makes an update of a kind: what people do makes some too. It is delivered at once if there is a webhook.
func (s *Server) Happen(kind string, body any) {
	s.t.Helper()
	s.mu.Lock()
	s.happen(kind, body)
	s.mu.Unlock()
	s.Deliver()
}

// happen queues an update, if the bot asked for its kind. The caller holds the lock.
func (s *Server) happen(kind string, body any) {
	if a := s.hook.allowed; len(a) > 0 && !slices.Contains(a, kind) {
		return
	}
	s.last++
	s.waiting = append(s.waiting, update{s.last, kind, Update(s.last, kind, body)})
	if !s.hung {
		close(s.news)
		s.news = make(chan struct{})
	}
}

// Deliver posts what waits to the webhook, in order, until one is refused. It reports whether none is left.
func (s *Server) Deliver() bool {
	s.delivering.Lock()
	defer s.delivering.Unlock()
	for {
		s.mu.Lock()
		if s.hook.url == "" || len(s.waiting) == 0 {
			defer s.mu.Unlock()
			return len(s.waiting) == 0
		}
		next := s.waiting[0]
		s.mu.Unlock()
		err := s.post(next)
		s.mu.Lock()
		if err != nil {
			s.hook.problem = err.Error()
			s.mu.Unlock()
			return false
		}
		s.taken = append(s.taken, next)
		s.waiting = slices.DeleteFunc(s.waiting, func(u update) bool { return u.id == next.id })
		s.mu.Unlock()
	}
}

// Redeliver posts everything again that the webhook has taken, as a platform does that has not heard so.
func (s *Server) Redeliver() error {
	s.mu.Lock()
	again := slices.Clone(s.taken)
	s.mu.Unlock()
	for _, u := range again {
		if err := s.post(u); err != nil {
			return err
		}
	}
	return nil
}

// Update writes an update of a kind, under a number of the test's own.
func Update(number int64, kind string, body any) []byte {
	raw, err := json.Marshal(map[string]any{"update_id": number, kind: body})
	if err != nil {
		panic(err) // tests pass plain data
	}
	return raw
}

// Webhook is the request that delivers an update.
func Webhook(url, secret string, update []byte) *http.Request {
	r, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(update))
	if err != nil {
		panic(err) // of a URL that a test made
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	return r
}

func (s *Server) post(u update) error {
	s.mu.Lock()
	hook := s.hook
	s.mu.Unlock()
	client := http.Client{Timeout: 30 * time.Second}
	resp, err := client.Do(Webhook(hook.url, hook.secret, u.raw))
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("wrong response from the webhook: %s", resp.Status)
	}
	return nil
}

func (s *Server) setWebhook(p params) (any, *problem) {
	s.hook = webhook{url: p.values["url"], secret: p.values["secret_token"], allowed: s.hook.allowed}
	if n := len(s.hook.secret); n > 256 {
		return nil, bad("secret token is too long")
	}
	if raw := p.values["allowed_updates"]; raw != "" {
		s.hook.allowed = decode[[]string](raw) // otherwise it stays as it was
	}
	return true, nil
}

func (s *Server) deleteWebhook(p params) (any, *problem) {
	s.hook.url, s.hook.secret = "", ""
	if drop, _ := strconv.ParseBool(p.values["drop_pending_updates"]); drop {
		s.waiting = nil
	}
	return true, nil
}

func (s *Server) getWebhookInfo(params) (any, *problem) {
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.waiting), "allowed_updates": s.hook.allowed}
	if s.hook.problem != "" {
		info["last_error_date"], info["last_error_message"] = s.now().Unix(), s.hook.problem
	}
	return info, nil
}

// Waiting is how many updates the bot has not taken.
func (s *Server) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting)
}
