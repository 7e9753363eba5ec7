package app_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/examples/kaffee"
	"github.com/lotse-bot/lotse/store/storetest"
)

// TestTwoProgramsOnOneDatabase: webhooks reach either, often both at once. Nothing is lost or doubled, every handoff is one thread in
// the agents' channel, and when the program that writes them ends, the other does.
func TestTwoProgramsOnOneDatabase(t *testing.T) {
	address := storetest.Database(t)
	n := &nodes{t: t, telegram: telegramtest.Start(t), slack: slackfake.Serve(t)}
	leader, other := n.start(address), n.start(address) // the first to start leads

	const chats, lines, persons = 40, 4, 5
	chance := rand.New(rand.NewPCG(8, 8))
	var posts sync.WaitGroup
	for chat := int64(1); chat <= chats; chat++ {
		n.telegram.User(chat, "Ada", "en")
		for line := range lines {
			update, here := n.update(chat, line, fmt.Sprint("line ", line+1)), []*node{leader, other}
			chance.Shuffle(2, func(i, j int) { here[i], here[j] = here[j], here[i] })
			for _, at := range here[:1+chance.IntN(2)] {
				posts.Go(func() { at.takes(update) })
			}
		}
	}
	posts.Wait()
	for chat := int64(1); chat <= chats; chat++ {
		n.heardOnce(other.app, chat, lines)
	}

	for chat := int64(1); chat <= persons; chat++ {
		here := []*node{leader, other}[chat%2]
		posts.Go(func() { here.takes(n.update(chat, lines, "/person")) })
	}
	posts.Wait()
	n.until("all handoffs in the agents' channel", func() bool { return n.threads() >= persons })
	if got := other.writes.Load(); got > 0 {
		t.Errorf("the program that does not lead wrote %d times into the agents' channel", got)
	}
	leader.stop()
	other.takes(n.update(persons+1, lines, "/person"))
	n.until("a handoff that the other program shows", func() bool { return n.threads() > persons && other.writes.Load() > 0 })
	other.stop() // after its last look
	if got := n.threads(); got != persons+1 {
		t.Errorf("%d handoffs are %d threads", persons+1, got)
	}
}

// The nodes are several programs on one database, with the platforms around them.
type nodes struct {
	t        *testing.T
	telegram *telegramtest.Server
	slack    *slackfake.Slack
}

// A node is one of the programs.
type node struct {
	t *testing.T
	program
	writes atomic.Int64 // into the agents' channel
}

// RoundTrip counts what the program writes into the agents' channel.
func (n *node) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/chat.postMessage") && r.GetBody != nil {
		copied, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(copied)
		if err != nil {
			return nil, err
		}
		if strings.Contains(string(body), desk) {
			n.writes.Add(1)
		}
	}
	return http.DefaultTransport.RoundTrip(r)
}

// start runs a program that leads at once if no other does.
func (n *nodes) start(database string) *node {
	n.t.Helper()
	c := app.Defaults()
	c.Bot, c.Embedder, c.Store, c.URL = "../examples/kaffee", "none:", database, "https://bot.example"
	c.TelegramToken, c.TelegramSecret, c.TelegramURL = telegramtest.Token, "secret", n.telegram.URL
	c.SlackToken, c.SlackSecret, c.SlackURL, c.SlackDesk = slackfake.Token, slackfake.Secret, n.slack.URL+"/api/", desk
	one := &node{t: n.t}
	one.program = work(n.t, c, app.Options{
		Client:  &http.Client{Transport: one},
		Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}, Skills: []bot.Skill{counting{}},
	})
	n.t.Cleanup(one.stop)
	return one
}

// update is what somebody says in a chat, the nth thing from 0.
func (n *nodes) update(chat int64, nth int, text string) []byte {
	number := chat*1000 + int64(nth) + 1
	body := map[string]any{
		"message_id": number, "date": time.Now().Unix(), "text": text, "chat": map[string]any{"id": chat, "type": "private", "first_name": "Ada"},
		"from": map[string]any{"id": chat, "is_bot": false, "first_name": "Ada", "language_code": "en"},
	}
	if strings.HasPrefix(text, "/") {
		body["entities"] = []any{map[string]any{"type": "bot_command", "offset": 0, "length": len(text)}}
	}
	return telegramtest.Update(number, "message", body)
}

// takes delivers an update, again while it is not taken, as Telegram does.
func (n *node) takes(update []byte) {
	for range 20 {
		rec := httptest.NewRecorder()
		n.door.ServeHTTP(rec, telegramtest.Webhook("https://bot.example/telegram", "secret", update))
		if rec.Code == http.StatusOK {
			return
		}
	}
	n.t.Error("a webhook was never taken")
}

func (n *nodes) until(what string, so func() bool) {
	n.t.Helper()
	(&town{t: n.t}).until(what, so)
}

// threads counts the handoffs that stand in the agents' channel.
func (n *nodes) threads() (all int) {
	for _, p := range n.slack.Said(desk, "") {
		if p.Thread == "" || p.Thread == p.TS {
			all++
		}
	}
	return all
}

// heardOnce waits until every line that was said in a chat is answered there, and checks that none is twice.
func (n *nodes) heardOnce(a *app.App, chat int64, lines int) {
	n.t.Helper()
	shown := ""
	n.until(fmt.Sprint("answers in chat ", chat), func() bool {
		shown = ""
		for _, m := range n.telegram.Shows(chat) {
			shown += m.Text + "\n"
		}
		return strings.Count(shown, "line ") >= lines
	})
	heard, err := a.Store.Transcript(n.t.Context(), fmt.Sprint("telegram:", chat), 0)
	if err != nil {
		n.t.Fatal(err)
	}
	said := 0
	for _, e := range heard {
		if e.Author == bot.ByCustomer {
			said++
		}
	}
	if said != lines {
		n.t.Errorf("chat %d: %d lines were heard %d times", chat, lines, said)
	}
	for line := 1; line <= lines; line++ {
		if got := strings.Count(shown, fmt.Sprint("line ", line)); got != 1 {
			n.t.Errorf("chat %d: line %d was answered %d times:\n%s", chat, line, got, shown)
		}
	}
}
