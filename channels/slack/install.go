package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	slackapi "github.com/slack-go/slack"
)

// InstallerOptions are what an [Installer] is built from. ClientID, ClientSecret, URL and Secret are needed.
type InstallerOptions struct {
	ClientID     string
	ClientSecret string
	URL          string // of this server, as browsers reach it ("https://bot.example")
	Secret       []byte // signs what comes back; at least 32 bytes, the same on every node
	Authorize    string // Slack's page that asks for consent; Slack's own by default
	// Allow says whether a workspace (or organisation) may use the bot: nil is any that somebody installs it in. What it
	// refuses is shown, and the token is thrown away.
	Allow func(ctx context.Context, team string) bool
}

// An Installer lets workspaces install the app by themselves (OAuth 2): an [http.Handler] for /slack/install, which leads to
// Slack's page that asks for consent, and /slack/oauth, where Slack leads back to. Tokens are kept in the channel's drawer, and
// forgotten when a workspace removes the app.
type Installer struct {
	InstallerOptions
	channel *Channel
	states  *states
	routes  *http.ServeMux
}

// NewInstaller makes the channel one that workspaces install by themselves. It fails if the options are incomplete.
func NewInstaller(c *Channel, o InstallerOptions) (*Installer, error) {
	base, err := url.Parse(o.URL)
	switch {
	case o.ClientID == "" || o.ClientSecret == "":
		return nil, errors.New("slack installer: ClientID and ClientSecret are needed (Basic Information, App Credentials)")
	case err != nil || base.Scheme != "https" && base.Scheme != "http" || base.Host == "":
		return nil, errors.New("slack installer: give the URL of this server as browsers reach it, like https://bot.example")
	case len(o.Secret) < 32:
		return nil, errors.New("slack installer: the secret that signs states has less than 32 bytes; make one with: openssl rand -hex 32")
	}
	o.URL = strings.TrimSuffix(o.URL, "/")
	if o.Authorize == "" {
		o.Authorize = "https://slack.com/oauth/v2/authorize"
	}
	if o.Allow == nil {
		o.Allow = func(context.Context, string) bool { return true }
	}
	i := &Installer{InstallerOptions: o, channel: c, states: &states{secret: o.Secret, drawer: c.Drawer, now: c.Now}}
	i.routes = http.NewServeMux()
	i.routes.HandleFunc("GET /slack/install", i.begin)
	i.routes.HandleFunc("GET /slack/oauth", i.finish)
	return i, nil
}

// ServeHTTP answers a browser.
func (i *Installer) ServeHTTP(w http.ResponseWriter, r *http.Request) { i.routes.ServeHTTP(w, r) }

// stateCookie binds what comes back to the browser that went out.
const stateCookie = "lotse_slack_install"

// begin leads to Slack.
func (i *Installer) begin(w http.ResponseWriter, r *http.Request) {
	state, nonce := i.states.issue()
	http.SetCookie(w, &http.Cookie{
		Name: stateCookie, Value: nonce, Path: "/slack/", MaxAge: int(stateLife.Seconds()),
		HttpOnly: true, Secure: strings.HasPrefix(i.URL, "https:"), SameSite: http.SameSiteLaxMode,
	})
	query := url.Values{"client_id": {i.ClientID}, "scope": {strings.Join(scopeNames(), ",")}, "redirect_uri": {i.back()}, "state": {state}}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, i.Authorize+"?"+query.Encode(), http.StatusFound)
}

// back is where Slack leads to afterwards.
func (i *Installer) back() string { return i.URL + "/slack/oauth" }

// finish takes what Slack led back with.
func (i *Installer) finish(w http.ResponseWriter, r *http.Request) {
	in, err := i.install(r)
	http.SetCookie(w, &http.Cookie{Name: stateCookie, Path: "/slack/", MaxAge: -1})
	if err != nil {
		problem, status := explain(err)
		i.channel.Log.Warn("slack was not installed", "status", status, "error", err)
		showInstall(w, r, status, problem, "")
		return
	}
	i.channel.Log.Info("slack installed", "team", in.Team)
	showInstall(w, r, http.StatusOK, "installed", in.Name)
}

// What can be wrong with an installation.
var (
	errDeclined = errors.New("the installation was declined on slack")
	errState    = errors.New("the state was not issued here, has expired, or was used before")
	errForeign  = errors.New("the workspace may not use this bot")
	errRotating = errors.New("the app's tokens expire (token rotation), which this bot does not renew")
)

// install turns the code into a token, and keeps it.
func (i *Installer) install(r *http.Request) (installation, error) {
	ctx, query := r.Context(), r.URL.Query()
	cookie, err := r.Cookie(stateCookie)
	if err != nil {
		return installation{}, fmt.Errorf("%w: the browser has no cookie of it", errState)
	}
	if err := i.states.redeem(ctx, query.Get("state"), cookie.Value); err != nil {
		return installation{}, err
	}
	if declined := query.Get("error"); declined != "" {
		return installation{}, errDeclined
	}
	got, err := slackapi.GetOAuthV2ResponseContext(ctx, i.channel.Client, i.ClientID, i.ClientSecret, query.Get("code"), i.back(), slackapi.OAuthOptionAPIURL(i.channel.Base))
	if err != nil {
		return installation{}, fmt.Errorf("ask slack for a token: %w", cause(err))
	}
	in := installation{Team: got.Team.ID, Name: got.Team.Name, Token: got.AccessToken, Scopes: strings.Split(got.Scope, ","), At: i.channel.Now()}
	if got.IsEnterpriseInstall {
		in.Team, in.Name = got.Enterprise.ID, got.Enterprise.Name
	}
	switch {
	case got.RefreshToken != "":
		return in, errRotating
	case in.Team == "" || in.Token == "":
		return in, errors.New("slack named no workspace, or gave no token")
	case !i.Allow(ctx, in.Team):
		return in, fmt.Errorf("%w: %s", errForeign, in.Team)
	}
	return in, i.channel.workspaces.install(ctx, in)
}

// explain tells what to say about an error to whoever sits at the browser.
func explain(err error) (problem string, status int) {
	switch {
	case errors.Is(err, errDeclined):
		return "declined", http.StatusOK
	case errors.Is(err, errState):
		return "state", http.StatusBadRequest
	case errors.Is(err, errForeign):
		return "foreign", http.StatusForbidden
	case errors.Is(err, errRotating):
		return "rotating", http.StatusBadRequest
	case word(err) != "":
		return "refused", http.StatusBadGateway
	}
	return "failed", http.StatusBadGateway
}
