package eval_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// ports are small but real: everything is decided by the words that texts share.
func ports() eval.Ports {
	return eval.Ports{Bots: parrots{}, Classifier: overlap{}, Searcher: shelves{}, Extractor: digits{}}
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// shared is the share of a's words that b has, too.
func shared(a, b string) float64 {
	other, n := wordsOf(b), 0
	words := wordsOf(a)
	for _, w := range words {
		if slices.Contains(other, w) {
			n++
		}
	}
	return float64(n) / float64(max(len(words), 1))
}

// overlap classifies by the example that shares most words. Deaf is an intent it has forgotten.
type overlap struct{ deaf string }

func (o overlap) Train(_ context.Context, examples []eval.Example) (eval.Trained, error) {
	return learned{examples, o.deaf}, nil
}

// Of learns "heard = said" from a parrot's rules.txt: each heard is an example of the intent said.
func (o overlap) Of(_ context.Context, folder string) (eval.Trained, error) {
	p, err := parrots{}.Open(context.Background(), folder)
	if err != nil {
		return nil, err
	}
	var all []eval.Example
	for _, heard := range slices.Sorted(maps.Keys(p.(parrot))) {
		all = append(all, eval.Example{Text: heard, Intent: p.(parrot)[heard]})
	}
	return learned{all, o.deaf}, nil
}

type learned struct {
	examples []eval.Example
	deaf     string
}

func (l learned) Classify(_ context.Context, text, _ string) (eval.Guess, error) {
	switch text {
	case "panic":
		panic("a broken classifier")
	case "fail":
		return eval.Guess{}, errors.New("the model timed out")
	}
	var g eval.Guess
	outside := 0.0
	for _, e := range l.examples {
		s := shared(text, e.Text)
		switch {
		case e.Intent == score.Outside:
			outside = max(outside, s)
		case e.Intent != l.deaf && (s > g.Confidence || g.Intent == ""):
			g.Intent, g.Confidence = e.Intent, s
		}
	}
	g.Rejected = g.Confidence < 0.5 || outside >= g.Confidence
	return g, nil
}

// Why names the examples that share words.
func (l learned) Why(text, _ string) string {
	var lines []string
	for _, e := range l.examples {
		if s := shared(text, e.Text); s > 0 {
			lines = append(lines, fmt.Sprintf("%s %.2f: %q", e.Intent, s, e.Text))
		}
	}
	return strings.Join(lines, "\n")
}

// shelves searches by shared words. Upside puts the best last.
type shelves struct{ upside bool }

func (s shelves) Index(_ context.Context, documents []eval.Document) (eval.Library, error) {
	return shelf{documents, s.upside}, nil
}

type shelf struct {
	documents []eval.Document
	upside    bool
}

func (s shelf) Close() error { return nil }

func (s shelf) Search(_ context.Context, q eval.Query) (eval.Found, error) {
	text := q.Text
	for _, h := range q.History {
		text += " " + h.Text
	}
	var f eval.Found
	documents := slices.Clone(s.documents)
	if q.Given != "" {
		documents = slices.DeleteFunc(documents, func(d eval.Document) bool { return d.ID != q.Given })
	}
	of := func(d eval.Document) float64 { return shared(text, d.Title+" "+d.Text) }
	slices.SortStableFunc(documents, func(a, b eval.Document) int {
		if of(a) > of(b) != s.upside {
			return -1
		}
		return 1
	})
	for _, d := range documents {
		f.Documents = append(f.Documents, d.ID)
		f.Confidence = max(f.Confidence, of(d))
	}
	f.Raw, f.Abstained = f.Confidence, f.Confidence < 0.3
	best := 0.0
	for _, line := range strings.Split(documents[0].Text, "\n") {
		if s := shared(text, line); s > best {
			best, f.Quotes = s, []string{strings.ToUpper(line) + " !"}
		}
	}
	return f, nil
}

// digits finds the first number and takes it for what was asked.
type digits struct{}

func (digits) Train(context.Context, []eval.Filled) (eval.Reader, error) { return digits{}, nil }

func (digits) Read(_ context.Context, text, _ string, requested []string) ([]score.Span, error) {
	at := strings.IndexFunc(text, unicode.IsDigit)
	if at < 0 || len(requested) == 0 {
		return nil, nil
	}
	end := at
	for end < len(text) && unicode.IsDigit(rune(text[end])) {
		end++
	}
	return []score.Span{{Slot: requested[0], Start: utf8.RuneCountInString(text[:at]), End: utf8.RuneCountInString(text[:end])}}, nil
}

// parrots opens folders with a rules.txt of "heard = said".
type parrots struct{}

func (parrots) Open(_ context.Context, folder string) (eval.Bot, error) {
	f, err := os.Open(filepath.Join(folder, "rules.txt"))
	if err != nil {
		return nil, err
	}
	p := parrot{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		heard, said, _ := strings.Cut(lines.Text(), " = ")
		p[heard] = said
	}
	return p, f.Close()
}

type parrot map[string]string

func (p parrot) Signs() journey.Signs                                   { return quiet{} }
func (p parrot) Zone() *time.Location                                   { return time.UTC }
func (p parrot) Flows() []report.Flow                                   { return nil }
func (p parrot) Close() error                                           { return nil }
func (p parrot) Begin(context.Context, chat.Opening) (chat.Talk, error) { return perch{p}, nil }

type perch struct{ parrot }

func (p perch) Given(context.Context, chat.Given) error { return nil }

func (p perch) Say(_ context.Context, burst ...bot.Inbound) (*bot.Turn, error) {
	in := burst[0]
	if in.Text == "panic" {
		panic("a broken bot")
	}
	t := &bot.Turn{Heard: []bot.Utterance{in.Utterance()}, Decision: bot.Decision{Kind: bot.Act, Skill: "parrot", Confidence: 1}}
	if p.parrot[in.Text] == "?" {
		t.Decision.Kind = bot.Rephrase
	}
	t.Say(bot.Reply{Text: p.parrot[in.Text]})
	return t, nil
}

func (p perch) Wait(context.Context, time.Duration) ([]*bot.Turn, error) { return nil, nil }
func (p perch) Agent(context.Context, chat.Deed) ([]*bot.Turn, error)    { return nil, nil }
func (p perch) Conversation(context.Context) (bot.Conversation, error) {
	return bot.Conversation{}, nil
}
