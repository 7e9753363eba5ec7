package page

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A chart is a drawing, and the figures that it is drawn from for whoever reads them in words.
type chart struct {
	Drawing template.HTML
	Head    []string
	Rows    [][]string
}

// A drawing is SVG of figures between 0 and 1, the origin at the lower left. Only numbers are ever written into it.
type drawing struct{ strings.Builder }

const (
	side   = 200 // of the square that figures are drawn in
	margin = 30  // left and below, for the scale
)

func (d *drawing) f(format string, args ...any) { fmt.Fprintf(&d.Builder, format, args...) }

func x(v float64) float64 { return margin + side*v }
func y(v float64) float64 { return 10 + side*(1-v) }

// square begins a drawing with its scale. Label is what is read aloud; across and up name the axes.
func square(label, across, up string) *drawing {
	d := &drawing{}
	d.f(`<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, margin+side+14, side+10+margin+12, template.HTMLEscapeString(label))
	for _, v := range []float64{0, 0.25, 0.5, 0.75, 1} {
		d.f(`<line class="grid" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, x(0), x(1), y(v), y(v))
		d.f(`<text class="tick" x="%.1f" y="%.1f" text-anchor="end">%.0f</text>`, x(0)-5, y(v)+3.5, 100*v)
		d.f(`<text class="tick" x="%.1f" y="%.1f" text-anchor="middle">%.0f</text>`, x(v), y(0)+14, 100*v)
	}
	d.f(`<text class="tick" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, x(0.5), y(0)+29, template.HTMLEscapeString(across))
	d.f(`<text class="tick" transform="translate(9 %.1f) rotate(-90)" text-anchor="middle">%s</text>`, y(0.5), template.HTMLEscapeString(up))
	return d
}

func (d *drawing) end() template.HTML {
	d.f(`</svg>`)
	return template.HTML(d.String()) //nolint:gosec // numbers and escaped labels
}

// reliability is the reliability diagram: a bar for each bin as high as the share that was right, and the diagonal on which an
// honest confidence lies.
func reliability(bins []score.Bin) *chart {
	c := &chart{Head: []string{"stated", "cases", "right"}}
	d := square("Reliability: how often what was stated with a confidence was right", "stated confidence, %", "right, %")
	filled := 0
	for _, b := range bins {
		if b.N == 0 {
			continue
		}
		filled++
		d.f(`<rect class="bar" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, x(b.From)+1, y(b.Right), side*(b.To-b.From)-2, side*b.Right)
		d.f(`<circle class="dot" cx="%.1f" cy="%.1f" r="3"/>`, x(b.Confidence), y(b.Right))
		c.Rows = append(c.Rows, []string{report.Percent(b.Confidence), fmt.Sprint(b.N), report.Percent(b.Right)})
	}
	if filled == 0 {
		return nil
	}
	d.f(`<line class="ideal" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x(0), y(0), x(1), y(1))
	c.Drawing = d.end()
	return c
}

// risks is the risk-coverage curve: what share is wrong if only the surest part is acted on.
func risks(points []score.Point) *chart {
	if len(points) == 0 {
		return nil
	}
	c := &chart{Head: []string{"acted on", "least confidence", "wrong"}}
	d := square("Risk and coverage: the share that is wrong if only the surest part is acted on", "acted on, the surest first, %", "wrong, %")
	d.f(`<polyline class="curve" points="`)
	for _, p := range points {
		d.f("%.1f,%.1f ", x(p.Coverage), y(p.Risk))
	}
	d.f(`"/>`)
	c.Drawing = d.end()
	for _, share := range []float64{0.25, 0.5, 0.75, 1} {
		i := slices.IndexFunc(points, func(p score.Point) bool { return p.Coverage >= share-1e-9 })
		if i >= 0 {
			p := points[i]
			c.Rows = append(c.Rows, []string{report.Percent(p.Coverage), fmt.Sprintf("%.2f", p.Confidence), report.Percent(p.Risk)})
		}
	}
	return c
}

// strip begins a drawing of one line.
func strip(label string) *drawing {
	d := &drawing{}
	d.f(`<svg class="strip" viewBox="0 0 120 14" role="img" aria-label="%s">`, template.HTMLEscapeString(label))
	return d
}

// interval is a figure as a dot on its 95 % interval, between 0 and 1.
func interval(f report.Figure) template.HTML {
	at := func(v float64) float64 { return 4 + 112*min(max(v, 0), 1) }
	d := strip(fmt.Sprintf("%.3f, between %.3f and %.3f", f.Value, f.Low, f.High))
	d.f(`<line class="grid" x1="4" x2="116" y1="7" y2="7"/><line class="span" x1="%.1f" x2="%.1f" y1="7" y2="7"/><circle class="dot" cx="%.1f" cy="7" r="3.5"/>`, at(f.Low), at(f.High), at(f.Value))
	return d.end()
}

// move is a change as a dot on its interval around no change; better is to the right. Most is what the ends stand for.
func move(c report.Change, most float64) template.HTML {
	at := func(fell float64) float64 { return 60 - 56*fell/most }
	d := strip(fmt.Sprintf("better by %.3f, between %.3f and %.3f", -c.Fell, -c.High, -c.Low))
	tone := "span"
	switch {
	case c.Better():
		tone = "span up"
	case c.Low > 0:
		tone = "span down"
	}
	d.f(`<line class="ideal" x1="60" x2="60" y1="0" y2="14"/><line class="%s" x1="%.1f" x2="%.1f" y1="7" y2="7"/><circle class="dot" cx="%.1f" cy="7" r="3.5"/>`, tone, at(c.High), at(c.Low), at(c.Fell))
	return d.end()
}
