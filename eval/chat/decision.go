package chat

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"github.com/lotse-bot/lotse/bot"
)

// decision is "decision  act dialogs >=0.8": the kind, and if they are written, the skill and a bound of its confidence; "-"
// if there was no turn to decide.
type decision struct {
	kind  bot.Kind
	skill string
	bound string // "", ">=", "<=", ">", "<"
	than  float64
}

var decisionForm = regexp.MustCompile(`^([a-z]+)(?:\s+([\p{L}\d_.-]+))?(?:\s*(>=|<=|>|<)\s*([0-9.]+))?$`)

func parseDecision(text string) (expectation, *bot.Fault) {
	if text == nothing {
		return decision{}, nil
	}
	m := decisionForm.FindStringSubmatch(text)
	if m == nil {
		return nil, fault("cannot read the decision "+quoted(text), "write it like: act dialogs >=0.8")
	}
	kinds := []string{string(bot.Act), string(bot.Clarify), string(bot.Rephrase), string(bot.Escalate), string(bot.Ignore)}
	if f := oneOf("decision", m[1], kinds); f != nil {
		return nil, f
	}
	d := decision{kind: bot.Kind(m[1]), skill: m[2], bound: m[3]}
	if m[4] != "" {
		var err error
		if d.than, err = strconv.ParseFloat(m[4], 64); err != nil || d.than > 1 {
			return nil, fault("a confidence is a number from 0 to 1, not "+quoted(m[4]), "write it like 0.8")
		}
	}
	return d, nil
}

func (d decision) check(s seen) (string, bool) {
	t := s.last()
	if t == nil || t.Decision.Kind == "" { // what an agent does is nobody's decision
		return nothing, d.kind == ""
	}
	got := t.Decision
	text := string(got.Kind)
	if d.skill != "" && got.Skill != "" {
		text += " " + got.Skill
	}
	same := got.Kind == d.kind && (d.skill == "" || got.Skill == d.skill)
	if d.bound == "" {
		return text, same
	}
	within, kept := d.within(got.Confidence)
	return text + " " + kept, same && within
}

// within says whether a confidence keeps the bound, and gives the nearest bound of two decimals that it does keep.
func (d decision) within(confidence float64) (holds bool, kept string) {
	down, up := math.Floor(confidence*100)/100, math.Ceil(confidence*100)/100
	switch {
	case d.bound == ">=":
		return confidence >= d.than, fmt.Sprintf(">=%.2f", down)
	case d.bound == "<=":
		return confidence <= d.than, fmt.Sprintf("<=%.2f", up)
	case d.bound == ">" && down < 0.01: // nothing is below 0
		return confidence > d.than, ">=0.00"
	case d.bound == ">":
		return confidence > d.than, fmt.Sprintf(">%.2f", down-0.01)
	case up > 0.99: // nor above 1
		return confidence < d.than, "<=1.00"
	}
	return confidence < d.than, fmt.Sprintf("<%.2f", up+0.01)
}
