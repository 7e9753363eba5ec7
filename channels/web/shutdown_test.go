package web_test

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/coder/websocket"

	"github.com/lotse-bot/lotse/channels/web"
)

func TestAtShutdownStreamsEndAndBrowsersKnowToComeBack(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	socket, events := v.socket(0), v.events(0)
	defer socket.hangUp()
	defer events.hangUp()
	until(t, socket, ready)
	until(t, events, ready)
	said := make(chan error, 1)
	go func() {
		_, err := socket.next()
		said <- err
	}()

	w.Close()

	if err := <-said; websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("the socket ended with %v", err)
	}
	if _, err := events.next(); !errors.Is(err, io.EOF) {
		t.Errorf("the events ended with %v", err)
	}
	if r := v.do("GET", "/web/v1/stream", nil, nil); r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") == "" {
		t.Errorf("a new stream got %d %s", r.status, r.body)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	v := open(t, func(o *web.Options) { o.Limits.Streams = 1 }).visit(t)
	l := v.socket(0)
	until(t, l, ready)
	if r := v.do("GET", "/web/v1/stream", nil, nil); r.status != http.StatusServiceUnavailable {
		t.Errorf("got %d %s", r.status, r.body)
	}
	l.hangUp()
}
