package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/webhook"
)

var update = flag.Bool("update", false, "rewrite golden renderings, and what documents take from the code")

const channelsGuide = "../../docs/channels.md"

// matrix is what stands in the guide between its marks.
var matrix = regexp.MustCompile(`(?s)(<!-- matrix[^>]* -->\n).*?(<!-- /matrix -->)`)

// The table of elements is what the channels say of themselves.
func TestTheElementMatrixIsCurrent(t *testing.T) {
	guide := text(t, channelsGuide)
	is := "\n" + channels.Matrix([]bot.Capabilities{web.Capabilities(), telegram.Capabilities(), slack.Capabilities(), webhook.Capabilities(0)}) + "\n"
	want := matrix.ReplaceAllStringFunc(guide, func(found string) string {
		m := matrix.FindStringSubmatch(found)
		return m[1] + is + m[2]
	})
	if !strings.Contains(want, is) {
		t.Fatal("the guide has no place for the matrix")
	}
	if *update {
		if err := os.WriteFile(channelsGuide, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, guide); diff != "" {
		t.Errorf("go test ./cmd/lotse -run Matrix -update writes it anew (-code +guide):\n%s", diff)
	}
}

// Every test that the guide names for what it says is there.
func TestWhatTheChannelsGuideSaysIsTested(t *testing.T) {
	named := witness.FindAllStringSubmatch(text(t, channelsGuide), -1)
	for _, m := range named {
		if !declared(t, m[1], m[2]) {
			t.Errorf("there is no %s in %s", m[2], m[1])
		}
	}
	if len(named) < 20 {
		t.Errorf("it names %d tests only; was it read?", len(named))
	}
}

// meetPlatforms lets the reader's programs reach platforms at the wire instead of the real ones. Their tokens take the place of
// those that documents show.
func (r *reader) meetPlatforms() {
	messenger, workspace := telegramtest.Start(r.t), slackfake.Serve(r.t)
	var scopes []string
	for _, s := range slack.Scopes {
		scopes = append(scopes, s.Name)
	}
	workspace.Grant(strings.Join(scopes, ","))
	r.env = append(r.env, "LOTSE_TELEGRAM_URL="+messenger.URL, "LOTSE_SLACK_URL="+workspace.URL+"/api/")
	r.secrets = strings.NewReplacer(
		"$PWD", r.dir, "123456:ABC-your-token", telegramtest.Token,
		"xoxb-your-token", slackfake.Token, "xapp-your-token", slackfake.AppToken, "your-signing-secret", slackfake.Secret,
	)
}

// What the guide's example signs is taken by the server that the guide starts.
func TestTheTokensOfTheGuideHold(t *testing.T) {
	r := newReader(t)
	for _, b := range blocks(text(t, "../../docs/customers.md")) {
		r.follow(b)
	}
	run := r.command("go run token/main.go customer-4711")
	run.Env = append(os.Environ(), r.env...) // where Go keeps what it has built
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	jwt, signed, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	for identity, want := range map[string]int{
		fmt.Sprintf("%q", jwt): http.StatusCreated,
		fmt.Sprintf(`{"user": "customer-4711", "hmac": %q}`, signed): http.StatusCreated,
		fmt.Sprintf(`{"user": "customer-4712", "hmac": %q}`, signed): http.StatusUnauthorized,
		fmt.Sprintf("%q", jwt[:len(jwt)-2]):                          http.StatusUnauthorized,
	} {
		res, err := http.Post("http://"+r.address+"/web/v1/conversations", "application/json", strings.NewReader(`{"identity": `+identity+`}`)) //nolint:noctx // the server is on this machine
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s: %d, want %d", identity, res.StatusCode, want)
		}
	}
	r.end()
}
