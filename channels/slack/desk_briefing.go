package slack

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// How long the parts of the root may be: Slack takes 3,000 characters a section, and about 13,000 in all.
const (
	rootLine  = 240 // as the briefing has them
	rootLines = 1500
	rootField = 80
)

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
