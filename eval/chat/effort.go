package chat

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/near"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/score"
)

const wordEffort = "effort"

// errNoSigns breaks a script that asks for effort where nobody can tell what it cost.
var errNoSigns = errors.New("this program does not know what turns cost a customer, so that effort cannot be expected")

// effort is "effort    re_asks=1 index=2.4": what the conversation cost the customer so far. Counts that are not named are open; "-"
// wants none but turns.
type effort struct {
	want map[string]float64
	none bool
}

// counts are what can be expected, by the names they have in scripts.
var counts = []struct {
	name string
	of   func(score.Effort) float64
}{
	{"turns", func(e score.Effort) float64 { return float64(e.Turns) }},
	{"re_asks", func(e score.Effort) float64 { return float64(e.ReAsks) }},
	{"repeats", func(e score.Effort) float64 { return float64(e.Repeats) }},
	{"waits", func(e score.Effort) float64 { return float64(e.Waits) }},
	{"minutes", func(e score.Effort) float64 { return e.Minutes }},
	{"backtracks", func(e score.Effort) float64 { return float64(e.Backtracks) }},
	{"switches", func(e score.Effort) float64 { return float64(e.Switches) }},
	{"dead_ends", func(e score.Effort) float64 { return float64(e.DeadEnds) }},
	{"index", score.Effort.Index},
}

func parseEffort(text string) (expectation, *bot.Fault) {
	const remedy = "write it like re_asks=1 index=2.4, or - if nothing but turns is to cost effort"
	e := effort{want: map[string]float64{}, none: text == nothing}
	if text == "" {
		return nil, fault("effort says nothing", remedy)
	}
	for _, part := range strings.Fields(text) {
		if e.none {
			break
		}
		name, number, _ := strings.Cut(part, "=")
		value, err := strconv.ParseFloat(number, 64)
		if err != nil || !(value >= 0) || math.IsInf(value, 0) {
			return nil, fault("cannot read "+quoted(part), remedy)
		}
		if known := countNames(); !slices.Contains(known, name) {
			return nil, fault("effort has no "+quoted(name), near.Remedy(name, known))
		}
		e.want[name] = value
	}
	return e, nil
}

func countNames() []string {
	names := make([]string, len(counts))
	for i, c := range counts {
		names[i] = c.name
	}
	return names
}

func (e effort) check(s seen) (string, bool) {
	var got []string
	same := true
	for _, c := range counts {
		want, named := e.want[c.name]
		is := math.Round(c.of(s.effort)*100) / 100
		if e.none {
			named = is > 0 && c.name != "turns" && c.name != "index"
		}
		if named {
			same = same && is == want
			got = append(got, c.name+"="+strconv.FormatFloat(is, 'f', -1, 64))
		}
	}
	return orNothing(strings.Join(got, " ")), same
}

// cost is what the turns up to now cost the customer, if any line of the beat asks for it.
func (p Player) cost(b beat, turns []*bot.Turn, until time.Time) (sum score.Effort, err error) {
	if !slices.ContainsFunc(b.rest, func(l *line) bool { return l.word == wordEffort }) {
		return sum, nil
	}
	if p.Signs == nil {
		return sum, errNoSigns
	}
	return journey.Cost(journey.Read(turns, p.Signs, until)), nil
}
