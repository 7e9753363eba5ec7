package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/handoff"
)

// openSlack opens that channel, for one workspace or for all that install the app.
func (a *App) openSlack() (err error) {
	c := a.Config
	if c.SlackSecret == "" && c.SlackAppToken == "" {
		return nil
	}
	a.slack, err = slack.New(slack.Options{
		Accept: a.router, Drawer: a.Store.Drawer(slack.Name), Now: a.options.Now, Phrases: a.phrases,
		Secret: c.SlackSecret, Token: c.SlackToken, AppToken: c.SlackAppToken, Base: c.SlackURL,
		Client: a.options.Client, Files: a.Store, Welcome: a.welcome, Log: a.Log,
	})
	if err != nil {
		return err
	}
	a.channels = append(a.channels, a.slack)
	if err := a.openInstaller(); err != nil {
		return err
	}
	return a.openSlackDesk()
}

// Slack is that channel; nil without its secrets.
func (a *App) Slack() *slack.Channel { return a.slack }

// CheckSlackDesk asks Slack whether the agents' channel can be written to; nil if there is none to write to.
func (a *App) CheckSlackDesk(ctx context.Context) error {
	if a.slackDesk == nil {
		return nil
	}
	return a.slackDesk.Check(ctx)
}

// openInstaller lets workspaces install the app by themselves.
func (a *App) openInstaller() error {
	if a.Config.SlackClientID == "" {
		return nil
	}
	secret, err := a.Store.Secret(context.Background(), "slack states")
	if err != nil {
		return err
	}
	a.installer, err = slack.NewInstaller(a.slack, slack.InstallerOptions{
		ClientID: a.Config.SlackClientID, ClientSecret: a.Config.SlackClientSecret, URL: a.Config.URL, Secret: secret,
		Allow: a.slackMay,
	})
	return err
}

// openSlackDesk makes a channel of Slack a place where agents work.
func (a *App) openSlackDesk() (err error) {
	if a.Config.SlackDesk == "" {
		return nil
	}
	team, room, ok := strings.Cut(a.Config.SlackDesk, "/")
	if !ok {
		team, room = "", a.Config.SlackDesk
	}
	a.slackDesk, err = slack.NewDesk(a.slack, slack.DeskOptions{
		Team: team, Room: room, Language: a.Folder.Languages[0],
		Floor: slackFloor{a}, Actor: slackActor{a}, Accounts: slackAccounts{a}, Roster: slackRoster{a},
		Drawer: a.Store.Drawer, Bell: a.Bell, Ends: slackEnds, Titles: a.slackTitles, Audit: a.slackAudit,
		Leads: func(context.Context) bool { return a.leads.Load() },
	})
	return err
}

// slackMay says whether a workspace may install the app.
func (a *App) slackMay(_ context.Context, team string) bool {
	return a.Config.SlackTeams == "" || slices.ContainsFunc(strings.Split(a.Config.SlackTeams, ","), func(id string) bool { return strings.TrimSpace(id) == team })
}

// slackFloor shows Slack's desk what there is to do.
type slackFloor struct{ *App }

func (f slackFloor) Handoffs(ctx context.Context) (all []bot.Conversation, err error) {
	for _, owner := range []bot.Owner{bot.OwnerQueue, bot.OwnerAgent} {
		some, err := f.Store.Conversations(ctx, handoff.Query{Owner: owner, Limit: mostHandoffs})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// mostHandoffs is how many waiting, and how many held, conversations Slack's desk looks at.
const mostHandoffs = 200

func (f slackFloor) Conversation(ctx context.Context, id string) (bot.Conversation, error) {
	return f.Store.Conversation(ctx, id)
}

func (f slackFloor) Transcript(ctx context.Context, conversation string, after int64) ([]bot.Entry, error) {
	return f.Store.Transcript(ctx, conversation, after)
}

// slackActor does what agents do on Slack.
type slackActor struct{ *App }

func (s slackActor) Act(ctx context.Context, act slack.Act) ([]bot.Entry, error) {
	h := s.people.helpdesk
	who := handoff.Agent{ID: act.Agent.ID, Name: act.Agent.Name}
	do := map[slack.ActKind]handoff.Act{
		slack.ActTake:  h.Take(who),
		slack.ActReply: h.Reply(who, act.Text),
		slack.ActNote:  h.Note(who, act.Text),
		slack.ActBack:  h.Back(who, act.Text, act.Settled),
		slack.ActClose: h.Close(who, act.Text),
	}[act.Kind]
	t, err := s.Worker.Act(ctx, act.Conversation, act.Key, do)
	if owned, ok := errors.AsType[*handoff.OwnedError](err); ok {
		return nil, &slack.OwnedError{Owner: owned.Owner, Name: s.agentName(ctx, owned.Agent)}
	}
	if err != nil {
		return nil, err
	}
	if act.Kind == slack.ActBack || act.Kind == slack.ActClose {
		s.Bell.Ring(bot.Signal{Kind: bot.SignalQueue})
	}
	return t.Entries, nil
}

// slackAccounts finds the account of a Slack user by the address that Slack has confirmed: it is the account's login.
type slackAccounts struct{ *App }

func (s slackAccounts) Agent(ctx context.Context, email, _ string) (slack.Agent, error) {
	if email == "" {
		return slack.Agent{}, bot.ErrNothing
	}
	who, _, err := s.Store.ByLogin(ctx, strings.ToLower(email))
	if err == nil && who.Disabled {
		err = bot.ErrNothing
	}
	return slack.Agent{ID: who.ID, Name: who.Name}, err
}

// slackRoster keeps who is at work on Slack.
type slackRoster struct{ *App }

// Beat says that an agent is there. Who was never at a desk before has not said yet that she wants conversations.
func (s slackRoster) Beat(ctx context.Context, who slack.Agent) error {
	account, err := s.Store.Account(ctx, who.ID)
	if err != nil {
		return err
	}
	all, err := s.Store.Presences(ctx, s.options.Now())
	if err != nil {
		return err
	}
	known := slices.ContainsFunc(all, func(p handoff.Presence) bool { return p.Agent == who.ID })
	err = s.Store.Beat(ctx, handoff.Presence{
		Agent: who.ID, Name: who.Name, Teams: account.Teams, Capacity: s.Folder.Capacity(account.Teams), Seen: s.options.Now(),
	})
	if err != nil || known {
		return err
	}
	return s.Store.SetAvailable(ctx, who.ID, false)
}

func (s slackRoster) SetAvailable(ctx context.Context, who slack.Agent, available bool) error {
	if err := s.Beat(ctx, who); err != nil {
		return err
	}
	if err := s.Store.SetAvailable(ctx, who.ID, available); err != nil {
		return err
	}
	s.Bell.Ring(bot.Signal{Kind: bot.SignalQueue})
	return nil
}

// slackEnds tells how a handoff ended.
func slackEnds(e bot.Entry) slack.Ending {
	return map[string]slack.Ending{
		handoff.EventBack: slack.EndBack, handoff.EventClosed: slack.EndClosed, handoff.EventCanceled: slack.EndCanceled,
	}[e.Event]
}

func (a *App) slackTitles(language string) slack.Titles {
	t := a.titles(language)
	return slack.Titles{Flows: t.Flows, Slots: t.Slots}
}

func (a *App) slackAudit(ctx context.Context, act slack.Act) {
	a.audit(ctx, act.Agent.ID, string(act.Kind), act.Conversation)
}
