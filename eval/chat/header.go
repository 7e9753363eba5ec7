package chat

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/eval/internal/near"
)

var headerForm = regexp.MustCompile(`^([A-Za-z_]+):(?:\s|$)`)

var headers = []string{"language", "start", "channel", "customer"}

// isHeader says whether a line is "name: value". A word of the script with a colon is not, unless there is such a header.
func isHeader(row string) bool {
	m := headerForm.FindStringSubmatch(row)
	if m == nil {
		return false
	}
	_, isWord := wordNamed(m[1])
	return !isWord || slices.Contains(headers, m[1])
}

func (p *parser) header(number int, row string) {
	s := p.script
	name, value, _ := strings.Cut(row, ":")
	at := column(row[len(name)+1:]) + len(name) + 1
	value = strings.TrimSpace(value)
	switch name {
	case "language":
		s.language = value
	case "channel":
		s.channel = value
	case "customer":
		if strings.ContainsAny(value, " \t") { // no name of a customer, but somebody who writes transcripts with colons
			p.report(number, 1, fault("customer: gives the customer's name, and a name has no blanks", "to let the customer speak, write customer without the colon"))
		}
		s.customer = value
	case "start":
		if !s.begin(value) {
			p.report(number, at, fault("cannot read the time "+quoted(value), "write it like 2026-03-02 10:00"))
		}
	default:
		p.report(number, 1, fault("unknown header "+quoted(name), near.Remedy(name, headers)))
	}
}

func (s *Script) begin(value string) (ok bool) {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02", time.RFC3339} {
		if t, err := time.Parse(layout, value); err == nil {
			s.start, s.zoned = t, layout == time.RFC3339
			return true
		}
	}
	return false
}
