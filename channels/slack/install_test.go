package slack_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
)

// An installing is somebody with a browser, our server and Slack.
type installing struct {
	*deskWorld
	browser *http.Client
	server  *httptest.Server
	allowed func(ctx context.Context, team string) bool
}

func newInstalling(t *testing.T) *installing {
	t.Helper()
	i := &installing{deskWorld: newDeskWorld(t)}
	mux := http.NewServeMux()
	i.server = httptest.NewServer(mux)
	t.Cleanup(i.server.Close)
	installer, err := slack.NewInstaller(i.channel, slack.InstallerOptions{
		ClientID: slackfake.Client, ClientSecret: slackfake.Hidden, URL: i.server.URL, Secret: []byte(strings.Repeat("s", 32)),
		Authorize: "https://slack.example/authorize", Allow: func(ctx context.Context, team string) bool { return i.allowed == nil || i.allowed(ctx, team) },
	})
	if err != nil {
		t.Fatal(err)
	}
	mux.Handle("/slack/", installer)
	i.browser = newBrowser(t)
	return i
}

// newBrowser keeps cookies and shows where it is led instead of going there.
func newBrowser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// begins opens /slack/install and returns what Slack is asked.
func (i *installing) begins() url.Values {
	i.t.Helper()
	r, err := i.browser.Get(i.server.URL + "/slack/install")
	if err != nil {
		i.t.Fatal(err)
	}
	r.Body.Close()
	to, err := r.Location()
	if err != nil || r.StatusCode != http.StatusFound || to.Host != "slack.example" {
		i.t.Fatalf("the way to Slack is %d %v, %v", r.StatusCode, to, err)
	}
	return to.Query()
}

// returns comes back from Slack.
func (i *installing) returns(state string, more url.Values) (status int, page string) {
	i.t.Helper()
	more.Set("state", state)
	r, err := i.browser.Get(i.server.URL + "/slack/oauth?" + more.Encode())
	if err != nil {
		i.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		i.t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

func (i *installing) teams() (teams []string) {
	i.t.Helper()
	all, err := i.store.Drawer("slack").All(i.t.Context())
	if err != nil {
		i.t.Fatal(err)
	}
	for key := range all {
		if team, ok := strings.CutPrefix(key, "workspace/"); ok {
			teams = append(teams, team)
		}
	}
	slices.Sort(teams)
	return teams
}

func TestAWorkspaceInstallsTheApp(t *testing.T) {
	i := newInstalling(t)
	asked := i.begins()
	if asked.Get("client_id") != slackfake.Client || asked.Get("redirect_uri") != i.server.URL+"/slack/oauth" || !strings.Contains(asked.Get("scope"), "chat:write") {
		t.Errorf("Slack is asked %v", asked)
	}
	status, page := i.returns(asked.Get("state"), url.Values{"code": {i.slack.Allow("T0<NEW>")}})
	if status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	has(t, page, "The bot now answers in T0&lt;NEW&gt;")
	if teams := i.teams(); len(teams) != 1 || teams[0] != "T0<NEW>" {
		t.Errorf("tokens are kept of %v", teams)
	}

	status, page = i.returns(asked.Get("state"), url.Values{"code": {i.slack.Allow("T0OTHER")}})
	if status != http.StatusBadRequest || len(i.teams()) != 1 {
		t.Errorf("the same way back twice: %d, tokens of %v", status, i.teams())
	}
	has(t, page, "not valid any more", `href="/slack/install"`)

	i.slack.Deliver(t.Context(), slackfake.Envelope("T0<NEW>", "Ev1", map[string]any{"type": "app_uninstalled"}))
	if teams := i.teams(); len(teams) != 0 {
		t.Errorf("the app is gone, and tokens are kept of %v", teams)
	}
}

func TestWaysBackThatAreNone(t *testing.T) {
	for name, back := range map[string]func(i *installing, state string) string{
		"none":            func(*installing, string) string { return "" },
		"forged":          func(_ *installing, s string) string { return s[:len(s)-2] + "xx" },
		"made up":         func(*installing, string) string { return "a.9999999999.b" },
		"expired":         func(i *installing, s string) string { i.passes(11 * time.Minute); return s },
		"another browser": func(i *installing, s string) string { i.browser = newBrowser(i.t); return s },
		"begun elsewhere": func(i *installing, s string) string { i.browser = newBrowser(i.t); i.begins(); return s },
	} {
		t.Run(name, func(t *testing.T) {
			i := newInstalling(t)
			state := back(i, i.begins().Get("state"))
			if status, _ := i.returns(state, url.Values{"code": {i.slack.Allow("T0NEW")}}); status != http.StatusBadRequest {
				t.Errorf("status %d, want 400", status)
			}
			if teams := i.teams(); len(teams) != 0 {
				t.Errorf("tokens are kept of %v", teams)
			}
		})
	}
}

func TestInstallationsThatComeToNothing(t *testing.T) {
	i := newInstalling(t)
	status, page := i.returns(i.begins().Get("state"), url.Values{"error": {"access_denied"}})
	has(t, page, "You have not agreed")
	if status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	status, page = i.returns(i.begins().Get("state"), url.Values{"code": {"wrong"}})
	has(t, page, "Slack did not accept the installation")
	if status != http.StatusBadGateway {
		t.Errorf("status %d", status)
	}
	i.allowed = func(_ context.Context, team string) bool { return team == "T0FRIEND" }
	status, page = i.returns(i.begins().Get("state"), url.Values{"code": {i.slack.Allow("T0STRANGER")}})
	has(t, page, "has not let this workspace in")
	if status != http.StatusForbidden {
		t.Errorf("status %d", status)
	}
	i.slack.set(func(w *workspace) { w.down = true })
	status, page = i.returns(i.begins().Get("state"), url.Values{"code": {"any"}})
	has(t, page, "went wrong")
	lacks(t, page, slackfake.Hidden)
	if status != http.StatusBadGateway || len(i.teams()) != 0 {
		t.Errorf("status %d, tokens of %v", status, i.teams())
	}
}

func TestTheManifestIsComplete(t *testing.T) {
	var m struct {
		OAuth struct {
			Redirects []string `yaml:"redirect_urls"`
			Scopes    struct {
				Bot []string `yaml:"bot"`
			} `yaml:"scopes"`
		} `yaml:"oauth_config"`
		Settings struct {
			Socket bool `yaml:"socket_mode_enabled"`
			Events struct {
				URL string   `yaml:"request_url"`
				Bot []string `yaml:"bot_events"`
			} `yaml:"event_subscriptions"`
			Interactivity struct {
				URL string `yaml:"request_url"`
			} `yaml:"interactivity"`
		} `yaml:"settings"`
	}
	if err := yaml.Unmarshal([]byte(slack.Manifest("https://bot.example/")), &m); err != nil {
		t.Fatal(err)
	}
	if m.Settings.Events.URL != "https://bot.example/slack/events" || m.Settings.Interactivity.URL != "https://bot.example/slack/interactions" ||
		len(m.OAuth.Redirects) != 1 || m.OAuth.Redirects[0] != "https://bot.example/slack/oauth" || m.Settings.Socket {
		t.Errorf("the manifest leads to %+v", m)
	}
	if len(m.OAuth.Scopes.Bot) != len(slack.Scopes) {
		t.Errorf("%d scopes, want %d", len(m.OAuth.Scopes.Bot), len(slack.Scopes))
	}
	for _, event := range []string{"message.im", "message.groups", "app_mention", "reaction_added", "app_uninstalled", "tokens_revoked"} {
		if !slices.Contains(m.Settings.Events.Bot, event) {
			t.Errorf("the app is not told of %s", event)
		}
	}
	has(t, slack.Manifest(""), "socket_mode_enabled: true")
	lacks(t, slack.Manifest(""), "request_url", "redirect_urls")
}

func TestCheckSaysWhatIsMissing(t *testing.T) {
	w := newDeskWorld(t)
	var all []string
	for _, s := range slack.Scopes {
		all = append(all, s.Name)
	}
	w.slack.Grant(strings.Join(all, ","))
	checks, err := w.channel.Check(t.Context())
	if err != nil || len(checks) != 1 || checks[0].Problem != "" || checks[0].Team != slackfake.Team || checks[0].Bot != slackfake.BotUser {
		t.Errorf("all is well, and the check says %+v, %v", checks, err)
	}
	w.slack.Grant("chat:write,im:history")
	checks, err = w.channel.Check(t.Context())
	if err != nil || len(checks[0].Missing) != len(slack.Scopes)-2 {
		t.Fatalf("the check says %+v, %v", checks, err)
	}
	has(t, checks[0].Problem, "users:read.email", "install the app again")
	w.slack.Revoke(slackfake.Token)
	checks, err = w.channel.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	has(t, checks[0].Problem, "Slack refuses the token (invalid_auth)")
	lacks(t, checks[0].Problem, slackfake.Token)
	w.slack.set(func(s *workspace) { s.down = true })
	checks, err = w.channel.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	has(t, checks[0].Problem, "Slack cannot be reached")
}

func TestInstallersThatCannotBe(t *testing.T) {
	w := newDeskWorld(t)
	good := slack.InstallerOptions{ClientID: "id", ClientSecret: "secret", URL: "https://bot.example", Secret: make([]byte, 32)}
	for name, change := range map[string]func(*slack.InstallerOptions){
		"no client":    func(o *slack.InstallerOptions) { o.ClientID = "" },
		"no address":   func(o *slack.InstallerOptions) { o.URL = "bot.example" },
		"short secret": func(o *slack.InstallerOptions) { o.Secret = o.Secret[:31] },
	} {
		bad := good
		change(&bad)
		if _, err := slack.NewInstaller(w.channel, bad); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
