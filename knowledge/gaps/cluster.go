package gaps

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// sure is how much above or below the bound rounding can move a likeness; ties by it go to the older group.
const sure = 1e-9

// groups are occurrences put together by what they ask. Who joined a group stays in it, and the group keeps its ID: only whole
// groups are merged.
type groups struct {
	kind     Kind
	scale    scale
	shapes   map[string]*shape // by group
	standing map[string]Standing
	members  map[string][]int // positions in all, by group
	all      []Occurrence
	changed  map[string]bool // occurrences and standings that must be saved, by ID
}

// newGroups takes up what was kept. Occurrences come in the order of their times.
func newGroups(k Kind, all []Occurrence, standings []Standing) *groups {
	g := &groups{
		kind: k, scale: newScale(all), shapes: map[string]*shape{}, standing: map[string]Standing{}, members: map[string][]int{}, all: all, changed: map[string]bool{},
	}
	for _, s := range standings {
		g.standing[s.ID] = s
	}
	for i, o := range all {
		if o.Group != "" {
			g.put(i, o.Group)
		}
	}
	return g
}

func (g *groups) put(i int, group string) {
	g.all[i].Group = group
	g.members[group] = append(g.members[group], i)
	if g.shapes[group] == nil {
		g.shapes[group] = &shape{}
	}
	g.shapes[group].add(g.scale.shape(g.all[i]))
}

// assign gives each occurrence that has no group the one that is most alike, or a new one.
func (g *groups) assign() {
	for i, o := range g.all {
		if o.Group != "" {
			continue
		}
		group := g.nearest(g.scale.shape(o), "")
		if group == "" {
			group = bot.ID("group", o.ID)[:12]
			g.standing[group] = Standing{ID: group, State: Open, Opened: o.At, Changed: o.At}
		}
		g.put(i, group)
		g.changed[o.ID], g.changed[group] = true, true
		g.again(group, o.At)
	}
	g.merge()
}

// again opens a gap that came up after it was resolved: the article does not answer it.
func (g *groups) again(group string, at time.Time) {
	s := g.standing[group]
	if g.kind != KindGap || s.State != Resolved || !at.After(s.Changed) {
		return
	}
	s.State, s.By, s.Changed, s.Again = Open, "", at, s.Again+1
	g.standing[group] = s
}

// nearest is the group that is most alike, other than one; empty if none is alike enough.
func (g *groups) nearest(to shape, but string) string {
	best, most := "", 1-sure
	for _, id := range g.inOrder() {
		if id == but {
			continue
		}
		if l := g.shapes[id].like(to); l > most+sure {
			best, most = id, l
		}
	}
	return best
}

// inOrder are the groups that have members, oldest first.
func (g *groups) inOrder() []string {
	ids := slices.Collect(maps.Keys(g.members))
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(g.standing[a].Opened.Compare(g.standing[b].Opened), cmp.Compare(a, b))
	})
	return ids
}

// merge puts together those groups that grew to be alike, as long as there are some.
func (g *groups) merge() {
	for again := true; again; {
		again = false
		for _, id := range g.inOrder() {
			if !g.changed[id] || g.members[id] == nil {
				continue
			}
			if other := g.nearest(*g.shapes[id], id); other != "" {
				g.join(id, other)
				again = true
			}
		}
	}
}

// join merges two groups into the older one.
func (g *groups) join(a, b string) {
	older, younger := g.standing[a], g.standing[b]
	if cmp.Or(younger.Opened.Compare(older.Opened), cmp.Compare(younger.ID, older.ID)) < 0 {
		older, younger = younger, older
	}
	for _, i := range g.members[younger.ID] {
		g.put(i, older.ID)
		g.changed[g.all[i].ID] = true
	}
	delete(g.members, younger.ID)
	delete(g.shapes, younger.ID)
	if rank(younger.State) > rank(older.State) {
		older.State, older.By, older.Article, older.Changed = younger.State, younger.By, younger.Article, younger.Changed
	}
	older.Again += younger.Again
	younger.Into = older.ID
	g.standing[older.ID], g.standing[younger.ID] = older, younger
	g.changed[older.ID], g.changed[younger.ID] = true, true
}

// rank says which state counts when two groups become one: what still is to be done, and by whom.
func rank(s State) int {
	return slices.Index([]State{Resolved, Open, Taken, Rejected, Accepted}, s)
}

// revision is what is to be saved.
func (g *groups) revision() (r Revision) {
	for _, o := range g.all {
		if g.changed[o.ID] {
			r.Put = append(r.Put, o)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(g.standing)) {
		switch s := g.standing[id]; {
		case s.Into == "" && g.members[id] == nil, s.Into != "" && g.members[g.end(id)] == nil:
			r.Forget = append(r.Forget, id) // all that was asked is gone
		case g.changed[id]:
			r.Stand = append(r.Stand, s)
		}
	}
	return r
}

// end is the group that one was merged into in the end.
func (g *groups) end(id string) string { return end(g.standing, id) }

func end(standing map[string]Standing, id string) string {
	for range len(standing) {
		if standing[id].Into == "" {
			return id
		}
		id = standing[id].Into
	}
	return id
}
