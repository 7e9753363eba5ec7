package reading

import (
	"math"
	"strings"

	"github.com/lotse-bot/lotse/lang/quick"
)

// A view is a text as a question sees it: what features are made of.
type view struct {
	q     Question
	title Says
	lines []Line
	local []float64 // weights of the question's words within the text: what every line speaks of tells no line apart

	words                   []int  // in each line
	head                    []int  // the heading-like line above each; -1 for none
	heads, contact          []bool // by line: it looks like a heading; it says where somebody can be reached
	own, here, both, headed []float64
	section                 []float64 // how much of the question is spoken of under the same heading
	most                    float64   // of here
	mostHead, mostNear      float64
	gram                    []float64
	mostGram                float64
	all                     float64 // how much of the question the whole text speaks of
	kinds                   [kindCount]float64
}

func newView(q Question, t Text) *view {
	lines := t.Lines
	n := len(lines)
	v := &view{q: q, title: t.Title, lines: lines, words: make([]int, n), head: make([]int, n)}
	parts := make([]float64, 5*n)
	for _, p := range []*[]float64{&v.own, &v.here, &v.both, &v.headed, &v.section} {
		*p, parts = parts[:n:n], parts[n:]
	}
	v.weigh()
	for i, l := range lines {
		v.words[i] = len(strings.Fields(l.Text))
		v.own[i], v.here[i] = covered(q.Weights, l.Says), covered(v.local, l.Says)
		v.most, v.mostNear = max(v.most, v.here[i]), max(v.mostNear, l.Near)
	}
	v.contact, v.heads = make([]bool, n), make([]bool, n)
	for i, l := range lines {
		v.contact[i] = hasContact.MatchString(l.Text)
		v.heads[i] = v.looksLikeHead(i)
	}
	v.gram = v.grams()
	for _, g := range v.gram {
		v.mostGram = max(v.mostGram, g)
	}
	v.sections()
	for i, l := range lines {
		above := l.Headed
		if h := v.head[i]; above == nil && h >= 0 && h != i {
			above = lines[h].Says
		}
		v.headed[i] = covered(v.local, above)
		v.mostHead = max(v.mostHead, v.headed[i])
		v.both[i] = covered(q.Weights, l.Says, above, t.Title)
	}
	for k, asks := range kinds {
		if asks.MatchString(q.Text) {
			v.kinds[k] = 1
		}
	}
	return v
}

// weigh gives the words of the question their weights within the text.
func (v *view) weigh() {
	v.local = make([]float64, len(v.q.Weights))
	said := make(Says, len(v.q.Weights))
	for j, w := range v.q.Weights {
		n := 0.0
		for _, l := range v.lines {
			s := l.Says.of(j)
			n += s
			said[j] = max(said[j], s)
		}
		v.local[j] = (0.2 + w) * math.Log(1+(float64(len(v.lines))-n+0.5)/(n+0.5))
	}
	v.all = covered(v.q.Weights, said)
}

// sections finds which line heads which, and what is spoken of under each.
func (v *view) sections() {
	head, begin := -1, 0
	for i := range v.lines {
		switch {
		case i > 0 && v.lines[i].Heading != v.lines[i-1].Heading:
			v.close(begin, i)
			head, begin = -1, i
		case v.heads[i]:
			v.close(begin, i)
			head, begin = i, i
		}
		v.head[i] = head
	}
	v.close(begin, len(v.lines))
}

func (v *view) close(from, to int) {
	said := make(Says, len(v.local))
	for _, l := range v.lines[from:to] {
		for j := range said {
			said[j] = max(said[j], l.Says.of(j), l.Headed.of(j))
		}
	}
	c := covered(v.local, said)
	for i := from; i < to; i++ {
		v.section[i] = c
	}
}

// looksLikeHead tells whether a line looks like a heading: short, with no full stop, before something longer.
func (v *view) looksLikeHead(i int) bool {
	t := v.lines[i].Text
	return !v.lines[i].Item && v.words[i] <= headWords && v.words[i] > 0 && !strings.HasSuffix(t, ".") && !strings.HasSuffix(t, "!") &&
		i+1 < len(v.lines) && v.words[i+1] > v.words[i] && !v.contact[i]
}

const headWords = 8

// around is what is said of the question at a distance from a line.
func (v *view) around(i, d int) float64 {
	if i += d; i < 0 || i >= len(v.lines) {
		return 0
	}
	return v.here[i]
}

func (v *view) is(re *quick.Regexp, i int) float64 {
	if re == hasContact {
		return b2f(v.contact[i])
	}
	return b2f(re.MatchString(v.lines[i].Text))
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func ratio(a, b float64) float64 {
	if b <= 0 {
		return 0
	}
	return a / b
}

// of is how well the word at a place is spoken of.
func (s Says) of(j int) float64 {
	if s == nil {
		return 0
	}
	return s[j]
}

// covered is the share of a question that is spoken of.
func covered(weights []float64, by ...Says) float64 {
	found, all := 0.0, 0.0
	for j, w := range weights {
		best := 0.0
		for _, s := range by {
			best = max(best, s.of(j))
		}
		found += w * best
		all += w
	}
	return ratio(found, all)
}
