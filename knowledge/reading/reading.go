// Package reading finds the lines of a text that answer a question. It looks at each line: which of the question's words it
// speaks of, what stands above it, what kind of thing is asked for and what kind it holds. And it looks at neighbours, for
// answers stand together: a heading with what is under it, a list with its lead, a sentence with the one that leans on it.
package reading

// A Question is what is asked.
type Question struct {
	Text    string
	Weights []float64 // of its words that carry meaning: how rare each is
}

// Says is how well something speaks of each word of a question, 0 to 1; nil of none.
type Says []float64

// A Text is what is read.
type Text struct {
	Title Says
	Lines []Line
}

// A Line is a sentence of a text, a line of a list, or a heading that is not known to be one.
type Line struct {
	Text    string
	Says    Says
	Heading string  // above it; empty if there is none
	Headed  Says    // by the heading
	Item    bool    // of a list or a table
	Begins  bool    // a paragraph, list or table begins here
	Near    float64 // how near in meaning its passage is to the question, 0 to 1; 0 without vectors
}

// A Reading is what became of a question.
type Reading struct {
	Likely  []float64 // of each line: the probability that it belongs to the answer
	Answers float64   // the probability that the text answers at all
}

// Read reads a text.
func Read(q Question, t Text) Reading { return learned.Read(q, t) }

// Read reads a text by these weights.
func (w Weights) Read(q Question, t Text) Reading {
	if len(t.Lines) == 0 {
		return Reading{}
	}
	v := newView(q, t)
	l := w.lattice(v.look())
	likely := l.likely()
	return Reading{Likely: likely, Answers: sigmoid(dot(w.Text, v.text(l, likely)))}
}
