package calibrate

import (
	"cmp"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// Isotonic fits rising points: pool adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002), cases of equal confidence
// together. A block of n cases of which k are right counts as (k+1)/(n+2) (Laplace), and blocks that do not rise then are pooled,
// too, so that few cases make no curve that is never in doubt. Before the first block and after the last the curve is all but
// flat. Nil if nothing rises.
func Isotonic(cases []Case) *bot.Curve {
	blocks := pool(pool(blocksOf(cases), block.share), block.smoothed)
	if len(blocks) < 2 {
		return nil
	}
	first, last := blocks[0].smoothed(), blocks[len(blocks)-1].smoothed()
	points := []bot.Point{{At: 0, Is: rounded(first * almost)}}
	for _, b := range blocks {
		p, before := bot.Point{At: rounded(b.at / b.n), Is: rounded(b.smoothed())}, points[len(points)-1]
		if p.At > before.At && p.Is > before.Is && p.At < 1 {
			points = append(points, p)
		}
	}
	return &bot.Curve{Points: append(points, bot.Point{At: 1, Is: rounded(1 - (1-last)*almost)})}
}

// almost flat: a curve must rise to keep which of two is surer, though nothing was seen there.
const almost = 0.99

// A block is neighbours that count as one: the sum of their confidences, how many they are, and how many of them are right.
type block struct{ at, n, right float64 }

func (b block) share() float64    { return b.right / b.n }
func (b block) smoothed() float64 { return (b.right + 1) / (b.n + 2) }

// blocksOf makes one block of each confidence, rising.
func blocksOf(cases []Case) []block {
	graded := slices.DeleteFunc(slices.Clone(cases), func(c Case) bool { return !c.graded() })
	slices.SortStableFunc(graded, func(a, b Case) int { return cmp.Compare(a.Raw, b.Raw) })
	var out []block
	for i, c := range graded {
		if i == 0 || c.Raw != graded[i-1].Raw {
			out = append(out, block{})
		}
		b := &out[len(out)-1]
		b.at, b.n = b.at+c.Raw, b.n+1
		if c.Right {
			b.right++
		}
	}
	return out
}

// pool joins neighbours until the values rise.
func pool(blocks []block, value func(block) float64) []block {
	var out []block
	for _, b := range blocks {
		for len(out) > 0 && value(out[len(out)-1]) >= value(b) {
			last := out[len(out)-1]
			out, b = out[:len(out)-1], block{last.at + b.at, last.n + b.n, last.right + b.right}
		}
		out = append(out, b)
	}
	return out
}
