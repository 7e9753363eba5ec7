package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// marker is how a sentence cites a passage: [1].
var marker = regexp.MustCompile(`\[(\d{1,3})\]`)

// A checker hears what a model writes, piece by piece, and lets through the sentences that the passages support.
type checker struct {
	passages  []Passage
	rest      string // heard, but not a whole sentence yet
	accepted  []string
	citations []bot.Citation
	numbers   map[int]int // number of a passage in the answer, by its number in the prompt
}

func newChecker(passages []Passage) *checker {
	return &checker{passages: passages, numbers: map[int]int{}}
}

// hear takes the next piece and gives the sentences that became complete by it and are supported. A sentence is complete when
// another has begun: its markers may follow its full stop.
func (c *checker) hear(piece string) []string {
	c.rest += piece
	before := len(c.accepted)
	for {
		sentence, rest, ok := nextSentence(c.rest)
		if !ok {
			return c.accepted[before:]
		}
		c.rest = rest
		c.judge(sentence)
	}
}

// end takes what is left as the last sentence.
func (c *checker) end() {
	c.judge(c.rest)
	c.rest = ""
}

func (c *checker) judge(sentence string) {
	said := strings.TrimSpace(marker.ReplaceAllString(sentence, ""))
	said = strings.TrimSpace(strings.ReplaceAll(said, " .", "."))
	if len(terms(said, "")) == 0 {
		return
	}
	var marks string
	for _, m := range marker.FindAllStringSubmatch(sentence, -1) {
		n, _ := strconv.Atoi(m[1])
		if n < 1 || n > len(c.passages) {
			continue // it cites what does not exist
		}
		if evidence, ok := supports(c.passages[n-1], said); ok {
			if mark := c.cite(n, evidence); !strings.Contains(marks, mark) {
				marks += mark
			}
		}
	}
	if marks != "" {
		c.accepted = append(c.accepted, said+" "+marks)
	}
}

// cite numbers citations in the order of their first use. One passage is cited once, with the first quote.
func (c *checker) cite(passage int, quote string) string {
	n, known := c.numbers[passage]
	if !known {
		c.citations = append(c.citations, Cite(c.passages[passage-1], quote))
		n = len(c.citations)
		c.numbers[passage] = n
	}
	return fmt.Sprintf("[%d]", n)
}

// text joins the accepted sentences; steps keep their lines.
func (c *checker) text() string {
	var b strings.Builder
	for i, s := range c.accepted {
		switch {
		case i == 0:
		case bullet.MatchString(s):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	return b.String()
}

// nextSentence cuts the first whole sentence with its markers off.
func nextSentence(text string) (sentence, rest string, ok bool) {
	spans := lang.Sentences(text)
	for i := 1; i < len(spans); i++ {
		tail := text[spans[i].Start:]
		begin := spans[i].Start + len(tail) - len(strings.TrimLeft(markersFirst.ReplaceAllString(tail, ""), " "))
		if strings.HasPrefix(strings.TrimSpace(text[begin:]), "[") || strings.TrimSpace(text[begin:]) == "" {
			continue // a marker that is not whole yet
		}
		return text[:begin], text[begin:], true
	}
	return "", text, false
}

var markersFirst = regexp.MustCompile(`^(\s*\[\d{1,3}\][.,;]?)+\s*`)

// supportShare is the least share of a sentence's words that must stand in the passage it cites.
const supportShare = 0.7

// supports tells whether a passage says what a sentence says, and which of its sentences does. Most words must be there, all
// numbers with what they count, and both must deny or neither. It knows words, not meanings: what it cannot see supported it
// refuses.
func supports(p Passage, sentence string) (evidence string, ok bool) {
	about := terms(strings.Join(append([]string{p.Title}, p.Headings...), " "), p.Language)
	said := terms(bullet.ReplaceAllString(sentence, ""), p.Language)
	if len(said) == 0 {
		return "", false
	}
	us := units(p)
	best := -1.0
	for i := range us {
		for _, e := range []string{us[i], strings.Join(us[i:min(i+2, len(us))], " ")} {
			if share := shareOf(said, append(terms(e, p.Language), about...)); share > best+1e-9 {
				best, evidence = share, e
			}
		}
	}
	if best < supportShare || negated(sentence) != negated(evidence) {
		return "", false
	}
	return evidence, countsAgree(sentence, p)
}

// shareOf is the share of words that others speak of, longer words counting more.
func shareOf(said, by []term) float64 {
	found, all := 0.0, 0.0
	for _, t := range said {
		w := float64(min(len(t.folded), 12))
		found += w * t.best(by)
		all += w
	}
	return found / all
}

// countsAgree tells whether every number of a sentence stands in the passage, before the same thing.
func countsAgree(sentence string, p Passage) bool {
	have := counts(firstOf(p.Whole, p.Text), p.Language)
	have = append(have, counts(strings.Join(append([]string{p.Title}, p.Headings...), "\n"), p.Language)...)
	for _, c := range counts(bullet.ReplaceAllString(sentence, ""), p.Language) {
		if !slices.ContainsFunc(have, c.matches) {
			return false
		}
	}
	return true
}

// A count is a number and the word behind it, if that carries meaning.
type count struct {
	number string
	of     *term
}

var numbers = regexp.MustCompile(`\d+(?:[.,:]\d+)*`)

func counts(text, language string) []count {
	var all []count
	for _, at := range numbers.FindAllStringIndex(text, -1) {
		c := count{number: strings.ReplaceAll(text[at[0]:at[1]], ",", ".")}
		next := lang.Tokens(text[at[1]:min(len(text), at[1]+40)])
		if len(next) > 0 && next[0].Start <= 2 && !stop(strings.ToLower(next[0].Text), language) {
			t := newTerm(strings.ToLower(next[0].Text), language)
			c.of = &t
		}
		all = append(all, c)
	}
	return all
}

func (c count) matches(o count) bool {
	if c.number != o.number {
		return false
	}
	return c.of == nil || o.of == nil || c.of.like(*o.of) > 0
}
