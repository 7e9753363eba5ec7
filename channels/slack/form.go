package slack

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// formCallback marks the views that are forms of the bot.
const formCallback = "lotse_form"

// openWithin is how long opening a view may take: what allows it lives for three seconds.
const openWithin = 2500 * time.Millisecond

// Limits of views, in characters.
const (
	maxViewTitle   = 24
	maxLabel       = 2000
	maxOptionText  = 75
	maxOptionValue = 150
)

// A blank is a form as its button carries it.
type blank struct {
	Form     bot.Form `json:"form"`
	Language string   `json:"language,omitempty"`
}

// A filing is what a view knows about where it came from.
type filing struct {
	Form    string `json:"form"`
	Address string `json:"address"`
	Post    string `json:"post"`
	Block   string `json:"block"`
	Title   string `json:"title"` // what the post says once it is filled
}

// open shows a form. Nothing is kept yet: if it fails, the button is still there.
func (c *Channel) open(ctx context.Context, p press) error {
	raw, err := c.resolve(ctx, p.action.Value)
	if err != nil {
		return err
	}
	var s blank
	if err := json.Unmarshal([]byte(raw), &s); err != nil {
		c.Log.Warn("slack form not opened: it is not kept any more", "route", p.route(), "post", p.ts)
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	api, err := c.workspaces.of(ctx, p.team)
	if err != nil {
		return err
	}
	refs := references{}
	view := c.view(s, filing{Form: s.Form.ID, Address: p.address(), Post: p.ts, Block: p.group(), Title: c.Phrases.Say(s.Language, "slack.filled", "")}, refs)
	if err := refs.keep(ctx, c.Drawer); err != nil {
		return err
	}
	if _, err := api.OpenViewContext(ctx, p.TriggerID, view); err != nil {
		c.Log.Warn("slack form not opened", "route", p.route(), "post", p.ts, "error", cause(err))
	}
	return nil
}

func (c *Channel) view(s blank, from filing, refs references) slackapi.ModalViewRequest {
	private, _ := json.Marshal(from) // plain data
	v := slackapi.ModalViewRequest{
		Type: slackapi.VTModal, CallbackID: formCallback, PrivateMetadata: string(private),
		Title:  words(channels.Shorten(firstOf(s.Form.Title, c.Phrases.Say(s.Language, "slack.form", "")), maxViewTitle)),
		Submit: words(channels.Shorten(firstOf(s.Form.Submit, c.Phrases.Say(s.Language, "slack.submit", "")), maxViewTitle)),
		Close:  words(channels.Shorten(c.Phrases.Say(s.Language, "slack.cancel", ""), maxViewTitle)),
	}
	for _, f := range s.Form.Fields {
		if f.Problem != "" {
			v.Blocks.BlockSet = append(v.Blocks.BlockSet, remark("⚠️ "+f.Problem))
		}
		in := slackapi.NewInputBlock(f.Name, words(channels.Shorten(f.Label, maxLabel)), nil, c.input(f, s.Language, refs))
		if f.Hint != "" {
			in.Hint = words(channels.Shorten(f.Hint, maxLabel))
		}
		in.Optional = f.Optional
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, in)
	}
	return v
}

// input is what a field is filled in with. Slack itself checks addresses, numbers and dates.
func (c *Channel) input(f bot.Field, language string, refs references) slackapi.BlockElement {
	switch f.Kind {
	case bot.FieldEmail:
		e := slackapi.NewEmailTextInputBlockElement(nil, f.Name)
		e.InitialValue = f.Value
		return e
	case bot.FieldNumber:
		e := slackapi.NewNumberInputBlockElement(nil, f.Name, true)
		e.InitialValue, e.MinValue, e.MaxValue = f.Value, f.Min, f.Max
		return e
	case bot.FieldDate:
		e := slackapi.NewDatePickerBlockElement(f.Name)
		e.InitialDate = f.Value
		return e
	case bot.FieldYesNo:
		yes, no := c.Phrases.Say(language, "channels.yes", ""), c.Phrases.Say(language, "channels.no", "")
		all := options([]bot.Choice{{Label: yes, Payload: "yes"}, {Label: no, Payload: "no"}}, maxOptionValue, refs)
		e := slackapi.NewRadioButtonsBlockElement(f.Name, all...)
		e.InitialOption = initial(all, f.Value)
		return e
	case bot.FieldChoice:
		all := options(f.Choices, maxOptionValue, refs)
		e := slackapi.NewOptionsSelectBlockElement(slackapi.OptTypeStatic, nil, f.Name, all...)
		e.InitialOption = initial(all, f.Value)
		return e
	}
	e := slackapi.NewPlainTextInputBlockElement(nil, f.Name)
	e.InitialValue = f.Value
	return e
}

// options are choices to select from. Longer payloads are kept by reference.
func options(choices []bot.Choice, longest int, refs references) (all []*slackapi.OptionBlockObject) {
	for _, ch := range choices {
		all = append(all, slackapi.NewOptionBlockObject(refs.put(ch.Value(), longest), words(channels.Shorten(ch.Label, maxOptionText)), nil))
	}
	return all
}

func initial(all []*slackapi.OptionBlockObject, value string) *slackapi.OptionBlockObject {
	for _, o := range all {
		if o.Value == value {
			return o
		}
	}
	return nil
}

// submitted hears a filled form. Views of others are none of ours.
func (c *Channel) submitted(ctx context.Context, team string, in slackapi.InteractionCallback) (answer, error) {
	var from filing
	if in.View.CallbackID != formCallback || in.View.State == nil || json.Unmarshal([]byte(in.View.PrivateMetadata), &from) != nil {
		return answer{}, nil //nolint:nilerr // a view of somebody else's
	}
	p, ok := at(from.Address)
	if !ok || p.team != team {
		c.Log.Warn("slack form submitted from elsewhere", "team", team, "view", in.View.ID)
		return answer{}, nil
	}
	values, text, err := c.filled(ctx, in.View)
	if err != nil {
		return answer{}, err
	}
	hash := in.View.Hash
	if hash == "" {
		hash = in.Hash
	}
	if _, err := c.accept(ctx, bot.Inbound{
		Key: "view/" + in.View.ID + "/" + hash, Conversation: p.conversation(), Address: p.address(),
		Customer: customer(team, in.User.ID), Text: text, Payload: bot.FilledForm(from.Form, values),
	}); err != nil {
		return answer{}, err
	}
	return answer{after: func() { c.settleForm(ctx, p, from) }}, nil
}

// filled are the values by field, and what the transcript shows of them. A field that was left empty has an empty value.
func (c *Channel) filled(ctx context.Context, v slackapi.View) (values map[string]string, text string, err error) {
	values = map[string]string{}
	var lines []string
	for _, b := range v.Blocks.BlockSet {
		in, ok := b.(*slackapi.InputBlock)
		if !ok {
			continue
		}
		value, shown := "", ""
		for _, a := range v.State.Values[in.BlockID] {
			value, shown = entered(a)
		}
		if values[in.BlockID], err = c.resolve(ctx, value); err != nil {
			return nil, "", err
		}
		if shown != "" && in.Label != nil {
			lines = append(lines, in.Label.Text+": "+shown)
		}
	}
	return values, strings.Join(lines, "\n"), nil
}

// entered is what a field holds, and how that is shown.
func entered(a slackapi.BlockAction) (value, shown string) {
	switch {
	case a.SelectedOption.Value != "":
		return a.SelectedOption.Value, label(a.SelectedOption)
	case a.SelectedDate != "":
		return a.SelectedDate, a.SelectedDate
	}
	return a.Value, a.Value
}

// settleForm takes the button away that opened the form.
func (c *Channel) settleForm(ctx context.Context, p place, from filing) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	post, err := c.posted(ctx, p, from.Post)
	if err != nil {
		c.Log.Warn("slack post not updated after its form was filled", "route", p.route(), "post", from.Post, "error", cause(err))
		return
	}
	c.replace(ctx, p, post, from.Post, from.Block, "✓ "+from.Title)
}

func firstOf(text, otherwise string) string {
	if text != "" {
		return text
	}
	return otherwise
}
