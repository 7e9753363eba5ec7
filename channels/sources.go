package channels

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A Source is a citation with the number by which a text marks it.
type Source struct {
	Number int // as in [1]
	bot.Citation
}

// Sources are the citations of a reply that are to be shown with it: those it marks in its text or, if it marks none, all.
func Sources(r bot.Reply) (all []Source) {
	numbers := marked(r.Text)
	for i, c := range r.Citations {
		if c != (bot.Citation{}) && (len(numbers) == 0 || slices.Contains(numbers, i+1)) {
			all = append(all, Source{i + 1, c})
		}
	}
	return all
}

// marked lists the numbers that a text marks.
func marked(text string) (numbers []int) {
	for line := range strings.SplitSeq(text, "\n") {
		for _, m := range marks(line) {
			if m.span.Kind == SpanCitation {
				numbers = append(numbers, m.span.Number)
			}
		}
	}
	return numbers
}

// share gives each part of a reply the citations that it marks, at their places. Where none is marked, all go with the last.
func share(parts []bot.Reply, all []bot.Citation) {
	found := false
	for i := range parts {
		mine := make([]bot.Citation, len(all))
		for _, n := range marked(parts[i].Text) {
			if n >= 1 && n <= len(all) {
				mine[n-1], found = all[n-1], true
			}
		}
		parts[i].Citations = trimmed(mine)
	}
	if !found {
		parts[len(parts)-1].Citations = all
	}
}

// trimmed drops the empty places at the end.
func trimmed(cs []bot.Citation) []bot.Citation {
	for len(cs) > 0 && cs[len(cs)-1] == (bot.Citation{}) {
		cs = cs[:len(cs)-1]
	}
	if len(cs) == 0 {
		return nil
	}
	return cs
}

// sourceLines lists sources as text.
func sourceLines(title string, all []Source) string {
	var b strings.Builder
	b.WriteString(title + ":")
	for _, s := range all {
		fmt.Fprintf(&b, "\n[%d] %s", s.Number, linked(s.Title, s.URL))
	}
	return b.String()
}

// linked is a link in markdown, or the label alone where there is no address to follow.
func linked(label, url string) string {
	if url == "" || !Safe(url) || strings.ContainsAny(url, ") \n\t") || Length(url) > longestURL {
		return label
	}
	label = strings.NewReplacer("[", "(", "]", ")", "\n", " ").Replace(label)
	return "[" + Shorten(label, longestLabel) + "](" + url + ")"
}
