package eval

import (
	"context"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// An Answerer opens what answers questions in words, the way customers get them.
type Answerer interface {
	// Over answers from these documents alone.
	Over(ctx context.Context, documents []Document) (Respondent, error)
	// Of answers as the bot in a folder does.
	Of(ctx context.Context, folder string) (Respondent, error)
}

// A Respondent answers questions. It is used by many goroutines.
type Respondent interface {
	Ask(ctx context.Context, q Query) (Answered, error)
	Close() error
}

// An Answered is what is said to a question.
type Answered struct {
	Text       string // empty if there is no answer
	Citations  []bot.Citation
	Confidence float64 // calibrated probability that an answer helps, also where none is given
	Raw        float64 // the same before calibration
	Reason     string  // why there is none, for a reader
}

var answersKind = kind{
	measure: (*run).answers,
	metrics: []string{"answered", "wrong", "fact_recall", "citation_precision", "citation_recall", "groundedness", "abstain_auroc", "abstain_f1", "ece", covered},
}

var answerings = []metric[score.Answering]{
	{"answered", score.Answered, by(score.Answered)},
	{"wrong", score.Wrong, wrongs},
	{"fact_recall", score.FactRecall, by(score.FactRecall)},
	{"citation_precision", score.CitationPrecision, by(score.CitationPrecision)},
	{"citation_recall", score.CitationRecall, by(score.CitationRecall)},
	{"groundedness", score.Groundedness, by(score.Groundedness)},
	{"abstain_auroc", func(a []score.Answering) score.Score { return score.AbstainAUROC(score.Abstentions(a)) }, func(a []score.Answering) []float64 { return abstainPlacements(score.Abstentions(a)) }},
	{"abstain_f1", func(a []score.Answering) score.Score { return score.AbstainF1(score.Abstentions(a)) }, func(a []score.Answering) []float64 { return decidedRight(score.Abstentions(a)) }},
	{"ece", func(a []score.Answering) score.Score { return score.ECE(score.Claimed(a)) }, nil},
	{covered, func(a []score.Answering) score.Score { return score.CoverageAt(risk, score.Given(a)) }, nil},
}

// answers asks the questions of questions.jsonl, over the documents of documents.jsonl or of the suite's bot.
func (r *run) answers(ctx context.Context, s *Suite, out *result) (err error) {
	if r.ports.Answerer == nil {
		out.Skipped = "this program answers no questions"
		return nil
	}
	asked := rows[examined](s, "questions.jsonl", true, out)
	documents := rows[Document](s, "documents.jsonl", s.Bot == "", out)
	if len(asked) == 0 || len(documents) == 0 && s.Bot == "" {
		return nil
	}
	respondent, err := r.respondent(ctx, s, values(documents))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, respondent.Close()) }()
	marks, given := make([]score.Answering, len(asked)), make([]Answered, len(asked))
	errs := r.each(ctx, s.Name, len(asked), func(i int) (err error) {
		q := asked[i].value
		given[i], err = respondent.Ask(ctx, Query{Text: q.Text, Language: q.Language, History: q.History})
		marks[i] = q.mark(given[i])
		return err
	})
	for i, a := range asked {
		if errs[i] != nil {
			out.fault(a.file, a.line, "not answered: "+errs[i].Error(), "")
			marks[i], given[i] = a.value.worst(), Answered{Reason: "it broke"}
		}
		out.Cases = append(out.Cases, a.value.entry(a.file, a.line, given[i], marks[i]))
	}
	weigh(r, out, group[score.Answering]{outcomes: marks, cases: true}, answerings...)
	out.state(report.OfKnowledge, score.Claimed(marks), answeredFor(s.Name, asked, given, marks))
	return nil
}

func (r *run) respondent(ctx context.Context, s *Suite, documents []Document) (respondent Respondent, err error) {
	err = r.once(ctx, func() error {
		if s.Bot != "" {
			respondent, err = r.ports.Answerer.Of(ctx, s.botFolder())
			return err
		}
		respondent, err = r.ports.Answerer.Over(ctx, documents)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open what answers: %w", err)
	}
	return respondent, nil
}

// wrongs are 1 for wrong answers: what is not answered is not wrong.
func wrongs(all []score.Answering) []float64 {
	return pick(all, func(a score.Answering) float64 { return float64(b2i(!a.Abstained && !a.Right)) })
}
