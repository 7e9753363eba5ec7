package support

import (
	"fmt"
	"slices"
	"strings"
)

// An alignment says of each word of a claim which word of a unit says it.
type alignment struct {
	claim, unit reading
	around      reading
	at          []int  // by word of the claim: the place in the unit; -1 for none
	taken       []bool // by word of the unit
	given       []bool // by word of the claim: the headings say it
}

// align finds for every word the nearest of the unit that is the same; each is used once.
func align(claim, unit, around reading) *alignment {
	a := &alignment{
		claim: claim, unit: unit, around: around,
		at: make([]int, len(claim.words)), taken: make([]bool, len(unit.words)), given: make([]bool, len(claim.words)),
	}
	expected := 0
	for i := range claim.words {
		w := &claim.words[i]
		a.at[i] = -1
		if w.role != content && w.role != amount {
			continue
		}
		if best := a.nearest(w, expected); best >= 0 {
			a.at[i], a.taken[best], expected = best, true, best+1
		}
	}
	for i := range claim.words {
		w := &claim.words[i]
		if a.at[i] < 0 && (w.role == content || w.role == amount) {
			a.at[i] = a.repeated(i)
			a.given[i] = a.at[i] < 0 && a.assumed(i)
		}
	}
	return a
}

func (a *alignment) nearest(w *word, expected int) int {
	best, distance := -1, 0
	for j := range a.unit.words {
		o := &a.unit.words[j]
		if a.taken[j] || !w.same(o) {
			continue
		}
		d := j - expected
		if d < 0 {
			d = 1 - 2*d // what was said before rarely comes again
		}
		if w.folded != o.folded {
			d += 2
		}
		if best < 0 || d < distance {
			best, distance = j, d
		}
	}
	return best
}

// repeated finds a word that is used already, for those that may be said again.
func (a *alignment) repeated(i int) int {
	w := &a.claim.words[i]
	if w.name || w.role == amount {
		return -1
	}
	return a.unit.index(w)
}

// assumed tells whether the headings say a word of the claim, and it takes the place of nothing that the unit says.
func (a *alignment) assumed(i int) bool {
	w := &a.claim.words[i]
	if w.role != content || a.around.index(w) < 0 {
		return false
	}
	return !a.replaces(i)
}

// replaces tells whether the unit says something else in the place of a word: between what its neighbours stand for.
func (a *alignment) replaces(i int) bool {
	from, to := -1, len(a.unit.words)
	for j := i - 1; j >= 0; j-- {
		if a.at[j] >= 0 {
			from = a.at[j]
			break
		}
	}
	for j := i + 1; j < len(a.at); j++ {
		if a.at[j] >= 0 {
			to = a.at[j]
			break
		}
	}
	for j := from + 1; j < to; j++ {
		if o := a.unit.words[j]; !a.taken[j] && (o.role == content || o.role == amount) {
			return true
		}
	}
	return false
}

// share is how many of the claim's words the unit or its headings say.
func (a *alignment) share() float64 {
	found, all := 0.0, 0.0
	for i, w := range a.claim.words {
		if w.counts() {
			all++
			if a.at[i] >= 0 {
				found++
			}
		}
	}
	return found / max(all, 1)
}

// lacks says what of the claim the unit does not say; empty if it says all.
func (a *alignment) lacks() string {
	if a.claim.bare != "" && a.claim.bare == a.unit.bare {
		return ""
	}
	here, given := 0, 0
	for i, w := range a.claim.words {
		switch {
		case w.role != content && w.role != amount:
		case a.at[i] >= 0:
			here++
		case a.given[i]:
			given++
		case w.light && (!w.name || !a.replaces(i)):
		default:
			return fmt.Sprintf("it does not say %q", w.text)
		}
	}
	switch {
	case here == 0 || here < given:
		return "it says nothing of this"
	case here <= 2 && a.unit.says() > here+given+2:
		return "the source says more about this"
	case opposed(a.claim, a.unit):
		return "it says yes where the source says no"
	case !a.inOrder() || !a.bound() || !a.inPlace():
		return "it says this of something else"
	}
	return a.turned()
}

// inOrder tells that names and figures have the parts that they have in the unit: "A beats B" is not "B beats A".
func (a *alignment) inOrder() bool {
	for i := range a.claim.words {
		for j := i + 1; j < len(a.claim.words); j++ {
			if a.placed(i) && a.placed(j) && a.at[i] > a.at[j] && a.swapped(i, j) {
				return false
			}
		}
	}
	return true
}

// inPlace tells that no word stands where the unit says another one: exchanged, or taken from elsewhere in it.
func (a *alignment) inPlace() bool {
	before := -1
	for i := range a.claim.words {
		if a.at[i] < 0 {
			continue
		}
		after := -1
		for k := i + 1; k < len(a.at) && after < 0; k++ {
			if a.at[k] >= 0 {
				after = k
			}
		}
		if a.misplaced(i, before, after) {
			return false
		}
		before = i
	}
	return true
}

// misplaced looks at a word between the two that stand before and after it in the claim; -1 for none.
func (a *alignment) misplaced(i, before, after int) bool {
	switch {
	case before >= 0 && after >= 0:
		from, to := a.at[before], a.at[after]
		if from >= to || from <= a.at[i] && a.at[i] <= to {
			return false
		}
		return slices.ContainsFunc(a.unit.words[from+1:to], word.counts)
	case before >= 0:
		return a.rivals(i, a.at[before], 1)
	case after >= 0:
		return a.rivals(i, a.at[after], -1)
	}
	return false
}

// rivals tells whether the unit says something else of the same kind beside a word's neighbour.
func (a *alignment) rivals(i, neighbour, step int) bool {
	w := a.claim.words[i]
	if w.role != amount && !w.name {
		return false
	}
	for j := neighbour + step; j >= 0 && j < len(a.unit.words) && a.unit.words[j].clause == a.unit.words[neighbour].clause; j += step {
		if o := a.unit.words[j]; o.counts() {
			return j != a.at[i] && o.role == w.role && o.name == w.name && !a.taken[j]
		}
	}
	return false
}

// opposed tells that one begins with yes and the other with no.
func opposed(a, b reading) bool {
	if len(a.words) == 0 || len(b.words) == 0 {
		return false
	}
	first, second := agrees[a.words[0].folded], agrees[b.words[0].folded]
	return first != "" && second != "" && first != second
}

var agrees = synonyms(`yes: ja; no: nein`)

// bound tells that figures stand where they stand in the unit: before what follows, after what goes before, unless the same
// small word leads them.
func (a *alignment) bound() bool {
	for i, w := range a.claim.words {
		if w.role != amount || a.at[i] < 0 || a.led(i) {
			continue
		}
		for k, o := range a.claim.words {
			if k != i && a.at[k] >= 0 && o.clause == w.clause && (k < i) != (a.at[k] < a.at[i]) {
				return false
			}
		}
	}
	return true
}

func (a *alignment) placed(i int) bool {
	w := a.claim.words[i]
	return a.at[i] >= 0 && (w.name || w.role == amount)
}

// swapped tells that two words have changed their places around something between them that has not moved, and are not led by the
// words that lead them in the unit.
func (a *alignment) swapped(i, j int) bool {
	if a.led(i) && a.led(j) {
		return false
	}
	if a.claim.words[i].role == amount && a.claim.words[j].role == amount && !a.follows(i) && !a.follows(j) {
		return true
	}
	for k := i + 1; k < j; k++ {
		if a.at[k] >= 0 && a.at[k] < a.at[i] && a.at[k] > a.at[j] && !a.claim.words[k].name {
			return true
		}
	}
	return false
}

// led tells that the same small word leads a word in claim and unit: "in Rome", "am 3. Mai".
func (a *alignment) led(i int) bool {
	lead := leadOf(a.claim, i)
	return lead != "" && lead == leadOf(a.unit, a.at[i])
}

func leadOf(r reading, at int) string {
	for k := at - 1; k >= max(0, at-4); k-- {
		w := r.words[k]
		if l := leads[w.folded]; l != "" {
			return l
		}
		if w.role == content && !w.name {
			return ""
		}
	}
	return ""
}

var leads = synonyms(`in: im ins into within; on: am auf; at: bei beim; from: von vom aus ab; to: nach zu zum zur; by: durch; for: fur; since: seit; with: mit; of: ; before: vor; after: ; about: uber; under: unter; between: zwischen`)

// follows tells that what comes after a figure in the claim comes after it in the unit.
func (a *alignment) follows(i int) bool {
	for k := i + 1; k < len(a.at) && k <= i+2; k++ {
		if a.at[k] >= 0 {
			return a.at[k] > a.at[i] && a.at[k] <= a.at[i]+3
		}
	}
	return false
}

// turned says which operator the claim has and the unit does not, or the other way round, in the clauses that say the same.
func (a *alignment) turned() string {
	for clause := range a.clauses() {
		in, of := a.turnsOf(clause)
		if of == nil {
			continue // nothing in it that the unit could say
		}
		for t := range in {
			if of[t] == 0 && !a.ordered(t) {
				return fmt.Sprintf("it does not say %q here", t.value)
			}
		}
		for t := range of {
			if narrows[t.kind] && in[t] == 0 && (t.kind == denial || !a.elsewhere(t)) && !a.orders(t) {
				return fmt.Sprintf("it says %q here", t.value)
			}
		}
		if in[turn{denial, "not"}]%2 != of[turn{denial, "not"}]%2 {
			return "it does not deny the same"
		}
	}
	return ""
}

// elsewhere tells that another clause of the claim has an operator: a phrase that moved may have become a clause of its own.
func (a *alignment) elsewhere(t turn) bool {
	return slices.ContainsFunc(a.claim.words, func(w word) bool { return w.role == operator && w.turn == t })
}

func (a *alignment) clauses() map[int]bool {
	all := map[int]bool{}
	for _, w := range a.claim.words {
		all[w.clause] = true
	}
	return all
}

// turnsOf counts the operators of a clause of the claim, and those of the clauses of the unit that it rests on.
func (a *alignment) turnsOf(clause int) (in, of map[turn]int) {
	in, of = map[turn]int{}, map[turn]int{}
	votes := map[int]int{}
	most := 0
	for i, w := range a.claim.words {
		if w.clause != clause {
			continue
		}
		if w.role == operator {
			in[w.turn]++
		}
		if a.at[i] >= 0 {
			c := a.unit.words[a.at[i]].clause
			votes[c]++
			most = max(most, votes[c])
		}
	}
	if most == 0 && len(in) == 0 {
		return nil, nil
	}
	for _, w := range a.unit.words {
		if w.role == operator && 3*votes[w.clause] > most {
			of[w.turn]++
		}
	}
	return in, of
}

// ordered tells that a claim says of an instruction that one must, can or should do it.
func (a *alignment) ordered(t turn) bool {
	if t.kind != modality || len(a.unit.words) == 0 {
		return false
	}
	first := a.unit.words[0]
	return first.role == content && !strings.HasSuffix(first.folded, "en") && a.taken[0] && a.modal(a.unit) == 0
}

// orders tells that the claim is an instruction where the unit says that one must, can or should.
func (a *alignment) orders(t turn) bool {
	if t.kind != modality || len(a.claim.words) == 0 {
		return false
	}
	first := a.claim.words[0]
	return t.value != "may" && first.role == content && a.at[0] >= 0 && a.modal(a.claim) == 0
}

func (a *alignment) modal(r reading) (n int) {
	for _, w := range r.words {
		if w.role == operator && w.turn.kind == modality {
			n++
		}
	}
	return n
}
