package handoff

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// How much a briefing holds: enough to know, little enough to be read.
const (
	mostWants   = 3   // utterances
	mostTried   = 8   // steps
	mostSources = 6   // passages
	mostMissing = 6   // words
	mostText    = 240 // characters of one of them
)

// brief gathers what an agent must know.
func (h *Helpdesk) brief(ctx context.Context, t *bot.Turn, why bot.Reason) (bot.Briefing, error) {
	c := &t.Conversation
	entries, err := past(ctx, t)
	if err != nil {
		return bot.Briefing{}, fmt.Errorf("briefing: %w", err)
	}
	entries = matter(slices.Concat(entries, t.Entries))
	sources, missing, err := h.passages(ctx, t)
	if err != nil {
		return bot.Briefing{}, err
	}
	b := bot.Briefing{
		Version: bot.BriefingVersion, Language: c.Language, Sources: sources,
		Wants: wants(entries, c.Language), Tried: tried(entries), Slots: told(c.AllSlots()), Gave: gave(t, why, missing),
	}
	if f := c.Frame(); f != nil {
		b.Flow, b.State = f.Flow, f.State
	}
	return b, nil
}

// matter is the part of the transcript since a person last had the conversation.
func matter(entries []bot.Entry) []bot.Entry {
	for i := len(entries) - 1; i >= 0; i-- {
		if e := entries[i].Event; e == EventBack || e == EventClosed {
			return entries[i+1:]
		}
	}
	return entries
}

// wants picks the customer's latest sentences that say something: not the wish for a person itself, and not a single word
// that only answers a question, unless there is nothing else.
func wants(entries []bot.Entry, language string) string {
	var said []string
	short := ""
	for _, e := range slices.Backward(entries) {
		if e.Author != bot.ByCustomer || strings.TrimSpace(e.Text) == "" || len(said) == mostWants {
			continue
		}
		if wish, _ := lang.WishOf(e.Text, language); wish != lang.WishNone {
			continue
		}
		if len(strings.Fields(e.Text)) < 3 {
			short = e.Text
			continue
		}
		said = append(said, clip(e.Text))
	}
	if len(said) == 0 {
		return clip(short)
	}
	slices.Reverse(said)
	return strings.Join(slices.Compact(said), "\n")
}

// tried lists what the bot said and what failed, oldest first.
func tried(entries []bot.Entry) []string {
	var steps []string
	for _, e := range entries {
		switch {
		case e.Author == bot.ByBot && !e.Note && e.Text != "":
			steps = append(steps, gist(e.Text)+titles(e.Citations))
		case e.Author == bot.BySystem && e.Note && strings.HasSuffix(e.Event, "failed"):
			steps = append(steps, strings.TrimSuffix(clip(e.Event+": "+e.Text), ": "))
		}
	}
	steps = slices.Compact(steps)
	return steps[max(0, len(steps)-mostTried):]
}

// gist is the first line of a reply, without its marks: enough to know which one it was.
func gist(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	return clip(marks.ReplaceAllString(text, ""))
}

// marks are what replies emphasise and cite with.
var marks = regexp.MustCompile(`\*\*|\s*\[\d+\]|^#+\s*`)

func titles(cs []bot.Citation) string {
	var all []string
	for _, c := range cs {
		if !slices.Contains(all, c.Title) {
			all = append(all, c.Title)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return " (" + strings.Join(all, ", ") + ")"
}

// told gives slots as a reader sees them.
func told(slots map[string]bot.Slot) map[string]string {
	if len(slots) == 0 {
		return nil
	}
	out := make(map[string]string, len(slots))
	for name, s := range slots {
		out[name] = clip(readable(s.Value))
		if s.Source == bot.SourceChoice && s.Said != "" {
			out[name] = clip(s.Said) // what was on the button, not what it stands for
		}
	}
	return out
}

// readable writes a value as people do: what an action gave may have parts, and agents do not read JSON.
func readable(value any) string {
	var parts []string
	switch v := value.(type) {
	case string:
		return v
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, name+": "+readable(v[name]))
		}
	case []any:
		for _, x := range v {
			parts = append(parts, readable(x))
		}
	default:
		text, err := json.Marshal(v)
		if err != nil {
			return fmt.Sprint(v)
		}
		return string(text)
	}
	return strings.Join(parts, ", ")
}

func gave(t *bot.Turn, why bot.Reason, missing []string) string {
	text := t.Phrase("handoff.why." + why.Code)
	if why.Text != "" {
		text += " " + why.Text
	}
	if len(missing) > 0 {
		text += " " + t.Phrase("handoff.missing", "words", strings.Join(missing, ", "))
	}
	return text
}

// clip shortens a text to what a briefing shows of it.
func clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= mostText {
		return text
	}
	return string([]rune(text)[:mostText-1]) + "…"
}
