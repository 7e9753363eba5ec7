package live

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/eval/journey"
)

// driver is what makes contacts an effort, and where.
type driver struct {
	kind       journey.Kind
	where, why string
}

// burden is how much of it there was.
type burden struct {
	times, contacts int
	weight          float64
}

// mostDrivers is how many are reported: more than anybody mends at once.
const mostDrivers = 15

// burden adds up what made a contact an effort.
func (c *collection) burden(j journey.Journey) {
	seen := map[driver]bool{}
	for _, d := range j.Drivers {
		key := driver{d.Kind, d.Where, d.Why}
		b := c.drivers[key]
		if b == nil {
			b = &burden{}
			c.drivers[key] = b
		}
		b.times++
		b.weight += d.Weight()
		if !seen[key] {
			seen[key] = true
			b.contacts++
		}
	}
}

// top are the drivers that weigh most.
func (c *collection) top() []Driver {
	all := []Driver{}
	for _, key := range slices.SortedFunc(maps.Keys(c.drivers), driver.compare) {
		b := c.drivers[key]
		all = append(all, Driver{Kind: key.kind, Where: key.where, Why: key.why, Times: b.times, Contacts: b.contacts, Weight: round(b.weight)})
	}
	slices.SortStableFunc(all, func(a, b Driver) int { return cmp.Compare(b.Weight, a.Weight) })
	return all[:min(len(all), mostDrivers)]
}

func (d driver) compare(e driver) int {
	return cmp.Or(strings.Compare(string(d.kind), string(e.kind)), strings.Compare(d.where, e.where), strings.Compare(d.why, e.why))
}
