package app

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/store"
	"github.com/lotse-bot/lotse/store/storetest"
)

// Of two programs that share a store one reads a source, and when it has, the other may.
func TestOneProgramReadsASource(t *testing.T) {
	address := storetest.Database(t)
	program := func() *App {
		s, err := store.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return &App{Store: s, Log: slog.New(slog.DiscardHandler), Config: Config{Shutdown: 10 * time.Second}, options: Options{Now: time.Now}}
	}
	one, two := program(), program()
	var read []string
	reads := func(who string) func(context.Context) {
		return func(context.Context) { read = append(read, who) }
	}
	one.asLead(t.Context(), "source shop", func(ctx context.Context) {
		reads("one")(ctx)
		two.asLead(ctx, "source shop", reads("two, meanwhile"))
		two.asLead(ctx, "source help", reads("two, another"))
	})
	two.asLead(t.Context(), "source shop", reads("two, afterwards"))
	if len(read) != 3 || read[1] != "two, another" || read[2] != "two, afterwards" {
		t.Errorf("the sources were read by %q", read)
	}
}
