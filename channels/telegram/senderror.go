package telegram

import (
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// revokedRetry is how long deliveries wait when the token is not known any more: until somebody has set a new one.
const revokedRetry = 5 * time.Minute

// gone are the descriptions of a 400 that say that a chat can never be written to again. They are not documented; these are
// those of the server's sources (tdlib/telegram-bot-api).
var gone = []string{
	"chat not found", "user not found", "peer_id_invalid", "group chat was deactivated", "group chat was deleted",
	"message thread not found", "topic_deleted", "user is deactivated",
}

// sendError says what to do about a delivery to an address that failed.
func (c *Channel) sendError(to place, f *failure) *bot.SendError {
	e := &bot.SendError{Kind: bot.SendRefused, Err: f}
	switch {
	case f.retryAfter > 0 || f.code == 429:
		e.Kind, e.RetryAfter = bot.SendRetry, max(f.retryAfter, time.Second)
		e.Wide = c.flood.wide(to, c.Now(), e.RetryAfter)
	case f.arrived:
		e.Kind = bot.SendAmbiguous
	case f.revoked():
		e.Kind, e.RetryAfter, e.Wide = bot.SendRetry, revokedRetry, true
	case f.api && f.code >= 400 && f.code < 500 && f.code != 409:
		e.Gone = f.code == 403 || f.code == 400 && f.says(gone...)
	default: // 5xx, a proxy's page, no connection: nothing was done
		e.Kind = bot.SendRetry
	}
	return e
}

// says tells whether Telegram's description contains one of some texts, in whatever case.
func (f *failure) says(texts ...string) bool {
	said := strings.ToLower(f.text)
	for _, t := range texts {
		if strings.Contains(said, t) {
			return true
		}
	}
	return false
}

// A flood tells the two kinds of 429 apart, which look the same: too much in one chat, or too much of the bot. When a second
// chat is refused while the first still waits, it is the bot.
type flood struct {
	mu    sync.Mutex
	to    place
	until time.Time
}

func (f *flood) wide(to place, now time.Time, wait time.Duration) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	wide := f.until.After(now) && f.to.chat != to.chat
	if until := now.Add(wait); until.After(f.until) {
		f.to, f.until = to, until
	}
	return wide
}
