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
	passages []Passage
	closer   *closer
	buys     bool      // she asks about buying
	language string    // in which the answer is to be
	grounds  []*ground // of the passages, by their place; made when they are first cited
	guard    *guard
	heard    string
	rest     string // the end of it, not a whole sentence yet
	accepted []accepted
	judged   []Sentence
	verdicts map[string]verdict // by sentence: what is heard twice is judged once
}

// A verdict on a sentence is what it rests on; or why on nothing.
type verdict struct {
	cites []cited
	why   string
}

// A Sentence that a model wrote, and what became of it.
type Sentence struct {
	Text    string `json:"text"`
	Dropped string `json:"dropped,omitempty"` // why it was not said
}

// An accepted sentence, and what it rests on.
type accepted struct {
	text  string
	cites []cited
}

// cited is what a citation shows.
type cited struct {
	passage int
	quote   string
}

func (a *Answers) newChecker(passages []Passage, f Finding) *checker {
	return &checker{
		passages: passages, closer: a.closely(), buys: shops.MatchString(f.Question), language: f.Language, grounds: make([]*ground, len(passages)),
		guard: a.guard(addresses(passages)...), verdicts: map[string]verdict{},
	}
}

// hear takes the next piece and gives the sentences that became complete by it and are supported. A sentence is complete when
// another has begun: its markers may follow its full stop.
func (c *checker) hear(piece string) []accepted {
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
	if !slices.ContainsFunc(lang.Tokens(said), func(t lang.Token) bool { return !stop(strings.ToLower(t.Text), "") }) {
		return
	}
	v, known := c.verdicts[sentence]
	if !known {
		v.cites, v.why = c.rests(said, sentence)
		c.verdicts[sentence] = v
	}
	if len(v.cites) > 0 {
		c.accepted = append(c.accepted, accepted{c.guard.clean(said), v.cites})
	}
	c.judged = append(c.judged, Sentence{said, v.why})
}

// rests is what a sentence rests on, of what it cites; or why on nothing.
func (c *checker) rests(said, sentence string) (cites []cited, why string) {
	language, _ := lang.Detect(said)
	if language != "" && language != c.language {
		return nil, "it is in another language than was asked for"
	}
	if !c.buys && advertises.MatchString(said) {
		return nil, "it advertises, and she asked for help"
	}
	why = "it cites nothing"
	for _, m := range marker.FindAllStringSubmatch(sentence, -1) {
		n, _ := strconv.Atoi(m[1])
		if n < 1 || n > len(c.passages) {
			why = "it cites what does not exist"
			continue
		}
		evidence, refused := c.ground(n).supports(said, language)
		switch {
		case evidence == "":
			why = refused
		case !slices.Contains(cites, cited{n, evidence}):
			cites = append(cites, cited{n, evidence})
		}
	}
	if len(cites) > 0 {
		return cites, ""
	}
	return nil, why
}

// used are the passages that accepted sentences rest on.
func (c *checker) used() (all []Passage) {
	seen := map[int]bool{}
	for _, s := range c.accepted {
		for _, what := range s.cites {
			if !seen[what.passage] {
				seen[what.passage] = true
				all = append(all, c.passages[what.passage-1])
			}
		}
	}
	return all
}

// drop takes back what rests on passages that are gone, and lets nothing rest on them any more.
func (c *checker) drop(gone []string) {
	if len(gone) == 0 {
		return
	}
	c.verdicts = map[string]verdict{} // what rested on them does no longer
	is := func(what cited) bool { return slices.Contains(gone, c.passages[what.passage-1].ID) }
	for i := range c.accepted {
		c.accepted[i].cites = slices.DeleteFunc(slices.Clone(c.accepted[i].cites), is)
	}
	c.accepted = slices.DeleteFunc(c.accepted, func(s accepted) bool { return len(s.cites) == 0 })
	for i, p := range c.passages {
		if slices.Contains(gone, p.ID) {
			c.grounds[i] = newGround(Passage{Kind: KindText}, nil)
		}
	}
}

func (c *checker) ground(n int) *ground {
	if c.grounds[n-1] == nil {
		c.grounds[n-1] = c.closer.ground(c.passages[n-1])
	}
	return c.grounds[n-1]
}

// numbered are what the accepted sentences cite, in the order of their first use: each shows exactly the words that a sentence
// rests on.
func (c *checker) numbered() (all []cited) {
	for _, s := range c.accepted {
		for _, what := range s.cites {
			if !slices.Contains(all, what) {
				all = append(all, what)
			}
		}
	}
	return all
}

// citations are those of the text.
func (c *checker) citations() (all []bot.Citation) {
	for _, what := range c.numbered() {
		all = append(all, Cite(c.passages[what.passage-1], what.quote))
	}
	return all
}

// text joins the accepted sentences with the numbers of their citations; steps keep their lines.
func (c *checker) text() string {
	var b strings.Builder
	numbered := c.numbered()
	for i, s := range c.accepted {
		switch {
		case i == 0:
		case bullet.MatchString(s.text):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(c.labelled(s) + " ")
		for _, what := range s.cites {
			fmt.Fprintf(&b, "[%d]", 1+slices.Index(numbered, what))
		}
	}
	return b.String()
}

// labelled is an accepted sentence, with its label if it rests on what somebody paid for.
func (c *checker) labelled(s accepted) string {
	for _, what := range s.cites {
		if p := c.passages[what.passage-1]; p.Scope.Paid {
			return labelled(p, s.text)
		}
	}
	return s.text
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
