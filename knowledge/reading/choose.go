package reading

import (
	"cmp"
	"slices"
)

// leastBeside is how likely what is taken must be beside the likeliest. Without it a text of which nothing is sure is quoted at
// length; chosen on the rows of omos_de and omos_en with split=dev.
const leastBeside = .55

// Choose picks lines of which the F1 with the answer is best to be expected, given how likely each belongs to it: one more is
// taken as long as it adds more of the answer than of anything else, and is not much less likely than the likeliest, or follows it.
// Units are lines that are taken together or not at all; at most so many units are. It gives the lines in their order.
func Choose(likely []float64, units [][]int, most int) []int {
	order := slices.Clone(units)
	mean := func(unit []int) float64 { return total(likely, unit) / float64(max(1, len(unit))) }
	slices.SortStableFunc(order, func(a, b []int) int { return cmp.Compare(mean(b), mean(a)) })
	order = slices.DeleteFunc(order, func(u []int) bool {
		return mean(u) < leastBeside*mean(order[0]) && !follows(u, order[0])
	})
	all := 0.0
	for _, p := range likely {
		all += p
	}
	var taken, best []int
	expected, sum := -1.0, 0.0
	for _, u := range order[:min(most, len(order))] {
		taken, sum = append(taken, u...), sum+total(likely, u)
		if e := 2 * sum / (float64(len(taken)) + all); e > expected {
			expected, best = e, slices.Clone(taken)
		}
	}
	slices.Sort(best)
	return best
}

// follows tells whether a unit begins where another ends.
func follows(unit, other []int) bool { return unit[0] == other[len(other)-1]+1 }

func total(likely []float64, unit []int) (sum float64) {
	for _, i := range unit {
		sum += likely[i]
	}
	return sum
}
