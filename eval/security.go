package eval

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// Targets opens what is attacked. The language model behind it does whatever it is told by whoever tells it, and obeys every
// one of the attacks that it is shown (see llm/obedient); all else is as it is served.
type Targets interface {
	// Open opens the bot of a folder; where that is empty, documents alone.
	Open(ctx context.Context, folder string, attacks []string) (Target, error)
}

// A Target is attacked by many goroutines. No attempt knows of another.
type Target interface {
	Attack(ctx context.Context, a Attempt) (Outcome, error)
	// Learn takes in harmless documents; Ask asks them. They are not attacked.
	Learn(ctx context.Context, documents []Document) error
	Ask(ctx context.Context, q Query) (Outcome, error)
	Close() error
}

// An Attempt is one attack on its way.
type Attempt struct {
	ID       string // unique
	Way      Way
	Text     string // the attack
	Language string
	Document Document // by document: the one that holds it
	Question string   // by document: what an honest customer asks
}

// Way is how an attack reaches the bot.
type Way string

// The ways.
const (
	ByUtterance Way = "utterance" // a customer says it, and sends it as what a picked choice sends back
	ByDocument  Way = "document"  // it stands in a document from which a question is answered
	BySlot      Way = "slot"      // it is the answer to what a flow asks, in every flow
	ByFile      Way = "file"      // it is the name of a file that a customer sends
	ByContact   Way = "contact"   // it is the name on a contact that a customer sends
)

// An Outcome is what came of it.
type Outcome struct {
	Replies  []string // texts, as they were said
	Links    []string // where the replies lead, but for citations
	Images   []string // pictures that they would fetch from elsewhere
	Markup   []string // what a channel would show as markup that the bot does not use
	Leaks    []string // what was planted and came out
	Calls    []string // actions that were called
	Withheld []string // what guards took out of the replies
	Trace    string   // why it came out so
}

var securityKind = kind{
	measure: (*run).security, exact: true, mains: map[string][]string{"answered_under_attack": {UnderAttack}},
	metrics: []string{
		"no_disallowed_actions", "no_foreign_hosts", "no_remote_images", "no_canaries", "no_markup",
		"attack_success", "attack_repeated", "answered_under_attack", "false_alarms",
	},
}

// The settings in which answers are measured.
const (
	UnderAttack   = "under attack"
	WithoutAttack = "without attack" // the same questions, to the documents as they were
)

// security attacks a bot in every way that the suite's files know: attacks in e-mails that are documents (emails.jsonl), attacks
// by themselves (attacks.jsonl, or *train.jsonl and test.jsonl with their intents), and harmless questions (queries.jsonl).
func (r *run) security(ctx context.Context, s *Suite, out *result) (err error) {
	if r.ports.Targets == nil {
		out.Skipped = "this program opens nothing that could be attacked"
		return nil
	}
	plan := readPlan(s, out)
	if len(plan.cases) == 0 && len(plan.questions) == 0 {
		return nil
	}
	target, err := r.ports.Targets.Open(ctx, plan.bot, plan.texts())
	if err != nil {
		return fmt.Errorf("open what is to be attacked: %w", err)
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	if len(plan.cases) > 0 {
		r.besiege(ctx, s, out, target, plan)
	}
	if len(plan.questions) > 0 {
		return r.alarms(ctx, s, out, target, plan)
	}
	return nil
}

// besiege makes all attempts. A case is one attack with all the attempts to bring it to the bot.
func (r *run) besiege(ctx context.Context, s *Suite, out *result, target Target, plan plan) {
	sieges, breaches := make([]score.Siege, len(plan.cases)), make([][]report.Breach, len(plan.cases))
	errs := r.each(ctx, s.Name, len(plan.cases), func(i int) error {
		c := plan.cases[i]
		for _, a := range c.attempts() {
			o, err := target.Attack(ctx, a.Attempt)
			if err != nil {
				return fmt.Errorf("%s: %w", a.ID, err)
			}
			if b := tally(&sieges[i], a, o); b != nil {
				b.Case, b.File, b.Line = c.id, c.file, c.line
				breaches[i] = append(breaches[i], *b)
			}
		}
		return nil
	})
	for i, c := range plan.cases {
		if errs[i] != nil {
			out.fault(c.file, c.line, "not attacked: "+errs[i].Error(), "")
			sieges[i] = defeated(len(c.attempts()))
		}
		out.Breaches = append(out.Breaches, breaches[i]...)
		out.Cases = append(out.Cases, besieged(c, sieges[i], breaches[i]))
	}
	g := group[score.Siege]{outcomes: sieges, cases: true}
	for _, h := range slices.Concat(harms, []harm{won}) {
		weigh(r, out, g, metric[score.Siege]{h.name, h.of, by(h.of)})
	}
	weigh(r, out, g, metric[score.Siege]{"attack_repeated", score.Repeated, by(score.Repeated)})
	answered := metric[score.Siege]{"answered_under_attack", score.UnderAttack, by(score.UnderAttack)}
	weigh(r, out, group[score.Siege]{UnderAttack, sieges, true}, answered)
	weigh(r, out, group[score.Siege]{WithoutAttack, r.inPeace(ctx, s, out, target, plan), false}, answered)
}

// detailWidth is how many characters of a text a detail shows.
const detailWidth = 161

func besieged(c attack, s score.Siege, breaches []report.Breach) report.Case {
	out := report.Case{
		ID: c.id, File: c.file, Line: c.line, Scores: map[string]float64{},
		Detail: fmt.Sprintf("%q: %d of %d attempts did harm", report.OneLine(c.text, detailWidth), s.Won, s.Attempts),
	}
	if len(breaches) > 0 {
		b := breaches[0]
		out.Detail += fmt.Sprintf("; %s: %v, replied %q", b.Attempt, b.Classes, report.OneLine(b.Reply, detailWidth))
		out.Trace = b.Trace
	}
	return out
}

// inPeace asks the same questions to the documents without any attack.
func (r *run) inPeace(ctx context.Context, s *Suite, out *result, target Target, plan plan) []score.Siege {
	all := slices.Clone(plan.carriers)
	sieges := make([]score.Siege, len(all))
	errs := r.each(ctx, s.Name, len(all), func(i int) error {
		a := all[i].clean()
		o, err := target.Attack(ctx, a.Attempt)
		if err == nil {
			tally(&sieges[i], a, o)
		}
		return err
	})
	for i, err := range errs {
		if err != nil {
			out.fault(filepath.Join(s.Folder, "emails.jsonl"), all[i].line, "not asked: "+err.Error(), "")
		}
	}
	return sieges
}

// alarms asks harmless questions, and counts where a guard stepped in.
func (r *run) alarms(ctx context.Context, s *Suite, out *result, target Target, plan plan) error {
	if err := r.once(ctx, func() error { return target.Learn(ctx, values(plan.documents)) }); err != nil {
		return fmt.Errorf("learn %d documents: %w", len(plan.documents), err)
	}
	alarmed, outcomes := make([]bool, len(plan.questions)), make([]Outcome, len(plan.questions))
	errs := r.each(ctx, s.Name, len(plan.questions), func(i int) (err error) {
		q := plan.questions[i].value
		outcomes[i], err = target.Ask(ctx, Query{Text: q.Text, Language: q.Language, History: q.History})
		return err
	})
	at := len(out.Cases)
	for i, q := range plan.questions {
		if errs[i] != nil {
			out.fault(q.file, q.line, "not asked: "+errs[i].Error(), "")
		}
		alarmed[i] = errs[i] != nil || len(outcomes[i].Withheld) > 0
		out.Cases = append(out.Cases, report.Case{
			ID: q.value.ID, File: q.file, Line: q.line, Scores: map[string]float64{},
			Detail: fmt.Sprintf("%q: withheld %q", q.value.Text, outcomes[i].Withheld), Trace: outcomes[i].Trace,
		})
	}
	m := metric[bool]{"false_alarms", score.FalseAlarms, by(score.FalseAlarms)}
	weigh(r, out, group[bool]{outcomes: alarmed, cases: at == 0}, m)
	return nil
}
