package dialogs

import (
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
	"github.com/lotse-bot/lotse/lang"
)

// A Choice is one answer of a slot of type choice: its value, its label in every language, and other words for it.
type Choice struct {
	Place source.Place
	Value string
	Label Text
	Also  Terms

	folded map[string][]string // by language: the words that mean it
}

// DecodeYAML reads {value, also, <language>: label ...}, or just the value, which then is its own label.
func (c *Choice) DecodeYAML(v source.Value) {
	c.Place = v.Place
	if _, ok := v.Text(); ok {
		v.Decode(&c.Value)
		v.Decode(&c.Label)
		return
	}
	pairs, ok := v.Pairs()
	if !ok {
		v.Wants("a choice: {value: ..., de: ..., en: ...}")
		return
	}
	c.Label = Text{Place: v.Place, variants: map[string][]template{}, at: map[string]source.Place{}}
	for _, p := range pairs {
		switch p.Key {
		case "value":
			p.Value.Decode(&c.Value)
		case "also":
			p.Value.Decode(&c.Also)
		default:
			c.Label.variants[p.Key], c.Label.at[p.Key] = decodeVariants(p.Value), p.At
		}
	}
}

// choiceForm takes one of the slot's choices: by its label, its value, another word for it, or its position.
type choiceForm struct{}

func (f choiceForm) understand(s *Slot, h hearing) (any, bool) {
	if h.picked != "" {
		for _, c := range s.Choices {
			if c.Value == h.picked {
				return c.Value, true
			}
		}
	}
	if n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(h.text), ".)")); err == nil && !s.numeric(h.language) {
		if n >= 1 && n <= len(s.Choices) {
			return s.Choices[n-1].Value, true
		}
		return nil, false
	}
	return f.find(s, h)
}

// find takes the one choice whose words stand in the sentence. Two that do are ambiguous, unless one contains the other.
func (choiceForm) find(s *Slot, h hearing) (any, bool) {
	heard := foldAll(h.text)
	best, size, tie := "", 0, false
	for _, c := range s.Choices {
		for _, name := range c.folded[h.language] {
			if !strings.Contains(heard, name) || len(name) < size {
				continue
			}
			if len(name) == size && c.Value != best {
				tie = true
				continue
			}
			best, size, tie = c.Value, len(name), false
		}
	}
	return best, size > 0 && !tie
}

func (choiceForm) show(s *Slot, value any, sp speech) string {
	for _, c := range s.Choices {
		if c.Value == value {
			return c.Label.In(sp.tongue)
		}
	}
	return showAny(value, sp.language)
}

// names are the words that mean the choice, each folded and between blanks.
func (c *Choice) names(language string) []string {
	names := []string{foldAll(c.Label.In(language)), foldAll(c.Label.In(language + bot.PlainSuffix)), foldAll(c.Value)}
	for _, w := range c.Also.In(language) {
		names = append(names, foldAll(w))
	}
	return names
}

// numeric is true if a choice is itself a number, so that numbers are not positions.
func (s *Slot) numeric(language string) bool {
	for _, c := range s.Choices {
		if _, ok := lang.Number(c.Label.In(language), language); ok {
			return true
		}
	}
	return false
}

// offered are the choices as a reply shows them.
func (s *Slot) offered(sp speech) []bot.Choice {
	switch s.form.(type) {
	case yesNoForm:
		return []bot.Choice{
			{Label: sp.phrase("dialogs.yes"), Payload: slotPayload(s.Name, "yes")},
			{Label: sp.phrase("dialogs.no"), Payload: slotPayload(s.Name, "no")},
		}
	case locationForm:
		return []bot.Choice{{Label: sp.phrase("dialogs.share_location"), Payload: slotPayload(s.Name, ""), Request: bot.ElementLocation}}
	case phoneForm:
		return []bot.Choice{{Label: sp.phrase("dialogs.share_phone"), Payload: slotPayload(s.Name, ""), Request: bot.ElementContact}}
	case choiceForm:
		out := make([]bot.Choice, len(s.Choices))
		for i, c := range s.Choices {
			out[i] = bot.Choice{Label: c.Label.In(sp.tongue), Payload: slotPayload(s.Name, c.Value)}
		}
		return out
	}
	return nil
}

// slotPayload is what a picked choice of a slot sends back.
func slotPayload(slot, value string) string { return slotPrefix + slot + "=" + value }

const slotPrefix = "slot:"

// foldAll folds every word of a text and joins them, with a blank before and after each.
func foldAll(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range lang.Tokens(text) {
		b.WriteString(lang.Fold(t.Text))
		b.WriteByte(' ')
	}
	return b.String()
}
