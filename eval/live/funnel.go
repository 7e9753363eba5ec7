package live

import (
	"cmp"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/score"
)

// A funnel is how customers went through a flow.
type funnel struct {
	score.Passage
	steps map[string]*score.Passage
}

// funnel counts one run of a flow. One that may still go on does not count.
func (c *collection) funnel(r journey.Run) {
	if r.Ended == journey.Ongoing {
		return
	}
	f := c.funnels[r.Flow]
	if f == nil {
		f = &funnel{steps: map[string]*score.Passage{}}
		c.funnels[r.Flow] = f
	}
	leave(&f.Passage, r.Ended)
	for _, step := range r.Steps {
		if f.steps[step] == nil {
			f.steps[step] = &score.Passage{}
		}
		ended := journey.Solved
		if step == r.At {
			ended = r.Ended
		}
		leave(f.steps[step], ended)
	}
}

func leave(p *score.Passage, how journey.Result) {
	p.Entered++
	switch how {
	case journey.Solved:
		p.Passed++
	case journey.Cancelled:
		p.Cancelled++
	case journey.HandedOff:
		p.Handoff++
	default:
		p.Abandoned++
	}
}

// flows are the funnels, those that lose most customers first.
func (c *collection) flows() []Flow {
	all := []Flow{}
	for _, name := range slices.Sorted(maps.Keys(c.funnels)) {
		f := c.funnels[name]
		flow := Flow{Flow: name, Passage: f.Passage, DropOff: shareFigure("drop_off", f.DropOff()), Steps: []Step{}}
		for _, step := range slices.Sorted(maps.Keys(f.steps)) {
			p := f.steps[step]
			flow.Steps = append(flow.Steps, Step{Step: step, Passage: *p, DropOff: shareFigure("drop_off", p.DropOff())})
		}
		slices.SortStableFunc(flow.Steps, func(a, b Step) int { return cmp.Compare(b.Entered, a.Entered) })
		all = append(all, flow)
	}
	slices.SortStableFunc(all, func(a, b Flow) int { return cmp.Compare(b.Lost(), a.Lost()) })
	return all
}
