package peers

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/telegram"
)

// installed fails, or skips where nothing demands them, if the peers are not there.
func installed(t *testing.T, name string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join("node_modules", name)); err == nil {
		return
	}
	if os.Getenv("LOTSE_REQUIRE") != "" {
		t.Fatalf("%s is not installed: run npm ci in channels/peers", name)
	}
	t.Skipf("%s is not installed: run npm ci in channels/peers", name)
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
}

// inbox hands on what was heard.
type inbox chan bot.Inbound

func (i inbox) Accept(_ context.Context, in bot.Inbound) (bool, error) {
	i <- in
	return true, nil
}

func (i inbox) next(t *testing.T) bot.Inbound {
	t.Helper()
	select {
	case in := <-i:
		return in
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was heard")
		return bot.Inbound{}
	}
}

// A person talks to the bot on telegram-test-api.
type person struct {
	t     *testing.T
	in    io.Writer
	lines <-chan string
}

func telegramServer(t *testing.T, port, token string) *person {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", "telegram.cjs", port, token)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	lines := make(chan string, 16)
	go func() {
		for all := bufio.NewScanner(out); all.Scan(); {
			lines <- all.Text()
		}
	}()
	p := &person{t, in, lines}
	p.sees("ready")
	return p
}

func (p *person) does(what map[string]string) {
	p.t.Helper()
	if err := json.NewEncoder(p.in).Encode(what); err != nil {
		p.t.Fatal(err)
	}
}

// sees waits for a line with a text in it.
func (p *person) sees(part string) string {
	p.t.Helper()
	end := time.After(20 * time.Second)
	for {
		select {
		case line := <-p.lines:
			if strings.Contains(line, part) {
				return line
			}
		case <-end:
			p.t.Fatalf("never seen: %s", part)
		}
	}
}

// TestTelegramTestAPI talks with a customer by long polling: a greeting, words, buttons, a picked one.
func TestTelegramTestAPI(t *testing.T) {
	installed(t, "telegram-test-api")
	port, token, heard := freePort(t), "123456:peer", make(inbox, 16)
	ada := telegramServer(t, port, token)
	c, err := telegram.New(telegram.Options{Token: token, URL: "http://127.0.0.1:" + port, Accept: heard, Drawer: channeltest.NewDrawer()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Poll(ctx) }()
	defer func() {
		stop()
		<-ended
	}()
	ada.does(map[string]string{"say": "/start"})
	if in := heard.next(t); in.Event == nil || in.Event.Name != bot.EventStart {
		t.Errorf("/start was heard as %+v", in)
	}
	ada.does(map[string]string{"say": "Wo ist mein Paket?"})
	in := heard.next(t)
	if in.Text != "Wo ist mein Paket?" {
		t.Errorf("heard %+v", in)
	}
	_, err = c.Send(t.Context(), bot.Delivery{
		Key: "d", Channel: telegram.Name, Address: in.Address, Language: "de",
		Reply: bot.Reply{Text: "**Unterwegs.** Noch etwas?", Choices: []bot.Choice{{Label: "Ja", Payload: "more:yes"}, {Label: "Nein"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := ada.sees("Unterwegs."); !strings.Contains(got, "more:yes") {
		t.Errorf("no button: %s", got)
	}
	ada.does(map[string]string{"press": "more:yes"})
	if in := heard.next(t); in.Payload != "more:yes" {
		t.Errorf("the press was heard as %+v", in)
	}
}

// bearer gives emulate the token where it looks for it: slack-go sends it in the form, as Slack allows.
type bearer struct{}

func (bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+slackToken)
	return http.DefaultTransport.RoundTrip(r)
}

const slackToken = "test_token_admin"

// slackServer starts emulate and returns where its Web API is.
func slackServer(t *testing.T) string {
	t.Helper()
	port := freePort(t)
	cmd := exec.CommandContext(t.Context(), "node", "node_modules/.bin/emulate", "start", "--service", "slack", "--port", port, "--seed", "slack.yaml")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for all := bufio.NewScanner(out); all.Scan(); {
		if strings.Contains(all.Text(), "Tokens") {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return "http://localhost:" + port + "/api/"
		}
	}
	t.Fatal("emulate did not start")
	return ""
}

// asked asks emulate's Web API.
func asked(t *testing.T, base, method string, params url.Values) (got struct {
	OK       bool
	TeamID   string `json:"team_id"`
	Channels []struct{ ID, Name string }
	Messages []struct {
		Text   string
		Blocks []json.RawMessage
	}
},
) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+method, strings.NewReader(params.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := (&http.Client{Transport: bearer{}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil || !got.OK {
		t.Fatalf("%s: %v %+v", method, err, got)
	}
	return got
}

// TestEmulate posts a reply with buttons where emulate shows it, and finds it again.
func TestEmulate(t *testing.T) {
	installed(t, "emulate")
	base := slackServer(t)
	team := asked(t, base, "auth.test", nil).TeamID
	room := asked(t, base, "conversations.list", nil).Channels[0].ID
	c, err := slack.New(slack.Options{
		Accept: make(inbox, 1), Drawer: channeltest.NewDrawer(), Now: time.Now, Secret: "secret", Token: slackToken, Base: base,
		Client: &http.Client{Transport: bearer{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	d := bot.Delivery{
		Key: "d", Channel: slack.Name, Address: team + ":" + room, Language: "de", At: time.Now(),
		Reply: bot.Reply{Text: "**Unterwegs.** Noch etwas?", Choices: []bot.Choice{{Label: "Ja", Payload: "more:yes"}, {Label: "Nein"}}},
	}
	receipt, err := c.Send(t.Context(), d)
	if err != nil || receipt.ID == "" {
		t.Fatalf("%+v %v", receipt, err)
	}
	found := asked(t, base, "conversations.history", url.Values{"channel": {room}}).Messages
	if len(found) != 1 || !strings.Contains(found[0].Text, "Unterwegs.") || len(found[0].Blocks) == 0 {
		t.Errorf("emulate shows %+v", found)
	}
}
