package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/lotse-bot/lotse/knowledge"
)

// shownCandidates is how many passages are listed for people; --json has them all.
const shownCandidates = 8

// explain writes an explanation for people, the answer last.
func explain(to io.Writer, e knowledge.Explanation) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "question\t%s (%s)\n", e.Question, e.Language)
	fmt.Fprintf(w, "looked up\t%s\n", sought(e.Sought))
	fmt.Fprintf(w, "left out\t%d by rights, %d by validity, %d about other products\n", e.LeftOut.Rights, e.LeftOut.Validity, e.LeftOut.Products)
	fmt.Fprintf(w, "\ncandidates\tscore\tfused\twords\tgrams\tcosine\tcovered\n")
	for _, h := range e.Hits[:min(shownCandidates, len(e.Hits))] {
		fmt.Fprintf(w, "%s\t%.3f\t%.3f\t%.2f\t%.2f\t%.3f\t%.2f\n", h.Passage.ID, h.Score, h.Fused, h.Words, h.Grams, h.Cosine, h.Covered)
	}
	if more := len(e.Hits) - shownCandidates; more > 0 {
		fmt.Fprintf(w, "and %d more\n", more)
	}
	fmt.Fprintf(w, "\narticle\t%s\n", e.Article)
	fmt.Fprintf(w, "\nsignals\tvalue\tweight\tadds\n")
	for _, s := range e.Signals {
		fmt.Fprintf(w, "%s\t%.2f\t%+.2f\t%+.2f\n", s.Name, s.Value, s.Weight, s.Value*s.Weight)
	}
	fmt.Fprintf(w, "\nconfidence\t%s\n", confidence(e))
	if len(e.Missing) > 0 {
		fmt.Fprintf(w, "missing\t%s\n", strings.Join(e.Missing, ", "))
	}
	if len(e.Back) > 0 {
		fmt.Fprintf(w, "asks back\t%s\n", strings.Join(e.Back, ", "))
	}
	for _, s := range e.Answer.Sentences {
		if s.Dropped == "" {
			fmt.Fprintf(w, "said\t%s\n", s.Text)
			continue
		}
		fmt.Fprintf(w, "dropped\t%s (%s)\n", s.Text, s.Dropped)
	}
	fmt.Fprintf(w, "decision\t%s\n\n", decision(e.Answer))
	return w.Flush()
}

// sought is what was looked up, and how it came from the question.
func sought(s knowledge.Sought) string {
	var how []string
	if s.Rewritten {
		how = append(how, "rewritten by the model")
	}
	if len(s.Carried) > 0 {
		how = append(how, "carried on from before: "+strings.Join(s.Carried, ", "))
	}
	if f := s.Focus; f != nil {
		how = append(how, fmt.Sprintf("about what was named %d lines before: %s", f.Said, strings.Join(f.Words, " ")))
	}
	for _, c := range s.Corrected {
		how = append(how, c.From+" taken for "+c.To)
	}
	if len(s.Synonyms) > 0 {
		how = append(how, "synonyms: "+strings.Join(s.Synonyms, ", "))
	}
	if len(how) == 0 {
		return s.Text
	}
	return s.Text + " (" + strings.Join(how, "; ") + ")"
}

func confidence(e knowledge.Explanation) string {
	text := fmt.Sprintf("%.2f", e.Answer.Confidence)
	if e.Curve {
		text += fmt.Sprintf(" by the bot's curve, from %.2f", e.Raw)
	}
	return text + fmt.Sprintf(", threshold %.2f", e.Threshold)
}

// decision says in a line what came of it.
func decision(a knowledge.Answer) string {
	switch {
	case a.Abstains():
		return "no answer: " + a.Reason
	case a.Written:
		return "answer, written by the model"
	case a.Reason != "":
		return "answer, " + a.Reason
	}
	return "answer, quoted"
}
