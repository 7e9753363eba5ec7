package chat

import (
	"path"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// choices is "choices   Hamburg | Berlin": the labels that are offered with the last reply, in order. A last "..." stands for
// any others, "-" for none.
type choices struct {
	labels []string
	more   bool
}

func parseChoices(text string) (expectation, *bot.Fault) {
	listed, f := list("choices", text)
	c := choices{labels: listed}
	if n := len(listed); n > 0 && listed[n-1] == "..." {
		c.labels, c.more = listed[:n-1], true
	}
	return c, f
}

func (c choices) check(s seen) (string, bool) {
	var got []string
	if replies := s.replies(); len(replies) > 0 {
		for _, offered := range replies[len(replies)-1].Choices {
			got = append(got, offered.Label)
		}
	}
	if c.more && len(got) >= len(c.labels) {
		return joined(got), slices.Equal(got[:len(c.labels)], c.labels)
	}
	return joined(got), slices.Equal(got, c.labels)
}

// cites is `cites     descaling | warranty "24 months"`: each of these documents is cited by what was said, with these words if
// they are written; "-" for none at all. A document may be named by its ID, its file name, or its file name without the endings.
type cites struct{ documents []citation }

type citation struct{ document, quote string }

func parseCites(text string) (expectation, *bot.Fault) {
	listed, f := list("cites", text)
	c := cites{}
	for _, l := range listed {
		document, quote, _ := strings.Cut(strings.TrimSuffix(l, `"`), `"`)
		c.documents = append(c.documents, citation{strings.TrimSpace(document), strings.TrimSpace(quote)})
	}
	return c, f
}

func (c cites) check(s seen) (string, bool) {
	var got []string
	var cited []bot.Citation
	for _, r := range s.replies() {
		for _, one := range r.Citations {
			if short := shortName(one.Document); !slices.Contains(got, short) {
				got = append(got, short)
			}
			cited = append(cited, one)
		}
	}
	for _, want := range c.documents {
		if !slices.ContainsFunc(cited, want.is) {
			return joined(got), false
		}
	}
	return joined(got), len(c.documents) > 0 || len(got) == 0
}

func (c citation) is(cited bot.Citation) bool {
	named := c.document == cited.Document || c.document == path.Base(cited.Document) || c.document == shortName(cited.Document)
	return named && strings.Contains(trimmed(cited.Quote), c.quote)
}

func shortName(document string) string {
	short, _, _ := strings.Cut(path.Base(document), ".")
	return short
}

// list reads "A | B"; "-" is the empty list.
func list(word, text string) ([]string, *bot.Fault) {
	if text == "" {
		return nil, fault(word+" lists nothing", "write them with | between, or - for none")
	}
	if text == nothing {
		return nil, nil
	}
	parts := strings.Split(text, "|")
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return parts, nil
}

func joined(parts []string) string { return orNothing(strings.Join(parts, " | ")) }

func labels(choices []bot.Choice) string {
	all := make([]string, len(choices))
	for i, c := range choices {
		all[i] = c.Label
	}
	return joined(all)
}
