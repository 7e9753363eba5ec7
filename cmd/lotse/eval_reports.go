package main

import (
	"errors"
	"io"
	"os"

	"github.com/lotse-bot/lotse/eval/page"
	"github.com/lotse-bot/lotse/eval/report"
)

// reportFlags say which reports are written beside the one that is printed.
type reportFlags struct {
	JSON     bool   `help:"Print the report as JSON."`
	JUnit    string `type:"path" name:"junit" help:"Write the report as JUnit XML." placeholder:"FILE"`
	Markdown string `type:"path" help:"Write the figures beside the anchors of the suites, as Markdown." placeholder:"FILE"`
	Summary  string `type:"path" help:"Write what got worse, better, and was not measured, as Markdown for a pull request." placeholder:"FILE"`
	HTML     string `type:"path" name:"html" help:"Write the report as one HTML file that anybody can read." placeholder:"FILE"`
}

// print writes every report that is wanted, whatever becomes of the others.
func (f reportFlags) print(r *report.Report) error {
	out := r.WriteTable
	if f.JSON {
		out = r.WriteJSON
	}
	return errors.Join(
		out(os.Stdout),
		toFile(f.JUnit, r.WriteJUnit),
		toFile(f.Markdown, r.WriteBenchmarks),
		toFile(f.Summary, r.WriteSummary),
		toFile(f.HTML, func(w io.Writer) error { return page.Write(w, r) }))
}

func toFile(path string, write func(io.Writer) error) (err error) {
	if path == "" {
		return nil
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return write(file)
}
