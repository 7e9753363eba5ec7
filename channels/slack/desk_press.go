package slack

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// formWithin is how long opening a form may take: Slack forgets who pressed after three seconds.
const formWithin = 2500 * time.Millisecond

// pressed deals with a button. Most presses are kept and done soon; forms are opened at once, and count when they are submitted.
func (d *Desk) pressed(ctx context.Context, team string, in slackapi.InteractionCallback, a *slackapi.BlockAction) error {
	if !d.here(team) || in.Channel.ID != "" && in.Channel.ID != d.Room {
		return nil
	}
	one := deed{TS: a.ActionTs, Handoff: a.Value, User: in.User.ID}
	switch a.ActionID {
	case pressTake:
		one.Kind = deedTake
	case pressReady:
		one.Kind = deedReady
	case pressBack, pressClose:
		ctx, cancel := context.WithTimeout(ctx, formWithin)
		defer cancel()
		return d.inquire(ctx, in, a)
	default:
		return nil
	}
	return d.keep(ctx, one)
}

// here tells whether something happened in the agents' workspace.
func (d *Desk) here(team string) bool { return d.Team == "" || team == d.Team }

// inquire asks the agent who has the conversation what was achieved.
func (d *Desk) inquire(ctx context.Context, in slackapi.InteractionCallback, a *slackapi.BlockAction) error {
	h, err := d.handoffs.one(ctx, a.Value)
	if errors.Is(err, bot.ErrNothing) {
		return nil
	}
	if err != nil {
		return err
	}
	m, err := d.member(ctx, in.User.ID)
	if errors.Is(err, errNobody) {
		return d.tell(ctx, m, h, "nobody")
	}
	if err != nil {
		return err
	}
	c, err := d.Floor.Conversation(ctx, h.Conversation)
	if err != nil {
		return fmt.Errorf("look for conversation %s: %w", h.Conversation, err)
	}
	if c.Owner != bot.OwnerAgent || c.Agent != m.Agent.ID {
		return d.tell(ctx, m, h, "not yours")
	}
	return d.ask(ctx, "views.open", func(ctx context.Context, api *slackapi.Client) error {
		_, err := api.OpenViewContext(ctx, in.TriggerID, d.form(m.language(), a.ActionID, h.Key))
		return err
	})
}

// The fields of the form.
const (
	fieldResult  = "result"
	fieldSettled = "settled"
)

// form asks what was achieved and, of what goes back to the bot, whether the matter is done.
func (d *Desk) form(language, action, key string) slackapi.ModalViewRequest {
	words := func(key string) *slackapi.TextBlockObject {
		return slackapi.NewTextBlockObject(slackapi.PlainTextType, d.say(language, key), true, false)
	}
	kind := "back"
	if action == pressClose {
		kind = "close"
	}
	result := slackapi.NewPlainTextInputBlockElement(nil, fieldResult)
	result.Multiline, result.MaxLength = true, 2000
	blocks := []slackapi.Block{slackapi.NewInputBlock(fieldResult, words("form.result"), words("form.result.hint"), result).WithOptional(true)}
	if kind == "back" {
		settled := slackapi.NewRadioButtonsBlockElement(fieldSettled,
			slackapi.NewOptionBlockObject("yes", words("form.settled.yes"), nil), slackapi.NewOptionBlockObject("no", words("form.settled.no"), nil))
		blocks = append(blocks, slackapi.NewInputBlock(fieldSettled, words("form.settled"), nil, settled))
	}
	return slackapi.ModalViewRequest{
		Type: slackapi.VTModal, CallbackID: action, PrivateMetadata: key, Blocks: slackapi.Blocks{BlockSet: blocks},
		Title: words("form." + kind), Submit: words("form.submit." + kind), Close: words("form.cancel"),
	}
}

// submitted keeps what an agent answered.
func (d *Desk) submitted(ctx context.Context, team string, in slackapi.InteractionCallback) error {
	if !d.here(team) || in.View.State == nil {
		return nil
	}
	values := in.View.State.Values
	one := deed{
		Key: "form/" + in.View.ID, TS: slackNow(d.channel.Now()), Handoff: in.View.PrivateMetadata, User: in.User.ID,
		Kind: deedBack, Text: values[fieldResult][fieldResult].Value, Settled: values[fieldSettled][fieldSettled].SelectedOption.Value == "yes",
	}
	if in.View.CallbackID == pressClose {
		one.Kind = deedClose
	}
	return d.keep(ctx, one)
}

// slackNow writes a time to the microsecond, as Slack's IDs do.
func slackNow(t time.Time) string {
	return strconv.FormatInt(t.Unix(), 10) + fmt.Sprintf(".%06d", t.Nanosecond()/1000)
}
