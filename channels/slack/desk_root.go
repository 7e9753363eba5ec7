package slack

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// The desk's buttons and forms, by what Slack sends back. All begin alike.
const (
	deskAction = "desk/"
	pressTake  = deskAction + "take"
	pressReady = deskAction + "ready"
	pressBack  = deskAction + "back"
	pressClose = deskAction + "close"
)

// A look is what a post looks like.
type look struct {
	text   string // for notifications
	blocks []slackapi.Block
}

func (l look) options() []slackapi.MsgOption {
	return []slackapi.MsgOption{slackapi.MsgOptionText(l.text, false), slackapi.MsgOptionBlocks(l.blocks...)}
}

// hash tells looks apart.
func (l look) hash() string {
	b, err := json.Marshal(l.blocks)
	if err != nil {
		panic(err) // blocks of our own always marshal
	}
	return bot.ID(l.text, string(b))
}

// root is the top of a thread: how it stands, the briefing, and what can be done.
func (d *Desk) root(h *handoff, c bot.Conversation) look {
	state := d.state(h, c)
	l := look{text: state, blocks: []slackapi.Block{deskSection(state)}}
	if c.Handoff != nil {
		l.text += " " + literal(channels.Shorten(c.Handoff.Briefing.Wants, 150))
	}
	l.blocks = append(l.blocks, d.about(c))
	l.blocks = append(l.blocks, d.briefing(c)...)
	if buttons := d.buttons(h, c); len(buttons) > 0 {
		l.blocks = append(l.blocks, slackapi.NewActionBlock("desk", buttons...))
	}
	return l
}

// state says in one line how the handoff stands.
func (d *Desk) state(h *handoff, c bot.Conversation) string {
	name := literal(cmp.Or(h.Name, d.say(d.Language, "someone")))
	if user := d.staff.user(c.Agent); user != "" && h.Ending == "" {
		name = "<@" + user + ">"
	}
	switch {
	case h.Ending != "":
		text := ":white_circle: *" + d.say(d.Language, "state."+string(h.Ending), "name", name) + "*"
		if h.Result != "" {
			text += "\n" + quoted(literal(channels.Shorten(h.Result, rootLines)))
		}
		return text
	case c.Owner == bot.OwnerAgent:
		return ":large_green_circle: *" + d.say(d.Language, "state.taken", "name", name) + "*"
	case c.Agent != "":
		return ":large_orange_circle: *" + d.say(d.Language, "state.reserved", "name", name) + "*"
	}
	text := ":red_circle: *" + d.say(d.Language, "state.waits") + "*"
	if c.Handoff == nil {
		return text
	}
	text += " " + d.say(d.Language, "since", "time", moment(c.Handoff.Asked))
	if p := c.Handoff.Promise; p != nil {
		text += " · " + d.say(d.Language, "promised", "time", moment(p.By))
	}
	return text
}

// buttons are what can be done about a handoff as it stands.
func (d *Desk) buttons(h *handoff, c bot.Conversation) (all []slackapi.BlockElement) {
	add := func(action, key string, style slackapi.Style) {
		label := slackapi.NewTextBlockObject(slackapi.PlainTextType, d.say(d.Language, key), true, false)
		all = append(all, slackapi.NewButtonBlockElement(action, h.Key, label).WithStyle(style))
	}
	switch {
	case h.Ending != "":
	case c.Owner == bot.OwnerAgent:
		add(pressBack, "button.back", slackapi.StylePrimary)
		add(pressClose, "button.close", slackapi.StyleDefault)
	case c.Owner == bot.OwnerQueue:
		add(pressTake, "button.take", slackapi.StylePrimary)
		add(pressReady, "button.ready", slackapi.StyleDefault)
	}
	return all
}

func deskSection(text string) slackapi.Block {
	return slackapi.NewSectionBlock(slackapi.NewTextBlockObject(slackapi.MarkdownType, text, false, false), nil, nil)
}

// moment shows a day and a time as the reader's own clock and calendar do.
func moment(t time.Time) string {
	return fmt.Sprintf("<!date^%d^{date_short_pretty} {time}|%s>", t.Unix(), t.UTC().Format("2006-01-02 15:04 UTC"))
}
