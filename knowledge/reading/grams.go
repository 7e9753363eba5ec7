package reading

import (
	"math"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

const gramSize = 4

// grams are how much of the question's runs of letters each line has, those counting more that few lines have: it finds what
// words do not, parts of compounds and words that are related.
func (v *view) grams() []float64 {
	at := map[string]int{}
	for _, t := range lang.Tokens(v.q.Text) {
		for _, g := range lang.NGrams(lang.Fold(strings.ToLower(t.Text)), gramSize) {
			if _, ok := at[g]; !ok {
				at[g] = len(at)
			}
		}
	}
	counts := make([]float64, len(at))
	has := make([][]int, len(v.lines))
	for i, l := range v.lines {
		mine := map[int]bool{}
		for _, t := range lang.Tokens(l.Text) {
			for _, g := range lang.NGrams(lang.Fold(strings.ToLower(t.Text)), gramSize) {
				if k, ok := at[g]; ok && !mine[k] {
					mine[k] = true
					counts[k]++
					has[i] = append(has[i], k)
				}
			}
		}
	}
	weights, all := make([]float64, len(at)), 0.0
	for k := range weights {
		weights[k] = math.Log(1 + (float64(len(v.lines))-counts[k]+0.5)/(counts[k]+0.5))
		all += weights[k]
	}
	out := make([]float64, len(v.lines))
	for i := range out {
		for _, k := range has[i] {
			out[i] += weights[k]
		}
		out[i] = ratio(out[i], all)
	}
	return out
}
