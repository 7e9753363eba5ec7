package slack

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// DeskOptions are what a [Desk] is built from. Room, Floor, Actor, Accounts, Roster, Drawer and Bell are needed.
type DeskOptions struct {
	Team     string // ID of the workspace; may be empty where the channel has the token of one workspace only
	Room     string // ID of the agents' channel in it ("C0123456789"); the app must be a member
	Language string // of what everybody in the room reads; what one person alone reads is in that person's own
	Floor    Floor
	Actor    Actor
	Accounts Accounts
	Roster   Roster
	Drawer   func(name string) bot.Drawer // the desk has two of its own, by its room
	Bell     bot.Bell
	Ends     func(e bot.Entry) Ending         // tells the entries that end a handoff; nil knows none
	Titles   func(language string) Titles     // nil for the names
	Leads    func(ctx context.Context) bool   // whether this node writes into the room: only one may; nil if there is only one
	Audit    func(ctx context.Context, a Act) // called for what agents did; nil for nothing
}

// A Desk is Slack for those who work here. Every handoff is a thread in the agents' channel, with the briefing at its top and
// all that is said below; agents take, reply, note and give back from there. What they do is kept before Slack is told that it
// arrived, and then done by [Desk.Run].
type Desk struct {
	DeskOptions
	channel *Channel
	phrases *bot.Phrases
	gate    *gate
	inbox   *inbox
	staff   *staff
	watched *watched
	wake    chan struct{}

	pass     sync.Mutex // one at a time; holds what follows
	handoffs *handoffs
}

// NewDesk makes the channel a desk as well. It fails if the options are incomplete. It asks Slack nothing.
func NewDesk(c *Channel, o DeskOptions) (*Desk, error) {
	if o.Room == "" || o.Floor == nil || o.Actor == nil || o.Accounts == nil || o.Roster == nil || o.Drawer == nil || o.Bell == nil {
		return nil, errors.New("slack desk: Room, Floor, Actor, Accounts, Roster, Drawer and Bell are needed")
	}
	if o.Team == "" && c.Token == "" {
		return nil, errors.New("slack desk: say in which workspace the agents' channel is (Team), because several may have installed the app")
	}
	if o.Ends == nil {
		o.Ends = func(bot.Entry) Ending { return "" }
	}
	if o.Titles == nil {
		o.Titles = func(string) Titles { return Titles{} }
	}
	if o.Leads == nil {
		o.Leads = func(context.Context) bool { return true }
	}
	if o.Audit == nil {
		o.Audit = func(context.Context, Act) {}
	}
	drawer := o.Drawer("slack desk " + o.Room)
	d := &Desk{
		DeskOptions: o, channel: c, gate: newGate(c.Now), inbox: &inbox{o.Drawer("slack desk inbox " + o.Room)},
		staff: newStaff(drawer), watched: &watched{}, wake: make(chan struct{}, 1), handoffs: &handoffs{drawer: drawer},
		phrases: bot.NewPhrases([]string{o.Language, "en"}, DeskWords),
	}
	c.invite(d)
	return d, nil
}

// How often the desk looks without being told, and how long it rests between two looks however much it is told.
const (
	deskPoll = 2 * time.Second
	deskRest = 200 * time.Millisecond
)

// Run keeps the room up to date and does what agents did there, until ctx ends.
func (d *Desk) Run(ctx context.Context) error {
	stop, err := d.Bell.Listen(ctx, d.heed)
	if err != nil {
		return fmt.Errorf("slack desk: listen: %w", err)
	}
	defer stop()
	var attending sync.WaitGroup
	attending.Go(func() { d.attend(ctx) })
	defer attending.Wait()
	for {
		again, err := d.Sync(ctx)
		if err != nil && ctx.Err() == nil {
			d.channel.Log.Error("slack desk", "error", err)
		}
		if !pauseFor(ctx, deskRest) {
			return nil
		}
		next := time.NewTimer(again)
		select {
		case <-ctx.Done():
			next.Stop()
			return nil
		case <-d.wake:
		case <-next.C:
		}
		next.Stop()
	}
}

// pauseFor waits; false if the context ended meanwhile.
func pauseFor(ctx context.Context, t time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(t):
		return true
	}
}

// heed wakes the desk for signals that may concern it.
func (d *Desk) heed(s bot.Signal) {
	if s.Kind == bot.SignalQueue || s.Kind == bot.SignalTranscript && d.watched.has(s.Conversation) {
		d.rouse()
	}
}

func (d *Desk) rouse() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// say gives words to agents.
func (d *Desk) say(language, key string, args ...any) string {
	return d.phrases.Say(language, "desk."+key, "", args...)
}

// Check asks Slack whether the agents' channel is there for us, and says what to do if it is not.
func (d *Desk) Check(ctx context.Context) error {
	api, err := d.channel.workspaces.of(ctx, d.Team)
	if err == nil {
		_, err = api.GetConversationHistoryContext(ctx, &slackapi.GetConversationHistoryParameters{ChannelID: d.Room, Limit: 1})
	}
	switch {
	case err == nil:
		return nil
	case noRoom[word(err)]:
		return fmt.Errorf("slack desk: the app is not in the agents' channel %s (%s): check the ID, and write /invite @lotse there", d.Room, word(err))
	}
	return fmt.Errorf("slack desk: %s", remedy(err))
}

// Problem says why nothing gets through to Slack at this moment, and what to do about it; empty if all is well.
func (d *Desk) Problem() string { return d.gate.problem() }
