package telegram

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/channels"
)

// Limits of a webhook. The largest updates that are known have a few kilobytes; Telegram waits longer for an answer than we do.
const (
	maxUpdate       = 1 << 20 // bytes
	webhookDeadline = 3 * time.Second
)

const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// ServeHTTP takes updates by webhook. Telegram hears 200 once the update is durable, and 503 if it could not be kept: then it
// comes again.
func (c *Channel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	given, wanted := sha256.Sum256([]byte(r.Header.Get(secretHeader))), sha256.Sum256([]byte(c.Secret))
	if subtle.ConstantTimeCompare(given[:], wanted[:]) != 1 {
		channels.Forged(w)
		return
	}
	body, ok := channels.Posted(w, r, "application/json", maxUpdate)
	if !ok {
		return
	}
	if _, err := readUpdate(body); err != nil {
		channels.Unreadable(w)
		return
	}
	ctx, cancel := channels.Within(r, webhookDeadline)
	defer cancel()
	if err := c.receive(ctx, body); err != nil {
		c.Log.Error("take an update of telegram", "error", err)
		channels.Overloaded(w, err)
		return
	}
	w.WriteHeader(http.StatusOK)
}
