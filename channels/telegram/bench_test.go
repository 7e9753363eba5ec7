package telegram_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// BenchmarkWebhook is the channel's own share of a webhook, the inbox in memory: time and its 99th percentile.
func BenchmarkWebhook(b *testing.B) {
	c, err := telegram.New(telegram.Options{
		Token: telegramtest.Token, Secret: secret, URL: "http://telegram.test", Accept: &inbox{}, Drawer: channeltest.NewDrawer(),
	})
	if err != nil {
		b.Fatal(err)
	}
	took := make([]time.Duration, 0, b.N)
	n := 0
	for b.Loop() {
		n++
		said := channeltest.Said{Number: n, Address: customers[0], Text: "Wo bleibt mein Kaffee?"}
		r, w := request(said, "message", written(said, n)), httptest.NewRecorder()
		began := time.Now()
		c.ServeHTTP(w, r)
		took = append(took, time.Since(began))
		if w.Code != http.StatusOK {
			b.Fatalf("answered %d", w.Code)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
