package notify_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/notify"
)

// hears checks that what one bell rings, the other hears, and that nothing is heard after stop.
func hears(t *testing.T, ring, listen bot.Bell) {
	t.Helper()
	heard := make(chan bot.Signal, 4)
	stop, err := listen.Listen(t.Context(), func(s bot.Signal) { heard <- s })
	if err != nil {
		t.Fatal(err)
	}
	want := bot.Signal{Kind: bot.SignalDraft, Conversation: "c", Text: "Fülle", Epoch: 2}
	ring.Ring(want)
	select {
	case got := <-heard:
		if got != want {
			t.Errorf("heard %v, want %v", got, want)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("nothing was heard")
	}
	stop()
	ring.Ring(want)
	select {
	case got := <-heard:
		t.Errorf("heard %v after stop", got)
	default:
	}
}

func TestTheLocalBellIsHeard(t *testing.T) {
	var l notify.Local
	hears(t, &l, &l)
}

func TestNATSRingsOnOtherNodes(t *testing.T) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(s.Shutdown)
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the NATS server did not come up")
	}
	connect := func() *notify.NATS {
		n, err := notify.Connect(s.ClientURL(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = n.Close() })
		return n
	}
	one, two := connect(), connect()
	hears(t, one, two)
	hears(t, one, one)
	if err := one.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAnUnreachableServerIsSaid(t *testing.T) {
	if _, err := notify.Connect("nats://127.0.0.1:1", slog.New(slog.DiscardHandler)); err == nil {
		t.Fatal("connected to nothing")
	}
}
