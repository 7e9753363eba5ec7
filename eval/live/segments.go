package live

import (
	"cmp"
	"slices"
)

// sides are what contacts are told apart by.
var sides = []struct {
	by string
	of func(*fact) string
}{
	{"person", func(f *fact) string {
		if f.contact.Person {
			return "handed off"
		}
		return "bot alone"
	}},
	{"channel", func(f *fact) string { return f.channel }},
	{"language", func(f *fact) string { return f.language }},
	{"flow", func(f *fact) string { return f.flow }},
}

// segments are the figures of the contacts of one side each, those with most contacts first. What has no name is "none".
func segments(facts []*fact) []Segment {
	all := []Segment{}
	for _, side := range sides {
		by := map[string][]*fact{}
		for _, f := range facts {
			name := cmp.Or(side.of(f), "none")
			by[name] = append(by[name], f)
		}
		first := len(all)
		for name, some := range by {
			all = append(all, Segment{By: side.by, Name: name, Contacts: len(some), Figures: figures(some)})
		}
		slices.SortFunc(all[first:], func(a, b Segment) int {
			return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), cmp.Compare(a.Name, b.Name))
		})
	}
	return all
}
