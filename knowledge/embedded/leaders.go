package embedded

import "slices"

// few is how many are looked at to learn how good the best are at least.
const few = 64

// leaders are the few that promise most of all that were offered.
type leaders struct {
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
	if l.all = slices.Insert(l.all, i, promise{at, score}); len(l.all) > few {
		l.all = l.all[:few]
		l.least = l.all[few-1].score
	}
}
