package dialogs

import (
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Text is what the bot says, in every language it speaks, each with one or more variants; "de-plain" is German in plain
// words. In braces stands an expression over the slots: "Hello {name}"; a doubled brace is a brace.
type Text struct {
	Place    source.Place
	variants map[string][]template   // by language; "" is for all
	at       map[string]source.Place // where each language is written
}

// A template is one variant, cut into what is said as it stands and what is worked out.
type template struct {
	source   string
	place    source.Place
	segments []segment
}

type segment struct {
	literal string
	slot    string // a slot by name, said in its own form
	expr    *Expr
}

// Empty is true of a text that was not written.
func (t *Text) Empty() bool { return len(t.variants) == 0 }

// DecodeYAML reads one text, a list of variants, or either by language.
func (t *Text) DecodeYAML(v source.Value) {
	t.Place, t.variants, t.at = v.Place, map[string][]template{}, map[string]source.Place{}
	pairs, ok := v.Pairs()
	if !ok {
		t.variants[""] = decodeVariants(v)
		return
	}
	for _, p := range pairs {
		t.variants[p.Key], t.at[p.Key] = decodeVariants(p.Value), p.At
	}
}

func decodeVariants(v source.Value) []template {
	items, ok := v.Items()
	if !ok {
		items = []source.Value{v}
	}
	var out []template
	for _, item := range items {
		s, ok := item.Text()
		if !ok {
			item.Error("here stands "+item.Kind()+", but a text belongs here",
				`write a text; in quotes if it begins with a brace or contains ": "`)
			continue
		}
		out = append(out, template{source: strings.TrimSpace(s), place: item.Place})
	}
	return out
}

// pick chooses the variant for a tongue; which one depends on seed alone.
func (t *Text) pick(tongue, seed string) *template {
	variants := t.variants[tongue]
	if len(variants) == 0 {
		variants = t.variants[usual(tongue)]
	}
	if len(variants) == 0 {
		variants = t.anyLanguage()
	}
	switch len(variants) {
	case 0:
		return nil
	case 1:
		return &variants[0]
	}
	h := fnv.New32a()
	h.Write([]byte(seed))
	return &variants[h.Sum32()%uint32(len(variants))]
}

// anyLanguage are the variants for all languages, or those of the first language there is.
func (t *Text) anyLanguage() []template {
	if variants := t.variants[""]; len(variants) > 0 {
		return variants
	}
	for _, l := range slices.Sorted(maps.Keys(t.variants)) {
		if len(t.variants[l]) > 0 {
			return t.variants[l]
		}
	}
	return nil
}

// In is the text in a tongue without working out anything; for titles and labels.
func (t *Text) In(tongue string) string {
	if v := t.pick(tongue, ""); v != nil {
		return v.source
	}
	return ""
}

// cut divides a text at its braces. The second result is false if a brace is never closed.
func cut(text string) (segments []segment, codes []string, ok bool) {
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			segments = append(segments, segment{literal: literal.String()})
			codes = append(codes, "")
			literal.Reset()
		}
	}
	for i := 0; i < len(text); i++ {
		switch {
		case i+1 < len(text) && (text[i] == '{' || text[i] == '}') && text[i+1] == text[i]:
			literal.WriteByte(text[i])
			i++
		case text[i] == '{':
			end := closing(text, i)
			if end < 0 {
				return nil, nil, false
			}
			flush()
			segments, codes = append(segments, segment{}), append(codes, strings.TrimSpace(text[i+1:end]))
			i = end
		default:
			literal.WriteByte(text[i])
		}
	}
	flush()
	return segments, codes, true
}

// closing finds the brace that closes the one at start; braces in quotes do not count.
func closing(text string, start int) int {
	depth, quote := 0, byte(0)
	for i := start; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
