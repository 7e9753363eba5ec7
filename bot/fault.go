package bot

import (
	"cmp"
	"errors"
	"fmt"
)

// A Fault is something wrong in what a person wrote: where it is, what it is, and how to mend it. It is an error.
type Fault struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`   // 1-based; 0 if the fault is the whole file's
	Column   int      `json:"column"` // 1-based; 0 if unknown
	Severity Severity `json:"severity"`
	Problem  string   `json:"problem"`
	Remedy   string   `json:"remedy"`
}

// Severity says whether a fault stops the bot.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // the bot cannot be run
	Warning Severity = "warning" // it can, but some customer will stumble
)

// Error gives file:line:column: problem (remedy).
func (f Fault) Error() string {
	at := f.File
	if f.Line > 0 {
		at = fmt.Sprintf("%s:%d", at, f.Line)
		if f.Column > 0 {
			at = fmt.Sprintf("%s:%d", at, f.Column)
		}
	}
	if f.Remedy == "" {
		return fmt.Sprintf("%s: %s", at, f.Problem)
	}
	return fmt.Sprintf("%s: %s (%s)", at, f.Problem, f.Remedy)
}

// Compare orders faults by file, line and column.
func (f Fault) Compare(g Fault) int {
	return cmp.Or(cmp.Compare(f.File, g.File), cmp.Compare(f.Line, g.Line), cmp.Compare(f.Column, g.Column), cmp.Compare(f.Problem, g.Problem))
}

// Broken joins the faults that are errors; nil if there are none.
func Broken(faults []Fault) error {
	var errs []error
	for _, f := range faults {
		if f.Severity == Error {
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}
