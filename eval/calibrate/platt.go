package calibrate

import (
	"math"

	"github.com/lotse-bot/lotse/bot"
)

// Platt fits a logistic function of the log-odds (Platt 1999) by Newton's method with a line search (Lin, Lin and Weng 2007). As
// there, what is right counts as (r+1)/(r+2) and what is wrong as 1/(w+2), so that few cases make no curve that is never in
// doubt. Nil if there is nothing to fit: all are right, all are wrong, or the surer the wronger.
func Platt(cases []Case) *bot.Curve {
	f := newLogistic(cases)
	if f == nil {
		return nil
	}
	for range 100 {
		if !f.step() {
			break
		}
	}
	if f.slope < 0.01 {
		return nil
	}
	return &bot.Curve{Slope: rounded(f.slope), Intercept: rounded(f.intercept)}
}

// A logistic is a fit under way.
type logistic struct {
	at, target       []float64 // log-odds that were stated, and what the curve should come near to
	slope, intercept float64
}

func newLogistic(cases []Case) *logistic {
	right, wrong := 0.0, 0.0
	f := &logistic{slope: 1}
	for _, c := range cases {
		if !c.graded() {
			continue
		}
		if f.at = append(f.at, bot.LogOdds(c.Raw)); c.Right {
			right++
		} else {
			wrong++
		}
	}
	if right == 0 || wrong == 0 {
		return nil
	}
	for _, c := range cases {
		switch {
		case !c.graded():
		case c.Right:
			f.target = append(f.target, (right+1)/(right+2))
		default:
			f.target = append(f.target, 1/(wrong+2))
		}
	}
	return f
}

// step goes once towards the minimum; false when it is reached.
func (f *logistic) step() bool {
	var ga, gb, haa, hab, hbb float64
	for i, x := range f.at {
		p := 1 / (1 + math.Exp(-f.slope*x-f.intercept))
		d, w := p-f.target[i], p*(1-p)
		ga, gb = ga+d*x, gb+d
		haa, hab, hbb = haa+w*x*x, hab+w*x, hbb+w
	}
	const ridge = 1e-9 // where all were stated alike, the slope is not known
	haa, hbb = haa+ridge, hbb+ridge
	det := haa*hbb - hab*hab
	da, db := (hbb*ga-hab*gb)/det, (haa*gb-hab*ga)/det
	if math.Abs(ga) < 1e-9 && math.Abs(gb) < 1e-9 || det <= 0 {
		return false
	}
	before := f.loss(f.slope, f.intercept)
	for scale := 1.0; scale > 1e-10; scale /= 2 {
		if a, b := f.slope-scale*da, f.intercept-scale*db; f.loss(a, b) < before {
			f.slope, f.intercept = a, b
			return true
		}
	}
	return false
}

// loss is the cross entropy against the targets.
func (f *logistic) loss(slope, intercept float64) float64 {
	sum := 0.0
	for i, x := range f.at {
		z := slope*x + intercept
		// ln(1+e^z) - t*z, without overflow
		sum += max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))) - f.target[i]*z
	}
	return sum
}

// rounded keeps what a file shows.
func rounded(x float64) float64 { return math.Round(x*1e5) / 1e5 }
