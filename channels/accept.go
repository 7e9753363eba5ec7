package channels

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
)

// An Acceptor keeps what a platform delivered, durably and once. Only when it has returned without an error may the platform be
// told that the inbound arrived. Fresh is false for one that is there already. [bot.Worker] is one.
type Acceptor interface {
	Accept(ctx context.Context, in bot.Inbound) (fresh bool, err error)
}

// A Call is one request to a platform, rendered and not sent: what tests compare and previews show.
type Call struct {
	Method string `json:"method"` // "sendMessage", "chat.postMessage": as the platform names it
	Body   any    `json:"body"`   // marshals to what is sent, without tokens
}
