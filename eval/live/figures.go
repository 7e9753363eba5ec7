package live

import (
	"slices"
	"time"

	"github.com/lotse-bot/lotse/eval/score"
)

// shares are the metrics of how contacts ended.
var shares = []struct {
	name string
	of   func([]score.Contact) score.Score
}{
	{"contained", score.Containment},
	{"contained_confirmed", score.ContainmentConfirmed},
	{"contained_naive", score.ContainmentNaive},
	{"re_contact", score.ReContact},
	{"flow_success", score.FlowSuccess},
	{"abandoned", score.Abandonment},
	{"escalated", score.EscalationRate},
	{"promises_kept", score.PromisesKept},
}

// figures are all metrics that apply to the facts.
func figures(facts []*fact) []Figure {
	all := []Figure{}
	add := func(f Figure) {
		if f.N > 0 {
			all = append(all, f)
		}
	}
	contacts := make([]score.Contact, len(facts))
	satisfaction, ease := make([]int, len(facts)), make([]int, len(facts))
	var helpful []bool
	for i, f := range facts {
		contacts[i], satisfaction[i], ease[i] = f.contact, f.satisfaction, f.ease
		helpful = append(helpful, f.helpful...)
	}
	for _, s := range shares {
		add(shareFigure(s.name, s.of(contacts)))
	}
	add(shareFigure("satisfied", score.Satisfied(satisfaction)))
	add(shareFigure("easy", score.Easy(ease)))
	add(shareFigure("helpful", score.Helpful(helpful)))
	for _, m := range score.EffortMetrics {
		add(meanFigure(m, facts))
	}
	return all
}

func shareFigure(name string, s score.Score) Figure {
	i := score.Wilson(s)
	return Figure{name, round(s.Value), s.N, round(i.Low), round(i.High)}
}

func meanFigure(m score.EffortMetric, facts []*fact) Figure {
	var t score.Tally
	for _, f := range facts {
		t.Add(m.Of(f.effort))
	}
	s, i := t.Score(), t.Interval()
	return Figure{m.Name, round(s.Value), s.N, round(max(0, i.Low)), round(i.High)}
}

// times are how long customers waited for the first words of the bot, and of a person.
func times(facts []*fact) []Time {
	all := []Time{}
	for _, m := range []struct {
		name string
		of   func(*fact) time.Duration
	}{
		{"first_reply", func(f *fact) time.Duration { return f.firstReply }},
		{"person_reply", func(f *fact) time.Duration { return f.personReply }},
	} {
		var seconds []float64
		for _, f := range facts {
			if d := m.of(f); d >= 0 {
				seconds = append(seconds, d.Seconds())
			}
		}
		slices.Sort(seconds)
		if median, p95 := score.Quantile(seconds, 0.5), score.Quantile(seconds, 0.95); median.N > 0 {
			all = append(all, Time{m.name, round(median.Value), round(p95.Value), median.N})
		}
	}
	return all
}

// leastRanks is how many pairs a correlation is worth telling of.
const leastRanks = 10

// against sets the effort that was counted against the ease that customers stated.
func against(facts []*fact) *Ranks {
	var effort, ease []float64
	for _, f := range facts {
		if f.ease > 0 {
			effort, ease = append(effort, f.effort.Index()), append(ease, float64(f.ease))
		}
	}
	rho, ok := score.RankCorrelation(effort, ease)
	if !ok || len(ease) < leastRanks {
		return nil
	}
	return &Ranks{round(rho), len(ease)}
}
