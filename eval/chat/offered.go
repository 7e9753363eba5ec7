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

// cites is "cites     descaling | warranty": each of these documents is cited by what was said, or "-" for none at all. A
// document may be named by its ID, its file name, or its file name without the endings.
type cites struct{ documents []string }

func parseCites(text string) (expectation, *bot.Fault) {
	listed, f := list("cites", text)
	return cites{listed}, f
}

func (c cites) check(s seen) (string, bool) {
	var got []string
	cited := map[string]bool{}
	for _, r := range s.replies() {
		for _, citation := range r.Citations {
			base := path.Base(citation.Document)
			short, _, _ := strings.Cut(base, ".")
			if !slices.Contains(got, short) {
				got = append(got, short)
			}
			cited[citation.Document], cited[base], cited[short] = true, true, true
		}
	}
	for _, d := range c.documents {
		if !cited[d] {
			return joined(got), false
		}
	}
	return joined(got), len(c.documents) > 0 || len(got) == 0
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
