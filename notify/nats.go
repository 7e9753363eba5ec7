package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/lotse-bot/lotse/bot"
)

// subject is where all signals go. They are small and every node wants all of them.
const subject = "lotse.signals"

// NATS is a [bot.Bell] between nodes. Listeners of this node are rung at once, also while the server cannot be reached.
type NATS struct {
	Local
	conn *nats.Conn
	id   string
	log  *slog.Logger
}

// Connect reaches a NATS server. It reconnects by itself, for ever; until then nodes find each other's work by polling.
func Connect(address string, log *slog.Logger) (*NATS, error) {
	n := &NATS{log: log, id: nats.NewInbox()}
	conn, err := nats.Connect(address, nats.Name("lotse"), nats.MaxReconnects(-1), nats.Timeout(5*time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { log.Warn("the bell is silent", "error", err) }),
		nats.ReconnectHandler(func(*nats.Conn) { log.Info("the bell rings again") }))
	if err != nil {
		return nil, fmt.Errorf("reach the bell: %w", err)
	}
	n.conn = conn
	if _, err := conn.Subscribe(subject, n.rung); err != nil {
		conn.Close()
		return nil, fmt.Errorf("listen to the bell: %w", err)
	}
	return n, conn.FlushTimeout(5 * time.Second)
}

// Ring implements [bot.Bell].
func (n *NATS) Ring(s bot.Signal) {
	n.Local.Ring(s)
	body, err := json.Marshal(s)
	if err != nil {
		return
	}
	if err := n.conn.PublishMsg(&nats.Msg{Subject: subject, Header: nats.Header{"From": {n.id}}, Data: body}); err != nil {
		n.log.Debug("ring", "error", err)
	}
}

// rung passes on what other nodes ring.
func (n *NATS) rung(m *nats.Msg) {
	if m.Header.Get("From") == n.id {
		return
	}
	var s bot.Signal
	if err := json.Unmarshal(m.Data, &s); err != nil {
		n.log.Warn("a signal cannot be read", "error", err)
		return
	}
	n.Local.Ring(s)
}

// Ping reports whether the server answers.
func (n *NATS) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return n.conn.FlushWithContext(ctx)
}

// Close leaves the server.
func (n *NATS) Close() error {
	n.conn.Close()
	return nil
}
