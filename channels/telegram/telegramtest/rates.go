package telegramtest

import (
	"fmt"
	"net/http"
	"time"
)

// rates refuses what is too fast: more than one message a second in a chat, on average, more than twenty a minute in a group,
// more than thirty a second in all (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
type rates struct {
	all   []time.Time
	chats map[int64][]time.Time
}

// burst is what a chat takes at once: the documentation allows short ones.
const burst = 3

// KeepRates has the server refuse what is too fast by the clock.
func (s *Server) KeepRates(now func() time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now, s.rates = now, &rates{chats: map[int64][]time.Time{}}
}

func (r *rates) take(c *chat, now time.Time) *problem {
	if r == nil {
		return nil
	}
	r.all, r.chats[c.id] = since(r.all, now.Add(-time.Second)), since(r.chats[c.id], now.Add(-time.Minute))
	mine := r.chats[c.id]
	switch {
	case len(r.all) >= 30:
		return tooMany(1)
	case len(since(mine, now.Add(-burst*time.Second))) >= burst:
		return tooMany(1)
	case c.kind != "private" && len(mine) >= 20:
		return tooMany(int(mine[0].Add(time.Minute).Sub(now).Seconds()) + 1)
	}
	r.all, r.chats[c.id] = append(r.all, now), append(mine, now)
	return nil
}

func since(all []time.Time, after time.Time) []time.Time {
	for len(all) > 0 && !all[0].After(after) {
		all = all[1:]
	}
	return all
}

func tooMany(seconds int) *problem {
	return &problem{code: http.StatusTooManyRequests, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}
}
