package knowledge

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/support"
	"github.com/lotse-bot/lotse/lang"
)

// marker is how a sentence cites a passage: [1].
var marker = regexp.MustCompile(`\[(\d{1,3})\]`)

// A checker hears what a model writes, piece by piece, and lets through the sentences that the passages support.
type checker struct {
	passages  []Passage
	gloss     support.Gloss
	language  string    // in which the answer is to be
	grounds   []*ground // of the passages, by their place; made when they are first cited
	guard     *guard
	heard     string
	rest      string // the end of it, not a whole sentence yet
	accepted  []string
	citations []bot.Citation
	numbers   map[cited]int // of the citations in the answer
}

// cited is what a citation shows.
type cited struct {
	passage int
	quote   string
}

func (a *Answers) newChecker(passages []Passage, language string) *checker {
	return &checker{
		passages: passages, gloss: a.Gloss, language: language, grounds: make([]*ground, len(passages)),
		guard: a.guard(addresses(passages)...), numbers: map[cited]int{},
	}
}

// hear takes the next piece and gives the sentences that became complete by it and are supported. A sentence is complete when
// another has begun: its markers may follow its full stop.
func (c *checker) hear(piece string) []string {
	c.heard += piece
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
	if found, _ := lang.Detect(said); found != "" && found != c.language {
		return // in another language than was asked for
	}
	var marks string
	for _, m := range marker.FindAllStringSubmatch(sentence, -1) {
		n, _ := strconv.Atoi(m[1])
		if n < 1 || n > len(c.passages) {
			continue // it cites what does not exist
		}
		if evidence, _ := c.ground(n).supports(said); evidence != "" {
			if mark := c.cite(n, evidence); !strings.Contains(marks, mark) {
				marks += mark
			}
		}
	}
	if marks != "" {
		c.accepted = append(c.accepted, c.guard.clean(said)+" "+marks)
	}
}

func (c *checker) ground(n int) *ground {
	if c.grounds[n-1] == nil {
		c.grounds[n-1] = newGround(c.passages[n-1], c.gloss)
	}
	return c.grounds[n-1]
}

// cite numbers citations in the order of their first use: each shows exactly the words that a sentence rests on.
func (c *checker) cite(passage int, quote string) string {
	what := cited{passage, quote}
	n, known := c.numbers[what]
	if !known {
		c.citations = append(c.citations, Cite(c.passages[passage-1], quote))
		n = len(c.citations)
		c.numbers[what] = n
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
