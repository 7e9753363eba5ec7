package bot

import (
	"fmt"
	"math"
)

// A Misfit is something wrong in a calibration: the keys and positions that lead to it, what it is, and how to mend it.
type Misfit struct {
	Path            []string
	Problem, Remedy string
}

// Check finds what is wrong with a calibration that was read.
func (c *Calibration) Check() []Misfit {
	if c.Version != CalibrationVersion {
		return []Misfit{{[]string{"version"}, fmt.Sprintf("this program reads version %d, not %d", CalibrationVersion, c.Version), recalibrate}}
	}
	all := outside(nil, []string{"risk"}, c.Risk)
	all = outside(all, []string{"sure"}, c.Sure)
	for _, one := range []struct {
		name  string
		organ *Organ
	}{{"intents", c.Intents}, {"knowledge", c.Knowledge}, {"policy", c.Policy}} {
		if one.organ == nil {
			continue
		}
		all = outside(all, []string{one.name, "threshold"}, one.organ.Threshold)
		for _, m := range one.organ.Curve.check() {
			m.Path = append([]string{one.name, "curve"}, m.Path...)
			all = append(all, m)
		}
	}
	return all
}

const recalibrate = "write the file again with lotse eval calibrate"

// outside finds what is no share between 0 and 1.
func outside(all []Misfit, path []string, x float64) []Misfit {
	if x >= 0 && x < 1 {
		return all
	}
	return append(all, Misfit{path, fmt.Sprintf("%v is not between 0 and 1", x), recalibrate})
}

func (c *Curve) check() []Misfit {
	switch {
	case c == nil:
		return nil
	case len(c.Points) == 0:
		return c.checkSlope()
	case c.Slope != 0 || c.Intercept != 0:
		return []Misfit{{nil, "a curve has points, or slope and intercept, not both", recalibrate}}
	}
	return c.checkPoints()
}

func (c *Curve) checkSlope() []Misfit {
	switch {
	case math.IsNaN(c.Intercept) || math.IsInf(c.Intercept, 0):
		return []Misfit{{[]string{"intercept"}, "the intercept is no number", recalibrate}}
	case c.Slope > 0 && !math.IsInf(c.Slope, 0):
		return nil
	}
	return []Misfit{{[]string{"slope"}, fmt.Sprintf("the slope is %v: a curve must rise", c.Slope), recalibrate}}
}

func (c *Curve) checkPoints() (all []Misfit) {
	last := len(c.Points) - 1
	if last == 0 || c.Points[0].At != 0 || c.Points[last].At != 1 {
		return []Misfit{{[]string{"points"}, "the points do not go from 0 to 1", recalibrate}}
	}
	for i, p := range c.Points {
		path := []string{"points", fmt.Sprint(i)}
		all = outside(all, append(path, "is"), p.Is)
		if i > 0 && !(p.At > c.Points[i-1].At && p.Is > c.Points[i-1].Is) {
			all = append(all, Misfit{path, fmt.Sprintf("the points do not rise: %v after %v", p, c.Points[i-1]), recalibrate})
		}
	}
	return all
}
