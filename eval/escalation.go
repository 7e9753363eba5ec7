package eval

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A summons is a row of cases.jsonl: what a customer says to the bot, and whether a person should come because of it.
type summons struct {
	ID       string `json:"id"`
	Language string `json:"lang"`
	History  []Said `json:"history"` // only what the customer says is played; the bot answers for itself
	Text     string `json:"text"`
	Person   *bool  `json:"person"`
	Reason   string `json:"reason"` // why, if one should
	Nobody   bool   `json:"nobody"` // no agent is at the desk
}

func (s summons) key() string { return s.ID }

func (s summons) missing() string {
	if s.Person == nil {
		return "person"
	}
	return firstEmpty("id", s.ID, "text", s.Text)
}

var escalationKind = kind{
	measure: (*run).escalation,
	metrics: []string{"escalation_precision", "escalation_recall", "escalation_f1", "reason_accuracy", "transfers_lost"},
}

var escalations = []metric[score.Escalation]{
	{"escalation_precision", score.EscalationPrecision, rightlyEscalated},
	{"escalation_recall", score.EscalationRecall, by(score.EscalationRecall)},
	{"escalation_f1", score.EscalationF1, rightlyEscalated},
	{"reason_accuracy", score.ReasonAccuracy, by(score.ReasonAccuracy)},
	{"transfers_lost", score.TransfersLost, by(score.TransfersLost)},
}

// rightlyEscalated says which cases went right; precision and F1 are no means over the cases, but fall with it.
func rightlyEscalated(cases []score.Escalation) []float64 {
	return pick(cases, func(c score.Escalation) float64 { return float64(b2i(c.Right())) })
}

// escalation holds every case's conversation with the suite's bot and looks who has it in the end.
func (r *run) escalation(ctx context.Context, s *Suite, out *result) error {
	cases := rows[summons](s, "cases.jsonl", true, out)
	if len(cases) == 0 {
		return nil
	}
	return r.withBot(ctx, s, out, func(b Bot) error {
		came := make([]score.Escalation, len(cases))
		entries := make([]report.Case, len(cases))
		errs := r.each(ctx, s.Name, len(cases), func(i int) (err error) {
			came[i], entries[i], err = summon(ctx, b, s.Name, cases[i])
			return err
		})
		for i, err := range errs {
			if c := cases[i]; err != nil { // the worst there is
				out.fault(c.file, c.line, "not played: "+err.Error(), "")
				came[i] = score.Escalation{Want: *c.value.Person, Got: !*c.value.Person, Reason: c.value.Reason}
				entries[i] = entered(c, came[i])
			}
			if came[i].Lost {
				out.Failures = append(out.Failures, lost(entries[i]))
			}
		}
		out.Cases = entries
		weigh(r, out, group[score.Escalation]{outcomes: came, cases: true}, escalations...)
		return nil
	})
}

// summon plays one case.
func summon(ctx context.Context, b Bot, suite string, r row[summons]) (e score.Escalation, c report.Case, err error) {
	talk, err := b.Begin(ctx, opening(suite, r.value.ID, r.value.Language, b.Zone()))
	if err != nil {
		return e, c, err
	}
	defer func() { err = errors.Join(err, talk.Close()) }()
	desk := chat.Deed{Agent: "anna", Verb: chat.Free}
	if r.value.Nobody {
		desk = chat.Deed{Verb: chat.Nobody}
	}
	if _, err := talk.Agent(ctx, desk); err != nil {
		return e, c, err
	}
	turn, err := tell(ctx, talk, customers(r.value.History, r.value.Text))
	if err != nil {
		return e, c, err
	}
	e, err = whoCame(ctx, talk, turn)
	e.Want, e.Reason = *r.value.Person, r.value.Reason
	c = entered(r, e)
	if turn != nil {
		c.Trace = chat.Why(turn.Decision)
	}
	return e, c, err
}

// whoCame looks who has the conversation after a turn. A promise is taken at its word: whoever was promised must be able to
// take the conversation.
func whoCame(ctx context.Context, talk chat.Talk, turn *bot.Turn) (e score.Escalation, err error) {
	c, err := talk.Conversation(ctx)
	if err != nil {
		return e, err
	}
	e.Got = c.Owner == bot.OwnerQueue || c.Owner == bot.OwnerAgent
	e.Promised = e.Got || c.Handoff != nil || turn != nil && turn.Decision.Kind == bot.Escalate
	if c.Handoff != nil {
		e.Gave = c.Handoff.Reason.Code
	}
	if !e.Promised {
		return e, nil
	}
	for _, v := range []chat.Verb{chat.Free, chat.Takes} {
		if _, err := talk.Agent(ctx, chat.Deed{Agent: "anna", Verb: v}); err != nil {
			return e, err
		}
	}
	c, err = talk.Conversation(ctx)
	e.Lost = !e.Got || c.Owner != bot.OwnerAgent
	return e, err
}

// tell says texts, one after the other, and returns the last turn; nil if none was committed for the last text.
func tell(ctx context.Context, talk chat.Talk, texts []string) (turn *bot.Turn, err error) {
	for _, text := range texts {
		if turn, err = talk.Say(ctx, bot.Inbound{Text: text}); err != nil {
			return nil, err
		}
	}
	return turn, nil
}

// customers are what the customer said before, and says now.
func customers(history []Said, text string) []string {
	var all []string
	for _, h := range history {
		if h.Speaker == "customer" {
			all = append(all, h.Text)
		}
	}
	return append(all, text)
}

func entered(r row[summons], e score.Escalation) report.Case {
	want, got := summoned(e.Want, e.Reason), summoned(e.Got, e.Gave)
	return report.Case{
		ID: r.value.ID, File: r.file, Line: r.line, Want: want, Got: got, Scores: map[string]float64{},
		Detail: fmt.Sprintf("%q: want %s, got %s", r.value.Text, want, got),
	}
}

// summoned is whether a person comes, as a label.
func summoned(comes bool, reason string) string {
	if !comes {
		return "nobody"
	}
	return strings.TrimSpace("a person " + reason)
}

func lost(c report.Case) report.Failure {
	return report.Failure{Case: c.ID, File: c.File, Line: c.Line, Diff: fmt.Sprintf("%s:%d: a person was promised, and none can take the conversation\n%s\n", c.File, c.Line, c.Trace)}
}
