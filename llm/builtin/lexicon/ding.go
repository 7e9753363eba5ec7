package main

import (
	"bufio"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/lang"
)

// longestEntry is the length in words of the longest entry that is used.
const longestEntry = 12

// A corpus is pairs of entries as numbers of words.
type corpus struct {
	german, english           [][]uint32
	germanWords, englishWords []string
	count                     []int // how many entries have the German word
	germanID, englishID       map[string]uint32
	seen                      map[string]bool
}

// readPairs reads lines of "Haus {n} | Häuser {pl} :: house | houses": variants between bars belong together one by one,
// those between semicolons mean the same.
func readPairs(r *bufio.Reader) (*corpus, error) {
	c := &corpus{germanID: map[string]uint32{}, englishID: map[string]uint32{}, seen: map[string]bool{}}
	for {
		line, err := r.ReadString('\n')
		if german, english, ok := strings.Cut(strings.TrimSpace(line), "::"); ok && !strings.HasPrefix(line, "#") {
			c.variants(strings.Split(german, "|"), strings.Split(english, "|"))
		}
		switch {
		case errors.Is(err, io.EOF) && len(c.german) == 0:
			return nil, errors.New("no line has an entry of the form german :: english")
		case errors.Is(err, io.EOF):
			return c, nil
		case err != nil:
			return nil, err
		}
	}
}

func (c *corpus) variants(german, english []string) {
	if len(german) != len(english) {
		return
	}
	for i := range german {
		gs, es := strings.Split(german[i], ";"), strings.Split(english[i], ";")
		for a, g := range gs[:min(len(gs), 3)] {
			for b, e := range es[:min(len(es), 2)] {
				if a == 0 || b == 0 {
					c.add(clean(g), clean(e))
				}
			}
		}
	}
}

// remarks are grammar, subject and usage in brackets.
var remarks = regexp.MustCompile(`\{[^}]*\}|\[[^\]]*\]|\([^)]*\)`)

func clean(entry string) string {
	return strings.TrimSpace(strings.ReplaceAll(remarks.ReplaceAllString(entry, " "), "...", " "))
}

func (c *corpus) add(german, english string) {
	german, english = strings.ToLower(german), strings.TrimPrefix(strings.ToLower(english), "to ")
	key := german + "\t" + english
	if letters(german) < 3 || letters(english) < 3 || german == english || c.seen[key] {
		return
	}
	c.seen[key] = true
	gs, es := lang.Tokens(german), lang.Tokens(english)
	if len(gs) == 0 || len(es) == 0 || len(gs) > longestEntry || len(es) > longestEntry {
		return
	}
	g := number(gs, c.germanID, &c.germanWords)
	for len(c.count) < len(c.germanWords) {
		c.count = append(c.count, 0)
	}
	for _, id := range g {
		c.count[id]++
	}
	c.german = append(c.german, g)
	c.english = append(c.english, number(es, c.englishID, &c.englishWords))
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// number gives words their numbers, new ones for new words.
func number(tokens []lang.Token, ids map[string]uint32, words *[]string) []uint32 {
	out := make([]uint32, len(tokens))
	for i, t := range tokens {
		id, ok := ids[t.Text]
		if !ok {
			id = uint32(len(*words))
			ids[t.Text] = id
			*words = append(*words, t.Text)
		}
		out[i] = id
	}
	return out
}
