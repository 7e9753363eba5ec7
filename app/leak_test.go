package app_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

// leakQueries is how many questions each role asks.
const leakQueries = 1000

// outcome is everything that came of a turn, but for what the customer said herself: replies, the trace, what was asked outside.
func outcome(t *testing.T, turn *bot.Turn) string {
	t.Helper()
	var entries []bot.Entry
	for _, e := range turn.Entries {
		if e.Author != bot.ByCustomer {
			entries = append(entries, e)
		}
	}
	var answers []json.RawMessage
	for _, x := range turn.Exchanges {
		var found struct{ Hits, Article json.RawMessage }
		if err := json.Unmarshal(x.Answer, &found); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, found.Hits, found.Article)
	}
	text, err := json.Marshal([]any{entries, turn.Decision.Bids, answers})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNobodyIsToldWhatIsNotHers asks a thousand questions a role, made of the very words of what is hidden from it, through
// the whole bot. Nothing that is hidden is found, said, cited or noted.
func TestNobodyIsToldWhatIsNotHers(t *testing.T) {
	all := vault()
	var documents []knowledge.Document
	for _, s := range all {
		documents = append(documents, s.Document)
	}
	h := newHall(t, documents...)
	for role, c := range map[string]struct {
		claims []string
		hers   []string // groups of documents
	}{
		"nobody":   {nil, []string{"open"}},
		"customer": {[]string{"customer:mia"}, []string{"open", "customer"}},
		"partner":  {[]string{"customer:mia", "partner"}, []string{"open", "customer", "partner", "both"}},
		"staff":    {[]string{"customer:mia", "STAFF"}, []string{"open", "customer", "staff", "both"}},
		"region":   {[]string{"customer:mia", "region:de"}, []string{"open", "customer", "german"}},
	} {
		t.Run(role, func(t *testing.T) {
			h.t = t
			claims, reader := c.claims, knowledge.Reader{Now: leakTime, Claims: c.claims}
			var hidden, open []secret
			for _, s := range all {
				if slices.Contains(c.hers, strings.Split(s.ID, "-")[1]) {
					open = append(open, s)
				} else {
					hidden = append(hidden, s)
				}
			}
			random := rand.New(rand.NewPCG(uint64(len(role)), 1))
			leaks := 0
			for i := range leakQueries {
				s := hidden[i%len(hidden)]
				text := s.ask(random, i)
				turn := h.says(fmt.Sprintf("%s-%d", role, i/5), text, claims...) // the same conversation again: follow-ups
				answer, err := h.app.Answers.Ask(t.Context(), knowledge.Inquiry{Text: text, Reader: reader})
				if err != nil {
					t.Fatal(err)
				}
				asked, err := json.Marshal(answer)
				if err != nil {
					t.Fatal(err)
				}
				if what := leaked(outcome(t, turn)+string(asked), text, hidden); what != "" {
					leaks++
					t.Errorf("%q finds %s", text, what)
				}
				if leaks > 3 {
					t.Fatal("and so on")
				}
			}
			// What is hers is found by the same kind of question, or the suite would prove nothing.
			found := 0
			for _, s := range open {
				answer, err := h.app.Answers.Ask(t.Context(), knowledge.Inquiry{Text: "Was steht unter " + s.Title + "?", Reader: reader})
				if err != nil {
					t.Fatal(err)
				}
				if len(answer.Hits) > 0 && answer.Hits[0].Passage.Document == s.ID {
					found++
				}
			}
			if found < len(open) {
				t.Errorf("of %d documents that are hers only %d are found", len(open), found)
			}
		})
	}
}

// leaked is the hidden document of which something is in a text that was not in the question.
func leaked(text, asked string, hidden []secret) string {
	for _, s := range hidden {
		if strings.Contains(text, `"`+s.ID+`"`) || strings.Contains(text, s.ID+"#") || strings.Contains(text, "/articles/"+s.ID) {
			return s.ID
		}
		for _, w := range s.words {
			if strings.Contains(text, w) && !strings.Contains(asked, w) {
				return s.ID + ": " + w
			}
		}
	}
	return ""
}
