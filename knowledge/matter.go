package knowledge

import (
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/lotse-bot/lotse/bot"
)

// MatterSuffix is how the file is called that says of a file of any format what front matter says of a Markdown file:
// manual.pdf.meta.yaml of manual.pdf.
const MatterSuffix = ".meta.yaml"

// matter is what is said of a document beside its text.
type matter struct {
	ID        string   `yaml:"id"`
	Title     string   `yaml:"title"`
	URL       string   `yaml:"url"`
	Language  string   `yaml:"language"`
	Questions []string `yaml:"questions"` // other wordings that it answers
	// Translations are the IDs of the same in other languages, where its own does not tell them.
	Translations Names `yaml:"translations"`
	Defaults     `yaml:",inline"`
}

// Defaults are for whom documents are, when, and about what; see [Scope]. What a document says itself counts before what its
// source says.
type Defaults struct {
	Owner    string `json:"owner,omitempty" yaml:"owner"`
	Audience Names  `json:"audience,omitempty" yaml:"audience"` // claims of which a reader needs one
	From     Day    `json:"from,omitzero" yaml:"from"`          // the first day on which it holds, or the moment
	Until    Day    `json:"until,omitzero" yaml:"until"`        // the last day, which is one of them, or the moment
	Products Names  `json:"products,omitempty" yaml:"products"`
	Versions Names  `json:"versions,omitempty" yaml:"versions"`
	Approved *bool  `json:"approved,omitempty" yaml:"approved"`
	Paid     *bool  `json:"paid,omitempty" yaml:"paid"`
}

// Names are a list that may be written as one name.
type Names []string

// UnmarshalYAML reads one name, or a list of them.
func (n *Names) UnmarshalYAML(node ast.Node) error {
	var all []string
	if list, ok := node.(*ast.SequenceNode); ok {
		for _, value := range list.Values {
			all = append(all, scalar(value))
		}
	} else {
		all = []string{scalar(node)}
	}
	for _, name := range all {
		if name == "" {
			return misplaced(node, "write a name, or a list of names")
		}
	}
	*n = all
	return nil
}

// A Day is a day of the calendar, or a moment. The zero value is none.
type Day struct {
	at    time.Time // a day is midnight in UTC
	exact bool      // it is a moment
	line  int       // 1-based, where it is written
}

// UnmarshalYAML reads 2026-12-31, or 2026-12-31T18:00:00+01:00.
func (d *Day) UnmarshalYAML(node ast.Node) error {
	text := scalar(node)
	d.line = node.GetToken().Position.Line
	var err error
	if d.at, err = time.Parse(time.DateOnly, text); err == nil {
		return nil
	}
	if d.at, err = time.Parse(time.RFC3339, text); err == nil {
		d.exact = true
		return nil
	}
	return misplaced(node, fmt.Sprintf("%q is no day: write it as 2026-12-31", text))
}

// MarshalText gives the day as it is written.
func (d Day) MarshalText() ([]byte, error) {
	if d.exact {
		return []byte(d.at.Format(time.RFC3339)), nil
	}
	return []byte(d.at.Format(time.DateOnly)), nil
}

// IsZero tells whether there is no day.
func (d Day) IsZero() bool { return d.at.IsZero() }

// in is when the day begins in a zone, or later by some days.
func (d Day) in(zone *time.Location, later int) time.Time {
	if d.IsZero() || d.exact {
		return d.at
	}
	return time.Date(d.at.Year(), d.at.Month(), d.at.Day()+later, 0, 0, 0, 0, zone)
}

// scalar is the text of a plain value; empty for anything else.
func scalar(node ast.Node) string {
	if s, ok := node.(ast.ScalarNode); ok {
		return s.GetToken().Value
	}
	return ""
}

func misplaced(node ast.Node, problem string) error {
	return &yaml.SyntaxError{Message: problem, Token: node.GetToken()}
}

// parseMatter reads what is written of a document in a file. Line is where the YAML begins.
func parseMatter(file string, line int, text []byte) (matter, bot.Fault, bool) {
	var m matter
	if err := yaml.UnmarshalWithOptions(text, &m, yaml.Strict()); err != nil {
		return matter{}, yamlFault(file, line, err, guide{"docs/formats.md", m}), false
	}
	if problem := strangeLanguage(m.Language); problem != "" {
		return matter{}, broken(file, line, problem, sayLanguage), false
	}
	fault, ok := m.Defaults.check(file, line)
	return m, fault, ok
}

const sayLanguage = "write de, en, or another of the codes of ISO 639-1"

// strangeLanguage says what is wrong with the language that is said of documents; empty if nothing is.
func strangeLanguage(l string) string {
	if l == "" || len(l) == 2 && strings.ToLower(l) == l {
		return ""
	}
	return fmt.Sprintf("%q is no language", l)
}

// check finds what can never hold.
func (d Defaults) check(file string, line int) (bot.Fault, bool) {
	if d.From.IsZero() || d.Until.IsZero() || d.From.in(time.UTC, 0).Before(d.Until.in(time.UTC, 1)) {
		return bot.Fault{}, true
	}
	return broken(file, line+d.Until.line, "until is before from: it would never hold", "exchange the days"), false
}

// under gives what is said in one place, and for the rest what is said in another.
func (m matter) under(other matter) matter {
	m.ID, m.Title, m.URL, m.Language = firstOf(m.ID, other.ID), firstOf(m.Title, other.Title), firstOf(m.URL, other.URL), firstOf(m.Language, other.Language)
	if len(m.Questions) == 0 {
		m.Questions = other.Questions
	}
	m.Defaults = m.Defaults.under(other.Defaults)
	return m
}

func (d Defaults) under(other Defaults) Defaults {
	d.Owner = firstOf(d.Owner, other.Owner)
	for _, names := range []struct{ own, others *Names }{
		{&d.Audience, &other.Audience}, {&d.Products, &other.Products}, {&d.Versions, &other.Versions},
	} {
		if len(*names.own) == 0 {
			*names.own = *names.others
		}
	}
	if d.From.IsZero() {
		d.From = other.From
	}
	if d.Until.IsZero() {
		d.Until = other.Until
	}
	if d.Approved == nil {
		d.Approved = other.Approved
	}
	if d.Paid == nil {
		d.Paid = other.Paid
	}
	return d
}

// scope is what follows for readers. A day begins and ends at midnight in the zone, and the last day is one of them.
func (d Defaults) scope(zone *time.Location) Scope {
	if zone == nil {
		zone = time.UTC
	}
	return Scope{
		Owner: d.Owner, Audience: d.Audience, From: d.From.in(zone, 0), Until: d.Until.in(zone, 1),
		Products: d.Products, Versions: d.Versions, Approved: d.Approved != nil && *d.Approved, Paid: d.Paid != nil && *d.Paid,
	}
}
