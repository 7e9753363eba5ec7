package meaning

import (
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// content are the stems of the words that carry meaning.
func content(text, language string) (stems []string) {
	for _, t := range lang.Tokens(text) {
		if w := strings.ToLower(t.Text); !lang.Stop(w, language) {
			stems = append(stems, lang.Stem(lang.Fold(w), language))
		}
	}
	return stems
}

// share is the share of the words that others have, too, longer words counting more. Parts of compounds are found by their
// letters.
func share(words, others []string) float64 {
	found, all := 0.0, 0.0
	for _, w := range words {
		weight := float64(min(len(w), 12))
		all += weight
		best := 0.0
		for _, o := range others {
			best = max(best, alike(w, o))
		}
		found += weight * best
	}
	if all == 0 {
		return 1
	}
	return found / all
}

// alike is the Dice coefficient of the trigrams of two words (Dice 1945), where it is more than one half.
func alike(a, b string) float64 {
	if a == b {
		return 1
	}
	x, y := lang.NGrams(a, 3), lang.NGrams(b, 3)
	both := 0
	for _, g := range x {
		for _, h := range y {
			if g == h {
				both++
				break
			}
		}
	}
	if dice := 2 * float64(both) / float64(max(len(x)+len(y), 1)); dice > 0.5 {
		return dice
	}
	return 0
}
