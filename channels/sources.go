package channels

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A Source is a page that a reply rests on, as the first of its places that are cited, with the numbers by which a text marks them.
type Source struct {
	Numbers []int // as in [1] [3]
	bot.Citation
}

// Marks are the numbers as a text has them.
func (s Source) Marks() string {
	marks := make([]string, len(s.Numbers))
	for i, n := range s.Numbers {
		marks[i] = fmt.Sprintf("[%d]", n)
	}
	return strings.Join(marks, " ")
}

// Sources are the pages that are to be shown with a reply: those of the citations it marks in its text or, if it marks none, of
// all. A page is named once, whatever the number of its places.
func Sources(r bot.Reply) (all []Source) {
	numbers := marked(r.Text)
	for i, c := range r.Citations {
		if c == (bot.Citation{}) || len(numbers) > 0 && !slices.Contains(numbers, i+1) {
			continue
		}
		if known := slices.IndexFunc(all, func(s Source) bool { return samePage(s.Citation, c) }); known >= 0 {
			all[known].Numbers = append(all[known].Numbers, i+1)
			continue
		}
		all = append(all, Source{[]int{i + 1}, c})
	}
	return all
}

// samePage tells whether two places are of one page: what follows the # only leads to one of them.
func samePage(a, b bot.Citation) bool {
	one, _, _ := strings.Cut(a.URL, "#")
	other, _, _ := strings.Cut(b.URL, "#")
	return a.Document == b.Document && a.Title == b.Title && one == other
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
		fmt.Fprintf(&b, "\n%s %s", s.Marks(), linked(s.Title, s.URL))
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
