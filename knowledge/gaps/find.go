package gaps

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// Find finds in a whole conversation the questions that were not answered well. Their words are not masked yet.
func Find(turns []*bot.Turn, s Signs) []Occurrence {
	all := make([]Occurrence, 0, len(turns))
	retracted := retracted(turns)
	for i, t := range turns {
		q, asked := lookedUp(t)
		if !asked || retracted[t.ID] {
			continue
		}
		o := Occurrence{
			ID: bot.ID("gap", t.ID), Conversation: t.Conversation.ID, At: t.Now, Question: q.text(), Language: cmp.Or(q.Language, t.Conversation.Language),
			Nearest: q.nearest(), Confidence: confidence(t), Flow: flow(t), Team: team(turns[i:]),
		}
		o.judge(turns, i, s)
		if len(o.Reasons) > 0 && says(o) {
			all = append(all, o)
		}
	}
	return all
}

// says tells whether a question says what it is about: a word of more than grammar.
func says(o Occurrence) bool {
	return slices.ContainsFunc(lang.Tokens(o.Question), func(t lang.Token) bool {
		return len(t.Text) > 2 && strings.ContainsFunc(t.Text, unicode.IsLetter) && !lang.Stop(strings.ToLower(t.Text), o.Language)
	})
}

// judge says why the question of a turn counts.
func (o *Occurrence) judge(turns []*bot.Turn, at int, s Signs) {
	t := turns[at]
	why, quoted := noted(t, s.Quoted)
	switch given := answered(t); {
	case given && quoted && strings.Contains(why, "support"):
		o.because(Unsupported)
	case !given && asksBack(t):
		if !picked(turns, at) {
			o.because(Unsure)
		}
	case !given && passedBy(t):
		o.because(Unanswered)
	case given && handedOff(turns, at):
		o.because(HandedOff)
	}
	bad, wrong, right := rated(turns, t, s)
	if bad {
		o.because(Unhelpful)
	}
	if wrong {
		o.because(Wrong)
	}
	o.Right, o.Why = right, cmp.Or(abstained(t), why)
}

func (o *Occurrence) because(r Reason) { o.Reasons = append(o.Reasons, r) }

// looked is what a turn's trace tells of looking a question up.
type looked struct {
	Question string `json:"question"`
	Language string `json:"language"`
	Hits     []struct {
		Passage struct {
			Document string `json:"document"`
		} `json:"passage"`
	} `json:"hits"`
	Sought struct {
		Text      string   `json:"text"`
		Carried   []string `json:"carried"`
		Rewritten bool     `json:"rewritten"`
	} `json:"sought"`
	asked string
}

// exchangeFind is the kind of the exchange in which knowledge looks a question up.
const exchangeFind = "knowledge.find"

// lookedUp reads the question that a turn put to the articles; false if it put none.
func lookedUp(t *bot.Turn) (l looked, asked bool) {
	for _, x := range t.Exchanges {
		if x.Kind != exchangeFind || x.Failed != "" {
			continue
		}
		var q struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(x.Asked, &q) != nil || json.Unmarshal(x.Answer, &l) != nil {
			continue // of a program that noted it otherwise
		}
		l.asked = q.Text
		return l, true
	}
	return l, false
}

// text is the question as it can be understood by itself: one that leans on the question before it has the words it leans on
// behind it, or was rewritten.
func (l looked) text() string {
	text := strings.TrimSpace(cmp.Or(l.Question, l.asked))
	switch s := l.Sought; {
	case s.Rewritten && s.Text != "":
		return s.Text
	case len(s.Carried) > 0:
		return text + " (" + strings.Join(s.Carried, ", ") + ")"
	}
	return text
}

func (l looked) nearest() string {
	if len(l.Hits) == 0 {
		return ""
	}
	return l.Hits[0].Passage.Document
}

// retracted are the turns whose words the customer took back later, by ID.
func retracted(turns []*bot.Turn) map[string]bool {
	turnOf, gone := map[string]string{}, map[string]bool{}
	for _, t := range turns {
		for _, u := range t.Heard {
			turnOf[u.Key] = t.ID
		}
		for _, e := range t.Entries {
			if (e.Event == bot.EventDeleted || e.Event == bot.EventEdited) && turnOf[e.Key] != t.ID {
				gone[turnOf[e.Key]] = true
			}
		}
	}
	return gone
}

// flow is the flow in the middle of which a turn's question was asked.
func flow(t *bot.Turn) string {
	if f := t.Conversation.Frame(); f != nil {
		return f.Flow
	}
	return ""
}

// team is the first that a person was asked of from a turn on.
func team(turns []*bot.Turn) string {
	i := slices.IndexFunc(turns, func(t *bot.Turn) bool { return t.Conversation.Handoff != nil && t.Conversation.Handoff.Team != "" })
	if i < 0 {
		return ""
	}
	return turns[i].Conversation.Handoff.Team
}
