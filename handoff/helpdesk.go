package handoff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Helpdesk hands conversations to people. It is the bot's [bot.Helpdesk]; [Skill] and [Desk] work on it.
type Helpdesk struct {
	// Resumers take up their thread again when an agent gives a conversation back: a flow asks its question again.
	Resumers []bot.Resumer
	Closed   []func(t *bot.Turn) // called when an agent closes a conversation

	teams   teams
	floor   Floor
	sources func(ctx context.Context, conversation string) ([]*bot.Turn, error)
}

// TakeWithin is how long a reserved agent has to take over before the customer is told and the next one is asked.
const TakeWithin = 45 * time.Second

// New makes a helpdesk of valid settings; [Check] says what is wrong with others. Turns reads the turns of a conversation:
// the sources of the bot's earlier answers are taken from their traces.
func New(s Settings, floor Floor, turns func(ctx context.Context, conversation string) ([]*bot.Turn, error)) (*Helpdesk, error) {
	ts, problems := read(s)
	if len(problems) > 0 {
		return nil, fmt.Errorf("teams: %w", problems[0])
	}
	return &Helpdesk{teams: ts, floor: floor, sources: turns}, nil
}

// WakeName names the wake with which a waiting conversation looks after itself.
const WakeName = "handoff"

// BackPayload is what the choice sends with which a customer ends the wait and goes on with the bot.
const BackPayload = "bot:"

// Escalate brings a person into the turn: the conversation is reserved for a free agent, or the customer is promised when
// one will answer. A flow that wants a certain team leaves it in the conversation's Handoff. Without any team that could
// ever answer the bot says so and goes on. A conversation that already waits, or has its person, is left as it is.
func (h *Helpdesk) Escalate(ctx context.Context, t *bot.Turn, why bot.Reason) error {
	c := &t.Conversation
	if c.Owner == bot.OwnerQueue || c.Owner == bot.OwnerAgent {
		return nil
	}
	team := ""
	if c.Handoff != nil {
		team = c.Handoff.Team
	}
	c.Handoff = nil
	if _, ok := h.teams.promise(team, t.Now, t.Now); !ok {
		t.SayPhrase("helpdesk.none")
		return nil
	}
	b, err := h.brief(ctx, t, why)
	if err != nil {
		return err
	}
	c.Handoff = &bot.Handoff{Reason: why, Team: team, Asked: t.Now, Briefing: b}
	return h.connect(ctx, t, "")
}

// connect reserves a free agent for the conversation or promises when there will be one, and says so after the prelude.
// Missed is the agent who was reserved before, if any.
func (h *Helpdesk) connect(ctx context.Context, t *bot.Turn, prelude string) error {
	missed := ""
	if t.Conversation.Owner == bot.OwnerQueue {
		missed = t.Conversation.Agent
	}
	r, err := h.reserve(ctx, t, missed)
	if err != nil {
		return err
	}
	if r.Agent == "" {
		h.promise(t, prelude)
		return nil
	}
	reserved(t, r, prelude)
	return nil
}

// reserved hands the conversation to the queue, for one agent.
func reserved(t *bot.Turn, r Reservation, prelude string) {
	c := &t.Conversation
	c.Handoff.Promise = nil
	c.Pass(bot.OwnerQueue, r.Agent)
	note(t, EventReserved, r.Name)
	say(t, prelude, t.Phrase("handoff.connecting", "name", r.Name))
	t.WakeAt(WakeName, t.Now.Add(TakeWithin))
}

// roundTo is what promised times are rounded up to.
const roundTo = 5 * time.Minute

// promise hands the conversation to the queue, for whoever is free first.
func (h *Helpdesk) promise(t *bot.Turn, prelude string) {
	c := &t.Conversation
	c.Pass(bot.OwnerQueue, "")
	by, ok := h.teams.promise(c.Handoff.Team, c.Handoff.Asked, t.Now)
	if !ok { // the team was closed for good while the customer waited
		release(t)
		say(t, prelude, t.Phrase("helpdesk.none"))
		return
	}
	by = by.Add(roundTo - 1).Truncate(roundTo)
	c.Handoff.Promise = &bot.Promise{By: by, Channel: c.Channel}
	say(t, prelude, t.Phrase("handoff.promise", "when", spoken(by, t.Now.In(by.Location()), c.Language)))
	t.WakeAt(WakeName, by)
}

// release gives the conversation to the bot; nothing of the handoff is left.
func release(t *bot.Turn) {
	c := &t.Conversation
	c.Pass(bot.OwnerBot, "")
	c.Handoff = nil
	t.WakeAt(WakeName, time.Time{})
}

// say tells the customer what happens now, and that it is possible not to wait for it.
func say(t *bot.Turn, prelude, text string) {
	if prelude != "" {
		text = prelude + " " + text
	}
	r := bot.Reply{Text: text}
	if t.Conversation.Owner == bot.OwnerQueue {
		r.Choices = []bot.Choice{{Label: t.Phrase("handoff.bot"), Payload: BackPayload}}
	}
	t.Say(r)
}

// outside turns a failure outside of the turn into a line of the transcript. What remains an error is the turn's own.
func outside(ctx context.Context, t *bot.Turn, what string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, bot.ErrReplay) || ctx.Err() != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	t.Happened(what+" failed", err.Error())
	return nil
}
