package simulate

import (
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// asked is the slot that the bot wants to know, as far as a customer can tell: the open field of a form, the step at which the
// flow waits, the fact whose words are in the question, or the one that is offered as a choice. It is empty if nothing is asked.
func (c *Customer) asked(s scene) string {
	frame := s.conversation.Frame()
	if frame == nil {
		return ""
	}
	if field := openField(s.turn); field != "" {
		return field
	}
	if _, known := c.Knows[frame.State]; known || slices.Contains(c.Unknown, frame.State) {
		return frame.State
	}
	question := foldedWords(lastText(s.turn))
	for _, slot := range slices.Sorted(maps.Keys(c.Knows)) {
		for _, words := range c.Knows[slot].Asked {
			if hasAll(question, foldedWords(words)) {
				return slot
			}
		}
	}
	for _, slot := range slices.Sorted(maps.Keys(c.Knows)) {
		if offeredAmong(s.conversation.Choices, c.Knows[slot].Say) != nil {
			return slot
		}
	}
	return frame.State
}

// openField is the first field of the last form that nothing stands in.
func openField(t *bot.Turn) (name string) {
	if t == nil {
		return ""
	}
	for _, e := range t.Replies() {
		name = ""
		for _, shown := range e.Elements {
			if shown.Form == nil {
				continue
			}
			i := slices.IndexFunc(shown.Form.Fields, func(f bot.Field) bool { return f.Value == "" })
			if i >= 0 {
				name = shown.Form.Fields[i].Name
			}
		}
	}
	return name
}

// offeredAmong is the choice whose label is one of the texts, or nil.
func offeredAmong(choices []bot.Choice, texts []string) *bot.Choice {
	for i, c := range choices {
		if slices.ContainsFunc(texts, func(t string) bool { return strings.EqualFold(strings.TrimSpace(t), c.Label) }) {
			return &choices[i]
		}
	}
	return nil
}

// nearest is the choice of whose words the greatest share is in what a customer wants, and that brings in no person; nil if of
// none it is more than the least.
func nearest(choices []bot.Choice, wants []string, language string, least float64) *bot.Choice {
	wanted := stems(strings.Join(wants, " "), language)
	var best *bot.Choice
	most := least
	for i, c := range choices {
		label := stems(c.Label, language)
		shared := 0
		for _, w := range label {
			if slices.Contains(wanted, w) {
				shared++
			}
		}
		if share := float64(shared) / float64(max(len(label), 1)); share > most && c.Payload != bot.PersonPayload {
			best, most = &choices[i], share
		}
	}
	return best
}

// lastText is what was said last.
func lastText(t *bot.Turn) string {
	if t == nil {
		return ""
	}
	replies := t.Replies()
	if len(replies) == 0 {
		return ""
	}
	return replies[len(replies)-1].Text
}

// stems are the stems of the words that carry meaning.
func stems(text, language string) (all []string) {
	for _, t := range lang.Tokens(text) {
		if !lang.Stop(t.Text, language) {
			all = append(all, lang.Stem(t.Text, language))
		}
	}
	return all
}

func foldedWords(text string) (all []string) {
	for _, t := range lang.Tokens(text) {
		all = append(all, lang.Fold(t.Text))
	}
	return all
}

func hasAll(words, wanted []string) bool {
	return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(words, w) })
}
