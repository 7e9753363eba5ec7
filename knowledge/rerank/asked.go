package rerank

// asked is a question taken apart.
type asked struct {
	concepts []concept
	words    map[string][]int32 // all of its words, by the language in which they are read
}

func (r *Reranker) ask(l *lexis, q Question, read []*text) *asked {
	a := &asked{r.concepts(l, q), map[string][]int32{}}
	for _, t := range read {
		if a.words[t.language] == nil {
			a.words[t.language] = r.all(l, q.Text, t.language)
		}
	}
	return a
}

// sideBySide is the share of the question's neighbouring words that stand side by side in a text just so: who writes "wie lange gilt"
// as the article does means what it says there.
func sideBySide(question, text []int32) float64 {
	if len(question) < 2 {
		return 0
	}
	found := 0
	for i := 1; i < len(question); i++ {
		for j := 1; j < len(text); j++ {
			if text[j-1] == question[i-1] && text[j] == question[i] {
				found++
				break
			}
		}
	}
	return float64(found) / float64(len(question)-1)
}
