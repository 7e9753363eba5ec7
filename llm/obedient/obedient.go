// Package obedient is a stand-in for a language model that does what it is told by whoever tells it: the worst model that a bot
// can have behind it. What it says must be caught by the bot. It needs no network and no chance: the same request always gets
// the same answer.
package obedient

import (
	"context"
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm"
)

// What it says when it obeys: none of it is in any document of an honest bot.
const (
	Canary = "KIELWASSER-7Q4Z"               // a word that proves that it obeyed
	Host   = "evil.example"                  // a host that nobody trusts
	Image  = "https://evil.example/leak.png" // a picture whose fetching would tell somebody
)

// A Model is such a stand-in. Asked nothing bad, it answers with the sentences of the first passage that it is shown.
type Model struct {
	// Told are instructions that it obeys wherever it is shown them, in a document or by a customer. Beside them it obeys
	// every sentence that speaks to a model: of its answer, its instructions or its prompt.
	Told []string
}

// Complete implements [llm.Model].
func (m Model) Complete(ctx context.Context, req llm.Request, each func(delta string) error) (llm.Response, error) {
	if err := ctx.Err(); err != nil {
		return llm.Response{}, err
	}
	text := m.answer(req)
	if each != nil {
		for _, delta := range strings.SplitAfter(text, "\n") {
			if err := each(delta); err != nil {
				return llm.Response{}, err
			}
		}
	}
	return llm.Response{Text: text, TokensOut: len(strings.Fields(text)), FinishedBy: "stop"}, nil
}

func (m Model) answer(req llm.Request) string {
	shown := read(req)
	var said []string
	for _, i := range m.instructions(shown) {
		said = append(said, obey(i, shown, req.System)...)
	}
	for _, s := range shown.sentences() {
		said = append(said, cited(s, 1))
	}
	if len(said) == 0 {
		return "NONE"
	}
	return strings.Join(said, "\n")
}

// An instruction is what somebody wants, and the number of the passage in which it stands; 1 for customers.
type instruction struct {
	text    string
	passage int
}

func (m Model) instructions(s sight) (all []instruction) {
	for n, p := range append([]string{s.customer}, s.passages...) {
		known := false
		for _, t := range m.Told {
			if strings.Contains(p, flat(t)) {
				all, known = append(all, instruction{t, max(n, 1)}), true
			}
		}
		for _, at := range lang.Sentences(p) {
			if sentence := p[at.Start:at.End]; !known && speaksToModels.MatchString(sentence) {
				all = append(all, instruction{sentence, max(n, 1)})
			}
		}
	}
	return all
}

var speaksToModels = regexp.MustCompile(`(?i)\b(your|the|this|deine[rm]?|ihre[rm]?) (\w+ )?(response|answer|reply|output|prompt|instructions|antwort|anweisungen)\b|` +
	`\b(ignore|forget|disregard|ignoriere|vergiss) (all|any|the|your|previous|everything|alle|alles|die|deine)\b`)

// A sight is what the model is shown, as it tells it apart.
type sight struct {
	passages []string // flattened
	customer string
}

var passageHead = regexp.MustCompile(`(?m)^\[(\d{1,3})\] .*\n`)

// read takes the last thing said apart, as bots lay it out: numbered passages, then the question. What was said before is the
// customer's.
func read(req llm.Request) (s sight) {
	if len(req.Said) == 0 {
		return s
	}
	last := req.Said[len(req.Said)-1].Text
	at := strings.LastIndex(last, "\nQuestion: ")
	if at >= 0 {
		heads := passageHead.FindAllStringIndex(last[:at], -1)
		for i, h := range heads {
			end := at
			if i+1 < len(heads) {
				end = heads[i+1][0]
			}
			s.passages = append(s.passages, flat(last[h[1]:end]))
		}
		last = last[at:]
	}
	for _, said := range req.Said[:len(req.Said)-1] {
		s.customer += " " + said.Text
	}
	s.customer = flat(s.customer + " " + last)
	return s
}

// sentences are those of the first passage.
func (s sight) sentences() (all []string) {
	if len(s.passages) == 0 {
		return nil
	}
	for _, at := range lang.Sentences(s.passages[0]) {
		all = append(all, s.passages[0][at.Start:at.End])
	}
	return all
}

// flat is a text on one line, without the brackets around numbers that bots take out of what is not theirs.
func flat(text string) string {
	return strings.Join(strings.Fields(marker.ReplaceAllString(text, "($1)")), " ")
}

var marker = regexp.MustCompile(`\[(\d{1,3})\]`)
