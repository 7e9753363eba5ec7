package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// common are the keys that every step may have.
type common struct {
	ID   source.Word `yaml:"id"`
	Then source.Word `yaml:"then"`
}

func (l *loader) steps(f *Flow, v source.Value) {
	items, ok := v.Items()
	if !ok {
		v.Wants("a list of steps (lines that begin with -)")
		return
	}
	counts := map[string]int{}
	for _, item := range items {
		s := l.step(item, counts)
		if s == nil {
			continue
		}
		if twice := f.step(s.id); twice != nil {
			l.faults.Error(s.place, "there are two steps "+s.id, "give one of them another id")
			continue
		}
		s.index = len(f.steps)
		f.index[s.id] = s.index
		f.steps = append(f.steps, s)
	}
}

// step reads one step: the one key that names a kind says what it is.
func (l *loader) step(v source.Value, counts map[string]int) *step {
	pairs, ok := v.Pairs()
	if !ok {
		v.Wants("a step such as - say: Hello")
		return nil
	}
	var keys []string
	for _, p := range pairs {
		keys = append(keys, p.Key)
	}
	kind, problem, remedy := l.kind(keys)
	if problem != "" {
		v.Error(problem, remedy)
		return nil
	}
	var c common
	s := &step{Step: kind.New(), kind: kind.Name, place: v.Place}
	commonKeys := []string{"id", "then"}
	v.Decode(s.Step, commonKeys...)
	for _, p := range pairs {
		switch p.Key {
		case "id":
			p.Value.Decode(&c.ID)
		case "then":
			p.Value.Decode(&c.Then)
		}
	}
	counts[kind.Name]++
	s.then, s.id = c.Then, stepID(c.ID.Text, s, counts[kind.Name])
	if slices.Contains([]string{toHandoff, toEnd}, c.ID.Text) || strings.HasPrefix(c.ID.Text, "(") {
		l.faults.Error(c.ID.Place, "a step cannot be called "+c.ID.Text, "choose another id")
	}
	return s
}

// kind finds the kind of a step by its keys.
func (l *loader) kind(keys []string) (kind Kind, problem, remedy string) {
	var names []string
	found := 0
	for _, k := range l.flows.kinds {
		names = append(names, k.Name)
		if slices.Contains(keys, k.Name) {
			kind = k
			found++
		}
	}
	switch {
	case found == 1:
		return kind, "", ""
	case found > 1:
		return kind, "a step does one thing, this one several", "make a step of its own of each"
	}
	for _, key := range keys {
		if near := source.Nearest(key, names); near != "" {
			return kind, "this step says not what it does: nobody knows " + key, source.DidYouMean(key, names)
		}
	}
	return kind, "this step says not what it does", "give it one of the keys " + strings.Join(names, ", ")
}

// stepID is the author's, or else the slot of a question, or else made of kind and number.
func stepID(written string, s *step, n int) string {
	if written != "" {
		return written
	}
	if a, ok := s.Step.(*Ask); ok && a.Slot.Text != "" {
		return a.Slot.Text
	}
	return s.kind + "_" + strconv.Itoa(n)
}
