// Package app puts the house together: it reads the configuration, opens every seam by its URL, introduces the skills to
// each other, and starts and stops it all in order. No other package knows them all.
package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/webhook"
	"github.com/lotse-bot/lotse/customers"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/gaps"
	"github.com/lotse-bot/lotse/knowledge/standby"
	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/record"
	"github.com/lotse-bot/lotse/pages"
	"github.com/lotse-bot/lotse/store"
)

// Options are what a Go program may add to a configuration.
type Options struct {
	Actions  map[string]dialogs.Action // Go functions that flows may call
	Skills   []bot.Skill               // asked after those of lotse
	Channels []bot.Channel             // that push
	Client   *http.Client              // asks platforms; nil lets every channel have its own
	Model    llm.Model                 // writes answers; nil is what the configuration names
	Answers  *record.File              // recorded answers of the model and the embedder; nil asks them
	Shop     fs.FS                     // pages of a website that embeds the widget, served at /; nil for none
	Log      *slog.Logger              // default: slog.Default
	Now      func() time.Time          // default: time.Now

	Hurry       time.Duration    // how long a question waits for its vector; 0 is what customers are asked to wait
	Calibration *bot.Calibration // in place of the bot's own, and before what bot.yaml says about its policy; for measuring
}

// An App is a bot with everything around it.
type App struct {
	Config Config
	Folder *Folder
	Store  *store.Store
	Bell   bot.Bell
	Bot    *bot.Bot
	Worker *bot.Worker
	Log    *slog.Logger

	Library *knowledge.Library // nil for a bot without documents
	sources atomic.Pointer[[]knowledge.Source]
	Answers *knowledge.Answers
	Gaps    *gaps.Board

	standby   *standby.Index // before an index's server; nil without one
	options   Options
	metrics   *metrics
	people    *people
	customers *customers.Skill
	passes    passes                      // to articles that are not everybody's
	media     map[string]bot.Media        // files of the bot's folder that flows show, as they are kept
	router    customers.Router            // in front of the inbox
	channels  []bot.Channel               // that push
	can       map[string]bot.Capabilities // of these
	phrases   *bot.Phrases
	telegram  *telegram.Channel
	slack     *slack.Channel
	slackDesk *slack.Desk
	leads     atomic.Bool // this program writes into the agents' channel of Slack
	installer *slack.Installer
	webhook   *webhook.Channel
	web       *web.Server
	closers   []func() error // in the order in which they were opened

	around  func(name string, a dialogs.Action) dialogs.Action // what flows call in an action's place; nil calls it
	observe func(dialogs.Move)                                 // told of every move of a flow; nil is nobody
}

// Open reads the bot and opens every seam. A bot with errors is not opened; they are the error.
func Open(ctx context.Context, c Config, o Options) (_ *App, err error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &App{Config: c, Log: o.Log, options: o, metrics: newMetrics()}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if a.Folder, err = ReadFolder(c.Bot, o.Actions); err != nil {
		return nil, err
	}
	if o.Calibration != nil {
		a.Folder.calibrate(*o.Calibration)
	}
	if err := bot.Broken(a.Folder.Faults); err != nil {
		return nil, fmt.Errorf("the bot in %s cannot be run:\n%w", c.Bot, err)
	}
	zone, now := a.Folder.Location(), o.Now
	a.options.Now = func() time.Time { return now().In(zone) }
	if err := a.openSeams(ctx); err != nil {
		return nil, err
	}
	if err := a.openKnowledge(ctx); err != nil {
		return nil, err
	}
	a.openGaps()
	return a, a.assemble(ctx)
}

func (a *App) openSeams(ctx context.Context) (err error) {
	if a.Store, err = store.Open(ctx, a.Config.Store); err != nil {
		return err
	}
	a.closers = append(a.closers, a.Store.Close)
	if a.Bell, err = a.openBell(); err != nil {
		return err
	}
	return nil
}

// assemble makes the bot, and the places where it is met.
func (a *App) assemble(ctx context.Context) error {
	if err := a.assembleBot(ctx); err != nil {
		return err
	}
	if err := a.openChannels(); err != nil {
		return err
	}
	return a.openWeb(ctx)
}

// assembleBot makes the bot of its skills, cheapest first, the worker that runs it, and the agents' desk.
func (a *App) assembleBot(ctx context.Context) error {
	if err := a.openPeople(); err != nil {
		return err
	}
	if err := a.keepMedia(ctx); err != nil {
		return err
	}
	a.openCustomers()
	f, helpdesk := a.Folder, a.people.helpdesk
	a.phrases = f.Phrases()
	a.Bot = &bot.Bot{
		Skills:   a.skills(),
		Policy:   f.Policy,
		Curve:    curve(f.Calibration.Policy),
		Helpdesk: helpdesk,
		Phrases:  a.phrases,
		Language: func(text string) string { l, _ := lang.Detect(text, f.Languages...); return l },
		Welcome:  a.welcome,
	}
	a.Worker = &bot.Worker{
		Bot: a.Bot, Inbox: a.Store, Ledger: a.Store, Outbox: a.Store, Bell: a.Bell, Now: a.options.Now, Log: a.Log,
		Capabilities: a.capabilities, Typing: a.typing, Wanted: customers.Wanted, Observe: a.metrics.turn, Parallel: a.Config.Parallel, Limit: a.Config.MaxPending,
	}
	a.router = customers.Router{Links: a.Store, Next: a.Worker}
	a.metrics.watch(a.Worker)
	return a.openDesk()
}

// skills are asked in this order.
func (a *App) skills() []bot.Skill {
	f, helpdesk := a.Folder, a.people.helpdesk
	c := dialogs.Config{
		Flows: f.Flows, Actions: a.options.Actions, Hosts: f.Actions.Hosts, Secret: actionSecret, Helpdesk: helpdesk, Media: a.media,
		Around: a.around, Observe: a.observe,
	}
	if a.Answers != nil {
		c.Answerer = answerer{a.Answers}
	}
	c.Curve, c.Least = curve(f.Calibration.Intents), f.leastIntent
	flows, survey := dialogs.New(c), dialogs.NewSurvey(f.Survey)
	helpdesk.Resumers, helpdesk.Closed = []bot.Resumer{flows}, []func(*bot.Turn){survey.Plan}
	all := []bot.Skill{a.customers, survey, handoff.Skill{Helpdesk: helpdesk}, flows}
	if a.Answers != nil {
		all = append(all, &knowledge.Skill{Answers: a.Answers, Least: f.leastAnswer})
	}
	return append(all, a.options.Skills...)
}

// actionSecret gives an action's ${NAME}: only what is meant for actions, not everything the program was started with.
func actionSecret(name string) string { return os.Getenv("LOTSE_ACTION_" + name) }

func (a *App) openWeb(ctx context.Context) error {
	secret, err := a.Store.Secret(ctx, "web tokens")
	if err != nil {
		return err
	}
	o := web.Options{
		Accept: a.router, Read: a.Store, Bell: a.Bell, Receipts: a.Store, Files: a.Store, Fetch: a.fetch, Locate: a.locate,
		Customers: customers.Identify{Identities: a.Store, Now: a.options.Now}, Phrases: a.phrases, Secrets: siteSecret,
		Limits: web.Limits{File: a.maxFile()}, Now: a.options.Now, Secret: secret, Pages: pages.Files(),
		Sites: a.Folder.Channels.Web, AgentName: a.agentName, Log: a.Log,
	}
	if a.Config.Proxy {
		o.Address = forwarded
	}
	a.web, err = web.New(o)
	return err
}

// siteSecret gives the secret that a site's key names: only what is meant for sites, not everything the program was started with.
func siteSecret(name string) string { return os.Getenv("LOTSE_SITE_" + name) }

// forwarded is the address that the proxy before this server saw: the last one of the list, which only the proxy can write.
func forwarded(r *http.Request) string {
	all := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
	return strings.TrimSpace(all[len(all)-1])
}

// Close closes what was opened, last first.
func (a *App) Close() error {
	var errs []error
	for _, c := range slices.Backward(a.closers) {
		errs = append(errs, c())
	}
	a.closers = nil
	return errors.Join(errs...)
}
