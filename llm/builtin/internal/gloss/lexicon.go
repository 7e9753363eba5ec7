// Package gloss turns German into English word by word, well enough for an English embedder to place it.
package gloss

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// A Lexicon gives the English for German words: those of the [dictionary], and those of a file: lines of
// "german<tab>english<tab>count" in lower case, sorted by the bytes of the German word, count being how much evidence there
// is; other English words may follow the first one after bars ("attacks|assaults"). Lines that begin with # say where it comes
// from. The lines stay one piece of memory.
type Lexicon struct {
	text   string
	starts []uint32 // of the lines
	hash   string
}

// Load reads a lexicon.
func Load(path string) (*Lexicon, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the German lexicon: %w", err)
	}
	l, err := Parse(string(file))
	if err != nil {
		return nil, fmt.Errorf("the German lexicon %s: %w", path, err)
	}
	return l, nil
}

// Parse reads a lexicon from its text.
func Parse(text string) (*Lexicon, error) {
	l := &Lexicon{text: text, starts: make([]uint32, 0, strings.Count(text, "\n")+1)}
	before, number := "", 0
	for start := 0; start < len(text); {
		line, _, _ := strings.Cut(text[start:], "\n")
		number++
		if line != "" && line[0] != '#' {
			german, _, _, ok := fields(line)
			switch {
			case !ok:
				return nil, fmt.Errorf("line %d is not german<tab>english<tab>count", number)
			case german <= before && before != "":
				return nil, fmt.Errorf("line %d is out of order: %q after %q", number, german, before)
			}
			before = german
			l.starts = append(l.starts, uint32(start))
		}
		start += len(line) + 1
	}
	sum := sha256.Sum256([]byte(grammar + dictionary + text))
	l.hash = hex.EncodeToString(sum[:6])
	return l, nil
}

// Small is the lexicon without a file: the dictionary alone.
func Small() *Lexicon { return small() }

var small = sync.OnceValue(func() *Lexicon {
	l, _ := Parse("") // no line, no error
	return l
})

// Hash is short and differs with the content.
func (l *Lexicon) Hash() string { return l.hash }

// Len is the number of German words of the file.
func (l *Lexicon) Len() int { return len(l.starts) }

// find gives the best English for a form, and its evidence; 0 if it is not there.
func (l *Lexicon) find(german string) (english string, count int) {
	all, count := l.all(german)
	english, _, _ = strings.Cut(all, "|")
	return english, count
}

// all gives every English word for a form, the best first, with bars between them. What the dictionary says comes first.
func (l *Lexicon) all(german string) (english string, count int) {
	i := sort.Search(len(l.starts), func(i int) bool { return l.german(i) >= german })
	if i < len(l.starts) && l.german(i) == german {
		_, english, count, _ = fields(l.line(i))
	}
	chosen := own().english[german]
	switch {
	case chosen == "":
		return english, count
	case english == "":
		return chosen, sure
	}
	all := strings.Split(chosen, "|")
	for other := range strings.SplitSeq(english, "|") {
		if !slices.Contains(all, other) {
			all = append(all, other)
		}
	}
	return strings.Join(all, "|"), sure
}

func (l *Lexicon) line(i int) string {
	line, _, _ := strings.Cut(l.text[l.starts[i]:], "\n")
	return line
}

func (l *Lexicon) german(i int) string {
	german, _, _ := strings.Cut(l.text[l.starts[i]:], "\t")
	return german
}

func fields(line string) (german, english string, count int, ok bool) {
	german, rest, _ := strings.Cut(line, "\t")
	english, number, _ := strings.Cut(rest, "\t")
	count, err := strconv.Atoi(strings.TrimSpace(number))
	return german, english, count, err == nil && german != "" && count > 0
}
