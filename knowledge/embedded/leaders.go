package embedded

import "slices"

// leaders are a few of all that were offered, those that promise most: they are looked at to learn how good the best are at least.
type leaders struct {
	few   int // how many
	all   []promise
	least float32 // what does not promise more is not taken
}

type promise struct {
	at    int32
	score float32
}

func (l *leaders) offer(at int32, score float32) {
	if score <= l.least {
		return
	}
	i, _ := slices.BinarySearchFunc(l.all, score, func(p promise, score float32) int {
		if p.score > score {
			return -1
		}
		return 1
	})
	if l.all = slices.Insert(l.all, i, promise{at, score}); len(l.all) > l.few {
		l.all = l.all[:l.few]
		l.least = l.all[l.few-1].score
	}
}
