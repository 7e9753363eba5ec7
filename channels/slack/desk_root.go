package slack

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
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

// How long the parts of the root may be: Slack takes 3,000 characters a section, and about 13,000 in all.
const (
	rootLine  = 240 // as the briefing has them
	rootLines = 1500
	rootField = 80
)

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

// about says who it is, where, and in which language.
func (d *Desk) about(c bot.Conversation) slackapi.Block {
	fields := []string{d.field("channel", c.Channel), d.field("customer", cmp.Or(c.Customer, d.say(d.Language, "unknown")))}
	if c.Language != "" {
		fields = append(fields, d.field("language", d.say(d.Language, "language."+c.Language)))
	}
	if c.Handoff != nil && c.Handoff.Team != "" {
		fields = append(fields, d.field("team", c.Handoff.Team))
	}
	return slackapi.NewContextBlock("", slackapi.NewTextBlockObject(slackapi.MarkdownType, strings.Join(fields, "  ·  "), false, false))
}

func (d *Desk) field(key, value string) string {
	return d.say(d.Language, key) + ": *" + literal(channels.Shorten(strings.TrimPrefix(value, "desk.language."), rootField)) + "*"
}

// briefing is what the agent must know so that nothing is asked again.
func (d *Desk) briefing(c bot.Conversation) (blocks []slackapi.Block) {
	if c.Handoff == nil {
		return nil
	}
	b, titles := c.Handoff.Briefing, d.Titles(d.Language)
	add := func(key, mark string, lines ...string) {
		if text := listed(mark, lines); text != "" {
			blocks = append(blocks, deskSection("*"+d.say(d.Language, key)+"*\n"+text))
		}
	}
	add("wants", "> ", strings.Split(b.Wants, "\n")...)
	add("reason", "", b.Gave)
	if b.Flow != "" {
		add("flow", "", cmp.Or(titles.Flows[b.Flow], b.Flow))
	}
	var told, sources []string
	for _, name := range slices.Sorted(maps.Keys(b.Slots)) {
		told = append(told, cmp.Or(titles.Slots[name], name)+": "+b.Slots[name])
	}
	for _, s := range b.Sources {
		sources = append(sources, fmt.Sprintf("%s (%.2f)", channels.Shorten(s.Name, rootLine-10), s.Score))
	}
	add("told", "• ", told...)
	add("tried", "• ", b.Tried...)
	add("sources", "• ", sources...)
	return blocks
}

// listed puts lines below each other, as many as there is room for.
func listed(mark string, lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		if line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if b.Len() > rootLines {
			b.WriteString("…")
			break
		}
		b.WriteString(mark + literal(channels.Shorten(line, rootLine)))
	}
	return b.String()
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
