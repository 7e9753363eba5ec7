package score_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/score"
)

// Four customers, four tries each: solved in 4, 3, 2 and 0 of them.
var tasks = []score.Task{{Tries: 4, Solved: 4, Turns: 20}, {Tries: 4, Solved: 3, Turns: 21}, {Tries: 4, Solved: 2, Turns: 6}, {Tries: 4}}

func TestTasksAreScoredByHand(t *testing.T) {
	for name, c := range map[string]struct {
		got   score.Score
		value float64
		n     int
	}{
		"task success":       {score.TaskSuccess(tasks), 9.0 / 16, 4},
		"pass^1":             {score.PassK(1, tasks), 9.0 / 16, 4},
		"pass^2":             {score.PassK(2, tasks), (1 + 3.0/6 + 1.0/6) / 4, 4}, // C(3,2)/C(4,2) and C(2,2)/C(4,2)
		"pass^3":             {score.PassK(3, tasks), (1 + 1.0/4) / 4, 4},
		"pass^4":             {score.PassK(4, tasks), 1.0 / 4, 4},
		"pass^5, never":      {score.PassK(5, tasks), 0, 0},
		"pass^4, of those":   {score.PassK(4, append(tasks, score.Task{Tries: 2, Solved: 2})), 1.0 / 4, 4},
		"turns":              {score.TurnsPerSuccess(tasks), (5 + 7 + 3) / 3.0, 3},
		"nothing was tried":  {score.TaskSuccess(nil), 0, 0},
		"nothing was solved": {score.TurnsPerSuccess(tasks[3:]), 0, 0},
	} {
		if math.Abs(c.got.Value-c.value) > 1e-12 || c.got.N != c.n {
			t.Errorf("%s is %+v, want %v over %d", name, c.got, c.value, c.n)
		}
	}
}

// pass^k is what one gets on average by looking at k of the n tries: every way to choose them counts alike.
func TestPassKIsTheMeanOverAllChoicesOfTries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 10).Draw(t, "tries")
		solved, k := rapid.IntRange(0, n).Draw(t, "solved"), rapid.IntRange(1, n).Draw(t, "k")
		all, passed := 0, 0
		for chosen := range 1 << n {
			size, good := 0, true
			for i := range n {
				if chosen>>i&1 == 1 {
					size++
					good = good && i < solved
				}
			}
			if size == k {
				all++
				if good {
					passed++
				}
			}
		}
		got, want := score.PassK(k, []score.Task{{Tries: n, Solved: solved}}).Value, float64(passed)/float64(all)
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("pass^%d of %d in %d is %v, want %v", k, solved, n, got, want)
		}
	})
}
