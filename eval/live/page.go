package live

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
)

//go:embed page.html
var source string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"day":     func(t time.Time) string { return t.Format(time.DateOnly) },
	"percent": func(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) },
	"number":  func(x float64) string { return fmt.Sprintf("%.2f", x) },
	"width":   func(n, of int) string { return fmt.Sprintf("%.1f", 100*float64(n)/float64(max(of, 1))) },
	"plain":   func(s any) string { return strings.ReplaceAll(fmt.Sprint(s), "_", " ") },
	"figure":  figure,
	"shown":   func() []string { return shown },
	"ended":   (*Report).ended,
}).Parse(source))

// figure is the metric among the figures, as a reader sees it.
func figure(all []Figure, metric string) string {
	for _, f := range all {
		switch {
		case f.Metric == metric && metric == "effort":
			return fmt.Sprintf("%.2f", f.Value)
		case f.Metric == metric:
			return fmt.Sprintf("%.0f %%", 100*f.Value)
		}
	}
	return "–"
}

// WriteHTML writes the report as one page that loads nothing and runs no script.
func (r *Report) WriteHTML(w io.Writer) error {
	if err := page.Execute(w, r); err != nil {
		return fmt.Errorf("write the report as HTML: %w", err)
	}
	return nil
}
