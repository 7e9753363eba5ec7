package score

// A Task is something a customer wanted of the bot, tried several times, each time from the beginning.
type Task struct {
	Tries, Solved int
	Turns         int // what the customer said in the solved tries, all together
}

// TaskSuccess is the share of all tries that solved their task.
func TaskSuccess(tasks []Task) Score {
	s, tries := Score{N: len(tasks)}, 0
	for _, t := range tasks {
		s.Value += float64(t.Solved)
		tries += t.Tries
	}
	if tries == 0 {
		return Score{}
	}
	s.Value /= float64(tries)
	return s
}

// PassK is pass^k, the probability that a task is solved in all of k tries: the mean over the tasks of C(c, k) / C(n, k), where c
// of n tries solved it (Yao et al. 2024, tau-bench, section 4). It is no guess from above or below, also where n is more than k.
// Tasks with fewer than k tries do not count.
func PassK(k int, tasks []Task) Score {
	return mean(tasks, func(t Task) (float64, bool) {
		all := 1.0
		for i := range k {
			all *= float64(max(t.Solved-i, 0)) / float64(max(t.Tries-i, 1))
		}
		return all, t.Tries >= k
	})
}

// TurnsPerSuccess is how often a customer must say something until her task is solved: the mean over the tasks of the mean of
// their solved tries. It is a number, not a share, and less is better; tasks that were never solved do not count.
func TurnsPerSuccess(tasks []Task) Score {
	return mean(tasks, func(t Task) (float64, bool) {
		return float64(t.Turns) / float64(max(t.Solved, 1)), t.Solved > 0
	})
}
