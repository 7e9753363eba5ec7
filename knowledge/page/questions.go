package page

import (
	"encoding/json"
	"mime"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// writeOut makes headings of questions, and of what is unfolded by them the text below: details, and lists of terms.
func writeOut(root *html.Node) {
	level := levels(root, atom.Details, atom.Dl)
	for _, d := range all(root, atom.Details) {
		summary := dom.Find(d, is(atom.Summary))
		if summary == nil || dom.Text(summary) == "" {
			continue
		}
		h, body := question(summary, level[d]), element(atom.Div)
		summary.Parent.RemoveChild(summary)
		move(d, body)
		instead(d, h, body)
	}
	for _, d := range all(root, atom.Dl) {
		terms(d, level[d])
	}
}

// terms writes a list of terms: questions as headings, and everything else as a list.
func terms(dl *html.Node, level atom.Atom) {
	out := element(atom.Div)
	var list, open *html.Node
	for _, n := range all(dl, atom.Dt, atom.Dd) {
		switch {
		case n.DataAtom == atom.Dt && strings.HasSuffix(dom.Text(n), "?"):
			out.AppendChild(question(n, level))
			list, open = nil, element(atom.Div)
			out.AppendChild(open)
		case n.DataAtom == atom.Dt:
			if list == nil {
				list = element(atom.Ul)
				out.AppendChild(list)
			}
			open = element(atom.Li, element(atom.Strong, text(strings.TrimSuffix(dom.Text(n), ":"))), text(": "))
			list.AppendChild(open)
		case open != nil:
			move(n, open)
			open.AppendChild(text(" "))
		}
	}
	instead(dl, out)
}

// openButtons makes text of the buttons that unfold answers: those in headings, and those that say what they unfold and ask.
func openButtons(root *html.Node) {
	level := levels(root, atom.Button)
	for _, b := range all(root, atom.Button) {
		switch {
		case within(b, headings[1:]...):
			span := element(atom.Span)
			move(b, span)
			instead(b, span)
		case (dom.Attribute(b, "aria-controls") != "" || dom.Attribute(b, "aria-expanded") != "") && strings.HasSuffix(dom.Text(b), "?"):
			instead(b, question(b, level[b]))
		}
	}
}

// A pair is a question with its answer, which is HTML.
type pair struct{ question, answer string }

// answered are the questions that a page answers for search engines, as https://schema.org/FAQPage.
func answered(root *html.Node) []pair {
	var pairs []pair
	for _, s := range all(root, atom.Script) {
		if kind, _, err := mime.ParseMediaType(dom.Attribute(s, "type")); err != nil || kind != "application/ld+json" || s.FirstChild == nil {
			continue
		}
		var data any
		if err := json.Unmarshal([]byte(s.FirstChild.Data), &data); err != nil {
			continue // what is for search engines need not be right
		}
		pairs = append(pairs, linked(data)...)
	}
	return pairs
}

// linked finds the questions in linked data, however deep they lie.
func linked(data any) []pair {
	switch v := data.(type) {
	case []any:
		var pairs []pair
		for _, one := range v {
			pairs = append(pairs, linked(one)...)
		}
		return pairs
	case map[string]any:
		if slices.Contains(several(v["@type"]), any("Question")) {
			name, _ := v["name"].(string)
			said := ""
			for _, a := range several(v["acceptedAnswer"]) {
				if answer, ok := a.(map[string]any); ok && said == "" {
					said, _ = answer["text"].(string)
				}
			}
			if name != "" && said != "" {
				return []pair{{name, said}}
			}
			return nil
		}
		return append(linked(v["mainEntity"]), linked(v["@graph"])...)
	}
	return nil
}

// several are the values of a property, which may have one or a list.
func several(value any) []any {
	if list, ok := value.([]any); ok {
		return list
	}
	return []any{value}
}

// add puts the pairs under the page whose questions do not stand on it.
func add(root *html.Node, pairs []pair) {
	said := squeeze(dom.Text(root))
	for _, p := range pairs {
		if strings.Contains(said, squeeze(p.question)) {
			continue
		}
		body := element(atom.Div)
		parts, err := html.ParseFragment(strings.NewReader(p.answer), element(atom.Div))
		if err != nil {
			continue
		}
		for _, n := range parts {
			body.AppendChild(n)
		}
		removeClutter(body)
		root.AppendChild(element(atom.H2, text(p.question)))
		root.AppendChild(body)
	}
}

// squeeze leaves letters and digits, to compare by.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
