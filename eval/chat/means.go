package chat

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/eval/meaning"
)

// A judged remembers what replies were found to mean: each is compared more than once.
type judged struct {
	judge    func(want, said string) (meaning.Verdict, error)
	verdicts map[[2]string]meaning.Verdict
	err      error // why meanings could not be compared, or nil
}

// judging judges in a language. A player without a judge cannot.
func (p Player) judging(ctx context.Context, language string) *judged {
	return &judged{verdicts: map[[2]string]meaning.Verdict{}, judge: func(want, said string) (meaning.Verdict, error) {
		if p.Judge == nil {
			return meaning.Verdict{}, errors.New("means: compares meanings, and this program has nothing to do so with")
		}
		return p.Judge.Says(ctx, want, said, language)
	}}
}

func (j *judged) same(want, said string) bool {
	key := [2]string{want, said}
	v, known := j.verdicts[key]
	if !known && j.err == nil {
		v, j.err = j.judge(want, said)
		j.verdicts[key] = v
	}
	return v.Same
}

// why says of each line that was struck out because of what it means how near a reply came.
func (j *judged) why(edits []edit, s seen) string {
	var lines []string
	for _, e := range edits {
		if e.op != '-' || e.line == nil || e.line.said == nil || !e.line.said.means {
			continue
		}
		var nearest meaning.Verdict
		for _, r := range s.replies() {
			if v := j.verdicts[[2]string{e.line.said.text, r.Text}]; v.Likeness >= nearest.Likeness {
				nearest = v
			}
		}
		if nearest.Why != "" {
			lines = append(lines, fmt.Sprintf("line %d: %s", e.line.number, nearest.Why))
		}
	}
	return strings.Join(lines, "\n")
}
