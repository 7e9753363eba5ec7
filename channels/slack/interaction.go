package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// What the IDs of our actions begin with. Those of the desk begin with "desk/".
const (
	actionChoice = "choice/" // a button; its value is the payload
	actionPick   = "pick/"   // a select; its options' values are the payloads
	actionDate   = "date/"   // a date picker; the ID of its block ends with the payload
	actionForm   = "form/"   // opens a form; its value is the [blank]
	actionRated  = "rated/"  // its value says of which entry, and whether it helped
	actionOpen   = "open/"   // a link: nothing comes of it
)

// interactionRequest takes what somebody pressed, picked or submitted.
func (c *Channel) interactionRequest(ctx context.Context, body []byte) (answer, error) {
	raw, err := payload(body)
	if err != nil {
		return answer{}, err
	}
	return c.interact(ctx, raw)
}

func (c *Channel) interact(ctx context.Context, raw []byte) (answer, error) {
	var in slackapi.InteractionCallback
	if err := json.Unmarshal(raw, &in); err != nil {
		return answer{}, fmt.Errorf("interaction: %w", errMalformed)
	}
	team := teamOf(in)
	for _, g := range c.guests {
		if body, taken, err := g.interaction(ctx, team, in); taken || err != nil {
			return answer{body: body}, err
		}
	}
	switch in.Type {
	case slackapi.InteractionTypeBlockActions:
		return c.pressed(ctx, team, in)
	case slackapi.InteractionTypeViewSubmission:
		return c.submitted(ctx, team, in)
	}
	c.Log.Debug("slack interaction of no use", "type", in.Type)
	return answer{}, nil
}

// teamOf is whose token is to be used to answer an interaction; see [outer.team].
func teamOf(in slackapi.InteractionCallback) string {
	switch {
	case in.IsEnterpriseInstall && in.Enterprise.ID != "":
		return in.Enterprise.ID
	case in.Team.ID != "":
		return in.Team.ID
	case in.View.AppInstalledTeamID != "":
		return in.View.AppInstalledTeamID
	}
	return in.User.TeamID
}

// A press is one action in one of our posts.
type press struct {
	slackapi.InteractionCallback
	place
	action *slackapi.BlockAction
	ts     string // of the post
}

// group is the ID that the block with the action was given. It is taken from the action's own ID, for the cards of a carousel
// are blocks within a block. A date picker's block is known by its payload.
func (p press) group() string {
	kind, rest, _ := strings.Cut(p.action.ActionID, "/")
	switch i := strings.LastIndexByte(rest, '/'); {
	case kind+"/" == actionDate:
		return p.action.BlockID
	case kind+"/" == actionChoice && i >= 0:
		return rest[:i]
	}
	return rest
}

// key makes sure that each block is answered once by a person, however often she presses before it is replaced.
func (p press) key() string { return p.place.key(p.ts) + "/" + p.group() + "/" + p.User.ID }

// pressed takes what was pressed or picked in a post. What nobody here has put there is left alone.
func (c *Channel) pressed(ctx context.Context, team string, in slackapi.InteractionCallback) (answer, error) {
	if len(in.ActionCallback.BlockActions) == 0 || in.User.ID == "" {
		return answer{}, nil
	}
	p := press{InteractionCallback: in, action: in.ActionCallback.BlockActions[0], ts: in.Container.MessageTs}
	p.place = place{team: team, channel: in.Container.ChannelID, thread: in.Container.ThreadTs}
	if p.channel == "" {
		p.channel = in.Channel.ID
	}
	if p.thread == p.ts {
		p.thread = "" // the root of a thread that somebody began below it
	}
	kind, _, _ := strings.Cut(p.action.ActionID, "/")
	hear := c.presses()[kind+"/"]
	if p.ts == "" || p.channel == "" || hear == nil {
		return answer{}, nil
	}
	mine, err := c.may(ctx, p)
	if err != nil {
		return answer{}, err
	}
	if !mine {
		return answer{after: func() { c.notYours(ctx, p) }}, nil
	}
	return hear(ctx, p)
}

// presses says what is done about each kind of action. An open link needs nothing done.
func (c *Channel) presses() map[string]func(context.Context, press) (answer, error) {
	return map[string]func(context.Context, press) (answer, error){
		actionChoice: func(ctx context.Context, p press) (answer, error) {
			return c.chosen(ctx, p, p.action.Value, p.action.Text.Text)
		},
		actionPick: func(ctx context.Context, p press) (answer, error) {
			return c.chosen(ctx, p, p.action.SelectedOption.Value, label(p.action.SelectedOption))
		},
		actionDate:  c.dated,
		actionRated: c.rated,
		actionForm:  func(ctx context.Context, p press) (answer, error) { return answer{}, c.open(ctx, p) },
	}
}

// may tells whether the post is hers who pressed: in a channel everybody sees the buttons of everybody's conversation.
func (c *Channel) may(ctx context.Context, p press) (bool, error) {
	if p.direct() {
		return true, nil
	}
	opener, err := c.threads.opener(ctx, p.place)
	return opener == "" || opener == p.User.ID, err
}

// chosen hears a choice: its label, as if it had been said, and its payload.
func (c *Channel) chosen(ctx context.Context, p press, value, label string) (answer, error) {
	payload, err := c.resolve(ctx, value)
	if err != nil {
		return answer{}, err
	}
	return c.hearPress(ctx, p, bot.Inbound{Text: label, Payload: payload}, label)
}

// dated hears a day.
func (c *Channel) dated(ctx context.Context, p press) (answer, error) {
	day := p.action.SelectedDate
	if day == "" {
		return answer{}, nil // it was cleared
	}
	_, value, _ := strings.Cut(p.action.BlockID, "/")
	payload, err := c.resolve(ctx, value)
	if err != nil {
		return answer{}, err
	}
	in := bot.Inbound{Text: day}
	if payload != "" {
		in.Payload = payload + day
	}
	return c.hearPress(ctx, p, in, day)
}

// hearPress accepts an inbound and then shows in the post what was chosen, so that nothing is pressed twice.
func (c *Channel) hearPress(ctx context.Context, p press, in bot.Inbound, chosen string) (answer, error) {
	in.Key, in.Conversation, in.Address = p.key(), p.conversation(), p.address()
	in.Customer = customer(p.team, p.User.ID)
	fresh, err := c.accept(ctx, in)
	if err != nil || !fresh {
		return answer{}, err // what counts is what was heard first
	}
	return answer{after: func() { c.settle(ctx, p, "✓ "+chosen) }}, nil
}

// rated hears whether a reply helped.
func (c *Channel) rated(ctx context.Context, p press) (answer, error) {
	var seq int64
	var opinion, language string
	if _, err := fmt.Sscanf(strings.ReplaceAll(p.action.Value, "/", " "), "%d %s %s", &seq, &opinion, &language); err != nil {
		return answer{}, nil //nolint:nilerr // not a button of ours
	}
	return c.hearPress(ctx, p, bot.Inbound{
		Event: bot.NewEvent(bot.EventFeedback, bot.Feedback{Seq: seq, Helpful: opinion == "yes"}),
	}, c.Phrases.Say(language, "channels.thanks", p.key()))
}

func label(o slackapi.OptionBlockObject) string {
	if o.Text == nil {
		return o.Value
	}
	return o.Text.Text
}
