package knowledge

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// inPart looks up each sentence that asks alone, too, and takes the one for the whole of what was said of which an answer is clearly
// surer: what a customer tells beside her question is in no article.
func (a *Answers) inPart(ctx context.Context, q Inquiry, whole Finding) (Finding, error) {
	best, least := whole, a.Judge(whole).Raw+clearly
	for _, question := range questions(q.Text) {
		q.Text = question
		s, hits, err := a.look(ctx, q, "", findHits)
		if err != nil {
			return whole, err
		}
		f, err := a.finding(ctx, q, s, hits)
		if err != nil {
			return whole, err
		}
		if sure := a.Judge(f).Raw; sure >= least {
			best, least = f, sure
		}
	}
	return best, nil
}

// questions are the sentences that end as questions do, where others stand beside them; no more than a few are asked at once.
func questions(text string) (all []string) {
	sentences := lang.Sentences(text)
	if len(sentences) < 2 {
		return nil
	}
	for _, s := range sentences {
		if said := text[s.Start:s.End]; strings.HasSuffix(said, "?") && len(all) < mostAsked {
			all = append(all, said)
		}
	}
	return all
}

const mostAsked = 3
