package private

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Masker puts stand-ins in the place of personal data: always the same one for the same original, so that texts that
// belong together still do. It is for one goroutine.
type Masker struct {
	finder *Finder
	make   func(kind Kind, original string, n int) string
	known  map[string]string // stand-ins by their originals
	issued map[string]string // originals by their stand-ins
	counts map[string]int    // how many stand-ins of a kind there are
}

// NewMasker makes a masker whose stand-ins look like what they stand for, and pass the same checks: an IBAN has a right checksum, a
// serial number the bot's pattern.
func NewMasker(f *Finder) *Masker {
	return newMasker(f, func(kind Kind, original string, n int) string { return standIns[kind](original, n) })
}

// NewPlaceholders makes a masker whose stand-ins only say what stood there: ⟨name 1⟩. A reader, or a model, cannot take them for
// anything else, and what is written with them can be restored.
func NewPlaceholders(f *Finder) *Masker {
	return newMasker(f, func(kind Kind, _ string, n int) string { return fmt.Sprintf("⟨%s %d⟩", kind, n+1) })
}

// NewSealed makes a masker of placeholders whose numbers follow from the original and a secret key: the same original has the same
// one in every text, now and later, and whoever does not have the key cannot try out whose it is.
func NewSealed(f *Finder, key []byte) *Masker {
	return newMasker(f, func(kind Kind, original string, _ int) string {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(original)) // a hash takes everything
		return fmt.Sprintf("⟨%s %d⟩", kind, 1000+binary.BigEndian.Uint32(mac.Sum(nil))%9000)
	})
}

func newMasker(f *Finder, makes func(Kind, string, int) string) *Masker {
	return &Masker{finder: f, make: makes, known: map[string]string{}, issued: map[string]string{}, counts: map[string]int{}}
}

// Mask puts stand-ins for everything personal that is found in the text, and for what is known from before.
func (m *Masker) Mask(text string) string {
	spans := m.told(text)
	for _, s := range claim(spans, m.finder.Find(text))[len(spans):] {
		m.learn(s.Kind, text[s.Start:s.End], text)
	}
	return m.replace(text, m.known)
}

// Known puts stand-ins for what is known already, and looks for nothing new.
func (m *Masker) Known(text string) string { return m.replace(text, m.known) }

// Know says that a value is personal, wherever it stands: the value of a slot that holds a name.
func (m *Masker) Know(kind Kind, value string) {
	if value = strings.TrimSpace(value); utf8.RuneCountInString(value) > 1 {
		m.learn(kind, value, value)
	}
}

// Restore puts the originals back. It is exact if no text had one of the stand-ins in it by itself.
func (m *Masker) Restore(text string) string { return m.replace(text, m.issued) }

// Originals are what was found and replaced, sorted.
func (m *Masker) Originals() []string { return slices.Sorted(maps.Keys(m.known)) }

// told are the spans of the text that hold what is known already, or a stand-in.
func (m *Masker) told(text string) []Span {
	all := spansOf(text, slices.Collect(maps.Keys(m.known)))
	return claim(all, spansOf(text, slices.Collect(maps.Keys(m.issued))))
}

// learn gives an original its stand-in. The parts of a name have their own, so that "Frau Schmidt" is Anna Schmidt.
func (m *Masker) learn(kind Kind, original, text string) {
	if _, there := m.known[original]; there {
		return
	}
	if _, ours := m.issued[original]; ours {
		return
	}
	if kind == Name {
		m.learnName(original, text)
		return
	}
	m.settle(original, m.next(string(kind), text, func(n int) string { return m.make(kind, original, n) }))
}

// learnName gives each part of a name a stand-in: the last one that of a family, the others given names.
func (m *Masker) learnName(name, text string) {
	parts := nameWords(name)
	for i, at := range parts {
		part := name[at[0]:at[1]]
		if particles[strings.ToLower(part)] && len(parts) > 1 || m.known[part] != "" || m.issued[part] != "" {
			continue
		}
		last := i == len(parts)-1 && (len(parts) > 1 || !given[strings.ToLower(part)])
		m.settle(part, m.namePart(part, last, text))
	}
}

// namePart is the stand-in of a part: that of the same name in other letters, if there is one.
func (m *Masker) namePart(part string, last bool, text string) string {
	for _, other := range slices.Sorted(maps.Keys(m.known)) {
		if strings.EqualFold(other, part) {
			if s := likeCase(part, title(m.known[other])); m.issued[s] == "" {
				return s
			}
		}
	}
	kind, pool := "given", givenNames
	if last {
		kind, pool = "family", familyNames
	}
	return m.next(kind, text, func(n int) string {
		if s := m.make(Name, part, n); strings.HasPrefix(s, "⟨") {
			return strings.Replace(s, string(Name), kind+" "+string(Name), 1)
		}
		return likeCase(part, pick(pool, n))
	})
}

func title(s string) string {
	s = strings.ToLower(s)
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// tries bound the search for a stand-in: forms with few digits have few of them.
const tries = 1000

// next is the next stand-in that is nothing that stands in the text, or anywhere else.
func (m *Masker) next(kind, text string, standIn func(n int) string) string {
	s := ""
	for range tries {
		s = standIn(m.counts[kind])
		m.counts[kind]++
		if m.issued[s] == "" && m.known[s] == "" && !strings.Contains(text, s) {
			return s
		}
	}
	return fmt.Sprintf("%s-%d", s, m.counts[kind])
}

func (m *Masker) settle(original, standIn string) {
	m.known[original], m.issued[standIn] = standIn, original
}

// replace puts one text for another, longest first, where they stand as whole words.
func (m *Masker) replace(text string, by map[string]string) string {
	var out strings.Builder
	at := 0
	for _, s := range spansOf(text, slices.Collect(maps.Keys(by))) {
		out.WriteString(text[at:s.Start])
		out.WriteString(by[text[s.Start:s.End]])
		at = s.End
	}
	out.WriteString(text[at:])
	return out.String()
}

// spansOf finds where words stand in a text as whole words, the longest first where they overlap; in order.
func spansOf(text string, words []string) []Span {
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	var all []Span
	for _, w := range words {
		for from := 0; w != ""; {
			i := strings.Index(text[from:], w)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(w)
			if wholeWord(text, start, end) {
				all = claim(all, []Span{{Start: start, End: end}})
			}
			from = start + 1
		}
	}
	sortSpans(all)
	return all
}

// wholeWord is true of a piece that neither begins nor ends within a word.
func wholeWord(text string, start, end int) bool {
	inside := func(a, b rune) bool { return isWord(a) && isWord(b) }
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:end])
	last, _ := utf8.DecodeLastRuneInString(text[start:end])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !inside(before, first) && !inside(last, after)
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
