package calibrate

import (
	"maps"
	"math"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Fitting is what was found out about one organ: what its confidences are worth, and from where on they may be acted on.
type Fitting struct {
	Suites    []string           `json:"suites"`
	Cases     int                `json:"cases"`
	Right     int                `json:"right"`
	Method    Method             `json:"method"`
	Losses    map[Method]float64 `json:"log_losses"` // held out
	Before    Quality            `json:"before"`
	After     Quality            `json:"after"`              // held out
	Cut       *Cut               `json:"cut,omitempty"`      // from its threshold on, on all cases; nil if no threshold holds
	HeldOut   *Cut               `json:"held_out,omitempty"` // each case under a curve and a threshold found without its fold
	Need      int                `json:"need,omitempty"`     // without a threshold: about how many cases it would take; 0: no number
	Transfers []Transfer         `json:"transfers,omitempty"`

	Curve *bot.Curve `json:"curve,omitempty"`
}

// A Quality is how good confidences are. Less is better for all.
type Quality struct {
	LogLoss float64 `json:"log_loss"`
	Brier   float64 `json:"brier"`
	ECE     float64 `json:"ece"`
	AURC    float64 `json:"aurc"`
}

func quality(claims []score.Claim) Quality {
	return Quality{score.LogLoss(claims).Value, score.Brier(claims).Value, score.ECE(claims).Value, score.AURC(claims).Value}
}

// Fit calibrates one organ.
func Fit(cases []Case, goal Goal) Fitting {
	f := fit(cases, goal)
	if f.Cut != nil {
		f.HeldOut = heldOut(cases, goal)
	}
	f.Transfers = transfers(cases, goal)
	return f
}

func fit(cases []Case, goal Goal) Fitting {
	choice := Choose(cases)
	f := Fitting{
		Suites: suites(cases), Cases: len(cases), Method: choice.Method, Losses: choice.Losses, Curve: choice.Curve,
		Before: quality(claims(cases, nil)), After: quality(choice.held),
	}
	for _, c := range cases {
		if c.Right {
			f.Right++
		}
	}
	f.cut(cases, goal)
	return f
}

// cut finds the threshold, as the file holds it: on the scale of the curve, and rounded down, so that the case it was found at
// still reaches it.
func (f *Fitting) cut(cases []Case, goal Goal) {
	cut, holds := Threshold(cases, goal)
	if !holds {
		f.Need = goal.Need(cases)
		return
	}
	at := At(max(math.Floor(f.Curve.Of(cut.Threshold)*1e5), 1)/1e5, f.Curve, cases, goal)
	at.Bound = cut.Bound
	f.Cut = &at
}

// Organ is what the fitting leaves to be written down; nil if that is nothing.
func (f Fitting) Organ() *bot.Organ {
	if f.Curve == nil && f.Cut == nil {
		return nil
	}
	o := &bot.Organ{Curve: f.Curve, Based: bot.Based{
		Suites: f.Suites, Cases: f.Cases, Before: rounded(f.Before.LogLoss), After: rounded(f.After.LogLoss),
	}}
	if f.Cut != nil {
		o.Threshold = f.Cut.Threshold
		o.Based.Coverage, o.Based.Wrong, o.Based.Bound = rounded(f.Cut.Coverage()), rounded(f.Cut.Risk()), rounded(f.Cut.Bound)
	}
	return o
}

// heldOut acts on every case by what the other folds say. Nil if some fold has no threshold then.
func heldOut(cases []Case, goal Goal) *Cut {
	all := Cut{Cases: len(cases)}
	for i := range folds {
		in, rest := split(cases, i)
		cut, holds := Threshold(rest, goal)
		if !holds {
			return nil
		}
		part := At(cut.Threshold, nil, in, goal)
		all.Acted, all.Wrong = all.Acted+part.Acted, all.Wrong+part.Wrong
	}
	all.Bound = Bound(all.Wrong, all.Acted, goal.Sure)
	return &all
}

// A Transfer is what a calibration fitted on all the other suites does to one suite.
type Transfer struct {
	Suite  string  `json:"suite"`
	Before Quality `json:"before"`
	After  Quality `json:"after"`
	Cut    *Cut    `json:"cut,omitempty"` // nil if the others have no threshold
}

// transfers leaves out one suite after the other. There are none if there is but one suite.
func transfers(cases []Case, goal Goal) (all []Transfer) {
	names := suites(cases)
	if len(names) < 2 {
		return nil
	}
	for _, name := range names {
		var in, rest []Case
		for _, c := range cases {
			if c.Suite == name {
				in = append(in, c)
			} else {
				rest = append(rest, c)
			}
		}
		f := fit(rest, goal)
		t := Transfer{Suite: name, Before: quality(claims(in, nil)), After: quality(claims(in, f.Curve))}
		if f.Cut != nil {
			cut := At(f.Cut.Threshold, f.Curve, in, goal)
			t.Cut = &cut
		}
		all = append(all, t)
	}
	return all
}

// suites are those that the cases are of, sorted.
func suites(cases []Case) []string {
	names := map[string]bool{}
	for _, c := range cases {
		names[c.Suite] = true
	}
	return slices.Sorted(maps.Keys(names))
}
