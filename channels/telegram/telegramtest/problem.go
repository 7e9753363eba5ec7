package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// A problem is a request that the API refuses.
type problem struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
}

func bad(format string, args ...any) *problem {
	return &problem{code: http.StatusBadRequest, text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func (p *problem) write(w http.ResponseWriter) {
	body := map[string]any{"ok": false, "error_code": p.code, "description": p.text}
	switch {
	case p.retryAfter > 0:
		body["parameters"] = map[string]any{"retry_after": p.retryAfter}
	case p.migrateTo != 0:
		body["parameters"] = map[string]any{"migrate_to_chat_id": p.migrateTo}
	}
	respond(w, p.code, body)
}

func refuse(w http.ResponseWriter, code int, text string) {
	(&problem{code: code, text: text}).write(w)
}

// TooMany answers with 429, as Telegram does.
func TooMany(w http.ResponseWriter, after time.Duration) {
	seconds := int(after.Seconds())
	(&problem{code: http.StatusTooManyRequests, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}).write(w)
}

// Blocked answers that the customer blocked the bot.
func Blocked(w http.ResponseWriter) {
	refuse(w, http.StatusForbidden, "Forbidden: bot was blocked by the user")
}

// Malformed answers that a request can never be fulfilled.
func Malformed(w http.ResponseWriter) {
	refuse(w, http.StatusBadRequest, "Bad Request: BUTTON_URL_INVALID")
}

func answer(w http.ResponseWriter, result any) {
	respond(w, http.StatusOK, map[string]any{"ok": true, "result": result})
}

func respond(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body) // an error means that the bot is gone
}
