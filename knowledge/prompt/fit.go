package prompt

import "github.com/lotse-bot/lotse/llm"

// Fit says how many of the texts, from the first on, fit into a budget of tokens, and how many tokens that leaves.
func Fit(texts []string, budget int) (n, left int) {
	for _, t := range texts {
		need := llm.Tokens(t)
		if need > budget {
			return n, budget
		}
		n, budget = n+1, budget-need
	}
	return n, budget
}
