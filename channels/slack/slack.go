package slack

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Name is the name of this channel in inbounds and conversations.
const Name = "slack"

// What the drawer holds, by the beginning of its keys. Keys of the desk begin with "desk/", those of installing with "install/".
const (
	drawerWorkspace = "workspace/" // the token of a workspace
	drawerThread    = "thread/"    // who opened a thread that is a conversation
	drawerPayload   = "payload/"   // what was too long for a button
	drawerUpload    = "upload/"    // Slack's ID of a file that is not shared yet
)

// Options are what a [Channel] is built from. Accept, Drawer, Now, and Secret or AppToken are needed, and so is Token unless
// workspaces install the app themselves; the rest has defaults.
type Options struct {
	Accept   channels.Acceptor
	Drawer   bot.Drawer
	Now      func() time.Time
	Phrases  *bot.Phrases
	Secret   string                          // the app's signing secret
	Token    string                          // the bot's token ("xoxb-...") in the only workspace; empty if workspaces install the app, see [Installer]
	AppToken string                          // the app's token ("xapp-...") for Socket Mode; empty without
	Base     string                          // of the Web API; Slack's own by default
	Client   *http.Client                    // every request to Slack goes through it; one with time-outs by default
	Files    bot.Files                       // what is kept here and can be uploaded; nil sends the names of such files only
	Welcome  func(language string) bot.Reply // its choices are offered as prompts in a new assistant thread; nil offers none
	Settle   time.Duration                   // how long to wait for more of a burst; 300 ms by default, negative answers at once
	Log      *slog.Logger
}

// A Channel is Slack. It is an [http.Handler] for /slack/events, /slack/interactions and /slack/commands; Run takes the same
// from Socket Mode instead.
type Channel struct {
	Options
	workspaces *workspaces
	people     *people
	threads    *threads
	directs    *directs
	untitled   shelf // assistant threads in which nothing was said yet
	doubts     doubts
	board      board
	later      sync.WaitGroup
	guests     []guest
	routes     *http.ServeMux
}

// New builds the channel. It fails if the options are incomplete. It asks Slack nothing.
func New(o Options) (*Channel, error) {
	switch {
	case o.Accept == nil || o.Drawer == nil || o.Now == nil:
		return nil, errors.New("slack channel: Accept, Drawer and Now are needed")
	case o.Secret == "" && o.AppToken == "":
		return nil, errors.New("slack channel: give the app's signing secret (Basic Information, App Credentials), or an app token for Socket Mode")
	}
	if o.Base == "" {
		o.Base = slackapi.APIURL
	}
	if u, err := url.Parse(o.Base); err != nil || u.Host == "" {
		return nil, errors.New("slack channel: the base URL of the Web API cannot be used; leave it empty for Slack's own")
	}
	o.Base = strings.TrimSuffix(o.Base, "/") + "/"
	if o.Client == nil {
		o.Client = client()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	switch {
	case o.Settle == 0:
		o.Settle = 300 * time.Millisecond
	case o.Settle < 0:
		o.Settle = 0
	}
	w := newWorkspaces(o)
	c := &Channel{Options: o, workspaces: w, people: newPeople(w, o.Now, o.Log), threads: newThreads(o.Drawer), directs: newDirects(w)}
	c.routes = c.route()
	return c, nil
}

// client waits for Slack as long as Slack lets people wait, and no longer; whole uploads are bound by their contexts.
func client() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 15 * time.Second,
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConnsPerHost:   16,
		ForceAttemptHTTP2:     true,
	}}
}

// Name is "slack".
func (c *Channel) Name() string { return Name }

// invite lets a guest look at everything first.
func (c *Channel) invite(g guest) { c.guests = append(c.guests, g) }
