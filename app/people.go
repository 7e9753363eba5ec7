package app

import (
	"context"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/access"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/pages"
)

// people is everything about those who work here: who they are, who is offered, and where they work.
type people struct {
	house    *access.House
	helpdesk *handoff.Helpdesk
	usher    *handoff.Usher
	desk     *handoff.Desk
	gone     chan struct{} // closed when streams must end
}

func (a *App) openPeople() error {
	helpdesk, err := handoff.New(a.Folder.Settings, a.Store, a.Store.Turns)
	if err != nil {
		return err
	}
	a.people = &people{helpdesk: helpdesk, gone: make(chan struct{}), house: (&access.House{
		Accounts: a.Store, Invitations: a.Store, Logins: a.Store, Audit: a.Store,
		Secure: strings.HasPrefix(a.Config.URL, "https://"), Now: a.options.Now, Log: a.Log,
	}).Open()}
	return nil
}

// openDesk needs the worker, which needs the helpdesk.
func (a *App) openDesk() error {
	page, err := fs.Sub(pages.Files(), "desk")
	if err != nil {
		return err
	}
	p := a.people
	p.usher = &handoff.Usher{Helpdesk: p.helpdesk, Lister: a.Store, Actor: a.Worker, Now: a.options.Now}
	p.desk = (&handoff.Desk{
		Helpdesk: p.helpdesk, Settings: a.Folder.Settings, Roster: a.Store, Reader: a.Store, Usher: p.usher, Bell: a.Bell,
		Links: deskLinks{a}, Files: a.Store, Fetch: a.fetch, MaxFile: a.maxFile(), Keeper: keeper{a, make(chan struct{}, 1)},
		Page: page, Titles: a.titles, Who: p.who, Audit: a.audit, Now: a.options.Now, Log: a.Log, Done: p.gone,
	}).Open()
	return nil
}

// titles tells agents what flows and slots are called.
func (a *App) titles(language string) handoff.Titles {
	t := a.Folder.Flows.Titles(language)
	return handoff.Titles{Flows: t.Flows, Slots: t.Slots}
}

// who tells the desk who is signed in.
func (p *people) who(r *http.Request) (handoff.Agent, bool) {
	account, ok := p.house.Account(r)
	return handoff.Agent{ID: account.ID, Name: account.Name, Teams: account.Teams}, ok
}

func (a *App) audit(ctx context.Context, agent, what, conversation string) {
	if err := a.Store.AddRecord(ctx, access.Record{At: a.options.Now(), Who: agent, What: what, About: conversation}); err != nil {
		a.Log.Error("write the audit", "what", what, "conversation", conversation, "error", err)
	}
}

// agentName is what customers call an agent.
func (a *App) agentName(ctx context.Context, account string) string {
	who, err := a.Store.Account(ctx, account)
	if err != nil {
		return ""
	}
	return who.Name
}

// ushering is how often the queue is looked at without being told.
const ushering = 5 * time.Second

// usher brings those who wait to agents who became free, whenever the queue changed.
func (a *App) usher(ctx context.Context) {
	rung := make(chan struct{}, 1)
	stop, err := a.Bell.Listen(ctx, func(s bot.Signal) {
		if s.Kind == bot.SignalQueue {
			select {
			case rung <- struct{}{}:
			default:
			}
		}
	})
	if err != nil {
		a.Log.Error("listen for the queue", "error", err)
	} else {
		defer stop()
	}
	tick := time.NewTicker(ushering)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-rung:
		case <-tick.C:
		}
		if err := a.people.usher.Offer(ctx); err != nil && ctx.Err() == nil {
			a.Log.Error("bring someone to a free agent", "error", err)
		}
	}
}

// SetupLink is where the first agent makes an account; empty if there is one already.
func (a *App) SetupLink(ctx context.Context, address string) (string, error) {
	token, err := a.people.house.Setup(ctx)
	if err != nil || token == "" {
		return "", err
	}
	return a.base(address) + "/desk/#setup=" + token, nil
}

// base is how browsers reach the server.
func (a *App) base(address string) string {
	if a.Config.URL != "" {
		return strings.TrimSuffix(a.Config.URL, "/")
	}
	return "http://" + address
}
