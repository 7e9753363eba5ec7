package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// tags are what a row says of itself beside question and answer, by how its columns or fields are called; the first name is that
// of front matter, see [matter].
var tags = [][]string{
	{"owner", "verantwortlich", "zuständig"},
	{"audience", "zielgruppe"},
	{"from", "valid from", "gültig ab", "ab"},
	{"until", "valid until", "valid to", "gültig bis", "bis"},
	{"products", "product", "produkte", "produkt"},
	{"versions", "versionen"},
	{"approved", "freigegeben"},
	{"paid", "bezahlt"},
	{"translations", "übersetzungen"},
}

// tagged are the tags of which there may be several.
var tagged = []string{"audience", "products", "versions", "translations"}

// tagOf is the tag that a column or field is, or "".
func tagOf(name string) string {
	name = columnName(name)
	for _, t := range tags {
		if slices.Contains(t, name) {
			return t[0]
		}
	}
	return ""
}

// columnName is how a column is called, however it is written and numbered: "Valid_from", "Product 2".
func columnName(name string) string {
	words := strings.FieldsFunc(strings.TrimRight(name, " 0123456789"), func(r rune) bool { return r == ' ' || r == '_' || r == '-' })
	return strings.ToLower(strings.Join(words, " "))
}

// tagCell takes what a cell says of a row.
func (r row) tagCell(tag, cell string) {
	names := strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(",;|\n", c) })
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" {
			r.lists[tag] = append(r.lists[tag], name)
		}
	}
}

// tagValue takes what a field of a line of JSON says of a row; false if that is no text, and no list of texts where there may be
// several.
func (r row) tagValue(tag, name string, value any) bool {
	several := slices.Contains(tagged, tag)
	if values, ok := value.([]any); ok {
		r.lists[tag] = r.lists[name]
		return several && len(r.lists[tag]) == len(values)
	}
	text, ok := r.fields[name]
	if several && text != "" {
		r.lists[tag] = []string{text}
	}
	r.fields[tag] = text
	return ok || value == nil
}

// tagline is all that a row says of itself, to be compared; empty if that is nothing.
func (r row) tagline() string {
	var all strings.Builder
	for _, t := range tags {
		if said := r.fields[t[0]] + strings.Join(r.lists[t[0]], "\x00"); said != "" {
			all.WriteString(t[0] + "\x00" + said + "\x00")
		}
	}
	return all.String()
}

const (
	writeDay   = "write the day as 2026-12-31 or 31.12.2026"
	writeTruth = "write true or false"
)

// said is what a row says of itself, and for the rest what is said of its file; or what is wrong with it, and what to do.
func (r row) said(of matter) (m matter, problem, remedy string) {
	m.Owner = r.fields["owner"]
	m.Audience, m.Products, m.Versions, m.Translations = r.lists["audience"], r.lists["products"], r.lists["versions"], r.lists["translations"]
	for _, t := range []struct {
		name, remedy string
		read         func(words string) bool
	}{
		{"from", writeDay, m.From.read},
		{"until", writeDay, m.Until.read},
		{"approved", writeTruth, func(words string) (ok bool) { m.Approved, ok = yesOrNo(words); return ok }},
		{"paid", writeTruth, func(words string) (ok bool) { m.Paid, ok = yesOrNo(words); return ok }},
	} {
		if words := r.fields[t.name]; words != "" && !t.read(words) {
			return m, fmt.Sprintf("%s is %q", t.name, words), t.remedy
		}
	}
	m = m.under(of)
	if fault, ok := m.check(r.file, r.line); !ok {
		return m, fault.Problem, fault.Remedy
	}
	return m, "", ""
}

// read reads a day as tables have it.
func (d *Day) read(words string) bool {
	for _, layout := range []string{time.DateOnly, "2.1.2006", time.RFC3339} {
		if at, err := time.Parse(layout, words); err == nil {
			*d = Day{at: at, exact: layout == time.RFC3339}
			return true
		}
	}
	return false
}

// yesOrNo reads what tables say of something that is or is not.
func yesOrNo(words string) (is *bool, ok bool) {
	yes := false
	switch strings.ToLower(words) {
	case "true", "wahr", "yes", "ja", "1", "x":
		yes = true
	case "false", "falsch", "no", "nein", "0":
	default:
		return nil, false
	}
	return &yes, true
}
