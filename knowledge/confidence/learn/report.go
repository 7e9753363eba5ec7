package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/lotse-bot/lotse/knowledge/confidence"
)

// A claim is a confidence and whether it was right.
type claim struct {
	confidence float64
	right      bool
}

// tell writes what the weights are worth on each suite, asked as it is, as a table in Markdown. Out are weights that were learned without
// the suite's family: what is to be expected on a bot of one's own.
func tell(w io.Writer, cases []counted, learned confidence.Calibration) {
	out := map[string]confidence.Calibration{}
	for _, c := range cases {
		if out[c.family] == nil {
			out[c.family] = learn(slices.DeleteFunc(slices.Clone(cases), func(other counted) bool { return other.family == c.family }))
		}
	}
	fmt.Fprintln(w, "| suite | setting | cases | right | ECE | of that by chance | ECE, learned without its family | coverage at 5 % risk |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|")
	for start := 0; start < len(cases); {
		first, end := cases[start], start
		for end < len(cases) && cases[end].suite == first.suite && cases[end].setting == first.setting {
			end++
		}
		in, held := claims(cases[start:end], learned), claims(cases[start:end], out[first.family])
		right := 0.0
		for _, c := range in {
			right += of(c.right) / float64(len(in))
		}
		fmt.Fprintf(w, "| %s | %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f |\n", first.suite, first.setting, len(in), right, ece(in), chance(in), ece(held), coverage(held))
		start = end
	}
}

// claims are the confidences in what was asked of whole collections.
func claims(cases []counted, by confidence.Calibration) (all []claim) {
	for _, c := range cases {
		if c.put == asIs {
			all = append(all, claim{confidence.Likely(by.Weigh(c.signals)), c.right})
		}
	}
	return all
}

// bins of the calibration error, as many as lotse eval has.
const bins = 10

// ece is the expected calibration error, as lotse eval measures it.
func ece(all []claim) float64 {
	var off [bins]float64
	for _, c := range all {
		off[min(int(c.confidence*bins), bins-1)] += (c.confidence - of(c.right)) / float64(len(all))
	}
	sum := 0.0
	for _, o := range off {
		sum += math.Abs(o)
	}
	return sum
}

// draws is how often lots are drawn for [chance].
const draws = 200

// chance is the calibration error that so many confidences show on average although they are perfect: what is stated with 0.7 comes true
// by lot, seven times in ten.
func chance(all []claim) float64 {
	lots, sum := rand.New(rand.NewPCG(1, 1)), 0.0
	drawn := slices.Clone(all)
	for range draws {
		for i, c := range all {
			drawn[i].right = lots.Float64() < c.confidence
		}
		sum += ece(drawn)
	}
	return sum / draws
}

// coverage is the largest share, the surest first, of which at most 5 % are wrong.
func coverage(all []claim) float64 {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b claim) int { return cmp.Compare(b.confidence, a.confidence) })
	best, wrong := 0, 0.0
	for i, c := range all {
		wrong += 1 - of(c.right)
		if last := i == len(all)-1 || all[i+1].confidence < c.confidence; last && wrong <= 0.05*float64(i+1) {
			best = i + 1
		}
	}
	return float64(best) / float64(len(all))
}

// of is 1 for what is so.
func of(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
