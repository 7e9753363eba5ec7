package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
)

// A crowd writes to a bot by Telegram's webhook.
type crowd struct {
	url    string
	app    *app.App
	client *http.Client
}

// newCrowd serves the table bot, with a platform that takes every reply at once.
func newCrowd(b *testing.B) *crowd {
	platform := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, `{"ok":true,"result":{"message_id":1,"chat":{"id":1,"type":"private"},"date":1}}`)
	})}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = platform.Serve(l) }()
	b.Cleanup(func() { _ = platform.Close() })

	c := app.Defaults()
	c.Bot, c.Embedder, c.Listen = "../examples/table", "none:", "127.0.0.1:0"
	c.TelegramToken, c.TelegramURL, c.TelegramSecret = "1:token", "http://"+l.Addr().String(), "secret"
	c.URL = "https://bot.example"
	c.UseData(b.TempDir())
	a, err := app.Open(b.Context(), c, app.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, served := make(chan string, 1), make(chan error, 1)
	go func() { served <- a.Serve(ctx, func(address string) { ready <- address }) }()
	b.Cleanup(func() {
		stop()
		<-served
		_ = a.Close()
	})
	return &crowd{
		url: "http://" + <-ready + "/telegram", app: a,
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256, MaxConnsPerHost: 256}},
	}
}

// says delivers one update and returns how long the acknowledgement took.
func (c *crowd) says(b *testing.B, update, chat int, text string) time.Duration {
	body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"A"},"text":%q}}`,
		update, update, time.Now().Unix(), chat, chat, text)
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, c.url, bytes.NewReader([]byte(body)))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "secret")
	began := time.Now()
	resp, err := c.client.Do(r)
	if err != nil {
		b.Error(err)
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != http.StatusOK {
		b.Errorf("update %d: %s", update, resp.Status)
	}
	return time.Since(began)
}

// BenchmarkWebhookAcknowledged delivers 1,000 webhooks a second for as many seconds as b.N says, and reports how long the
// acknowledgement took, which comes after the durable accept.
func BenchmarkWebhookAcknowledged(b *testing.B) {
	const rate = 1000
	c := newCrowd(b)
	took := make([]time.Duration, rate*b.N)
	var all sync.WaitGroup
	begin := time.Now()
	for i := range took {
		<-time.After(time.Until(begin.Add(time.Duration(i) * time.Second / rate)))
		all.Go(func() { took[i] = c.says(b, i+1, 1+i%5000, "hello") })
	}
	all.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkWebhookBurst delivers 10,000 webhooks, every tenth twice, in any order, as fast as they are taken, and reports when all
// were answered.
func BenchmarkWebhookBurst(b *testing.B) {
	for range b.N {
		c := newCrowd(b)
		updates := make([]int, 10000)
		for i := range updates {
			updates[i] = i*10/11 + 1 // each eleventh is a repetition
		}
		rand.Shuffle(len(updates), func(i, j int) { updates[i], updates[j] = updates[j], updates[i] })
		begin := time.Now()
		var next atomic.Int64
		var all sync.WaitGroup
		for range 64 {
			all.Go(func() {
				for i := next.Add(1) - 1; i < int64(len(updates)); i = next.Add(1) - 1 {
					c.says(b, updates[i], updates[i], "hello")
				}
			})
		}
		all.Wait()
		b.ReportMetric(time.Since(begin).Seconds(), "accepted-s")
		c.drain(b)
		b.ReportMetric(time.Since(begin).Seconds(), "drained-s")
		c.heardOnce(b, slices.Max(updates))
	}
}

// drain waits until everything was answered, a minute at the most.
func (c *crowd) drain(b *testing.B) {
	look, enough := time.NewTicker(5*time.Millisecond), time.After(time.Minute)
	defer look.Stop()
	for c.pending(b) > 0 {
		select {
		case <-look.C:
		case <-enough:
			return // heardOnce counts what was lost
		}
	}
}

func (c *crowd) pending(b *testing.B) int {
	n, err := c.app.Store.Pending(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// heardOnce counts the chats in which something was lost or doubled.
func (c *crowd) heardOnce(b *testing.B, chats int) {
	lost, doubled := 0, 0
	for chat := 1; chat <= chats; chat++ {
		entries, err := c.app.Store.Transcript(b.Context(), fmt.Sprint("telegram:", chat), 0)
		if err != nil {
			b.Fatal(err)
		}
		heard, said := 0, 0
		for _, e := range entries {
			switch e.Author {
			case bot.ByCustomer:
				heard++
			case bot.ByBot:
				said++
			}
		}
		if heard < 1 || said < 1 {
			lost++
		}
		if heard > 1 || said > 1 {
			doubled++
		}
	}
	b.ReportMetric(float64(lost), "lost")
	b.ReportMetric(float64(doubled), "doubled")
}
