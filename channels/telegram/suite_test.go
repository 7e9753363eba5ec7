package telegram_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

const secret = "the-secret-of-the-webhook_01"

var customers = [2]string{"4711000815", "4711000816"}

// TestChannel runs the suite that every channel passes.
func TestChannel(t *testing.T) {
	var server *telegramtest.Server
	channeltest.Run(t, channeltest.Kit{
		New: func(t testing.TB, w channeltest.World) channeltest.Adapter {
			c, err := telegram.New(telegram.Options{
				Token: telegramtest.Token, Secret: secret, URL: w.URL, Accept: w.Accept, Client: fresh(w.Client), Now: w.Now, Log: w.Log,
				Drawer: w.Drawer, Files: w.Files, Phrases: w.Phrases, Settle: -1,
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(c.Wait)
			return channeltest.Adapter{Channel: c, Webhook: c, Render: c.Render}
		},
		Platform: func(t testing.TB) channeltest.Platform {
			server = telegramtest.New(t)
			for _, a := range customers {
				server.User(number(a), "Kim", "en")
			}
			return platform(server)
		},
		Addresses: customers, Secrets: []string{telegramtest.Token, secret},
		Proof:    channeltest.Proof{Headers: []string{"X-Telegram-Bot-Api-Secret-Token"}},
		Deadline: 10 * time.Second,
		Say:      func(s channeltest.Said) *http.Request { return request(s, "message", written(s, s.Number)) },
		Edit:     func(s channeltest.Said) *http.Request { return request(s, "edited_message", written(s, s.Of)) },
		Attach: func(s channeltest.Said, f channeltest.File) *http.Request {
			m := written(s, s.Number)
			delete(m, "text")
			m["caption"] = s.Text
			m["document"] = map[string]any{
				"file_id": server.Keep(f.Name, f.Content), "file_unique_id": "d", "file_name": f.Name, "mime_type": f.Type, "file_size": len(f.Content),
			}
			return request(s, "message", m)
		},
		Sign:    func(body []byte, _ time.Time) *http.Request { return telegramtest.Webhook("/telegram", secret, body) },
		Unknown: `{"update_id":90000001,"kind_of_the_future":{"message_id":1,"chat":{"id":4711000815},"text":"x"}}`,
	})
}

// fresh makes each request on a connection of its own. A request on a kept one that the server closed at that moment is
// ambiguous, rightly, and the suite wants to see one that never had a connection.
func fresh(c *http.Client) *http.Client {
	own := *c
	own.Transport = alone{c.Transport}
	return &own
}

type alone struct{ http.RoundTripper }

func (a alone) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Close = true
	return a.RoundTripper.RoundTrip(r)
}

func platform(s *telegramtest.Server) channeltest.Platform {
	return channeltest.Platform{
		Handler: s,
		Sent: func(r *http.Request, body []byte) (channeltest.Sent, bool) {
			sent, ok := telegramtest.Read(r, body)
			return channeltest.Sent{Address: sent.Chat, Text: sent.Text, File: sent.File, Typing: sent.Typing}, ok
		},
		Limits:    []channeltest.Limit{{Name: "of the chat", Answer: telegramtest.TooMany}},
		Gone:      telegramtest.Blocked,
		Malformed: telegramtest.Malformed,
	}
}

// request delivers an update whose number follows from what is said.
func request(s channeltest.Said, kind string, body any) *http.Request {
	return telegramtest.Webhook("/telegram", secret, telegramtest.Update(int64(500000+s.Number), kind, body))
}

func written(s channeltest.Said, message int) map[string]any {
	chat := number(s.Address)
	return map[string]any{
		"message_id": message, "date": s.At.Unix(), "text": s.Text,
		"from": map[string]any{"id": chat, "is_bot": false, "first_name": "Kim"}, "chat": map[string]any{"id": chat, "type": "private", "first_name": "Kim"},
	}
}

func number(address string) int64 {
	n, err := strconv.ParseInt(address, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("%s is no address of this test: %v", address, err))
	}
	return n
}

var _ interface {
	bot.Channel
	bot.Typist
	bot.Fetcher
	http.Handler
} = (*telegram.Channel)(nil)
