// Package eval measures a bot: it finds suites in folders, runs them against ports that the application implements, and scores
// them. Package report writes what it found out, and package gate stops a release that got worse.
//
// Nothing that could not be measured is ever counted as a success: it is a fault, or named as skipped or not applicable.
package eval

import (
	"context"
	"runtime"
	"sync"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/meaning"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/llm"
)

// Ports are what is measured, one for each kind of suite. A suite whose port is nil is skipped, and the report says so. All of
// them are used by many goroutines.
type Ports struct {
	Judge      *meaning.Judge // of what replies mean; nil breaks the scripts that ask for it
	Bots       Bots
	Classifier Classifier
	Searcher   Searcher
	Answerer   Answerer
	Renderer   Renderer
	Extractor  Extractor
	Targets    Targets
	Verifier   Verifier
	Customers  llm.Model // plays the simulated customers whose file wants a model; nil breaks only those
}

// Options say how suites are run. The zero value is good.
type Options struct {
	Workers   int             // how many cases are run at once; 0 is one a core
	Bootstrap score.Bootstrap // of the intervals; no resamples are [report.DefaultBootstrap]
	Live      bool            // a live model takes part, so that two runs may differ; a gate then asks for more
	Progress  func(Progress)  // called after every case, never by two goroutines at once; nil is nobody
}

// Progress is how far a suite is.
type Progress struct {
	Suite         string
	Done, Total   int // cases
	Ended, Suites int // suites of the run, and how many of them are done
}

// A run is what the suites of one Run share.
type run struct {
	ports   Ports
	options Options
	slots   chan struct{} // one for every case that may run at this moment, whatever its suite
	mu      sync.Mutex    // guards what follows, and calls of options.Progress
	suites  int
	ended   int
}

// Run measures all suites in the folders. It returns an error only if ctx ends, and then a report of the suites that were
// measured until then; everything else that goes wrong is in the report. The same suites and ports give the same report.
func Run(ctx context.Context, folders []string, ports Ports, options Options) (*report.Report, error) {
	r := newRun(ports, options)
	suites, faults := discover(folders)
	r.suites = len(suites)
	out := &report.Report{Suites: make([]*report.Suite, len(suites)), Faults: faults, Live: options.Live}
	gate := make(chan struct{}, r.options.Workers)
	var wg sync.WaitGroup
	for i, s := range suites {
		wg.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			out.Suites[i] = r.measure(ctx, s)
			r.mu.Lock()
			r.ended++
			r.mu.Unlock()
		})
	}
	wg.Wait()
	out.Interrupted = ctx.Err() != nil
	return out, ctx.Err()
}

func newRun(ports Ports, options Options) *run {
	if options.Workers <= 0 {
		options.Workers = runtime.GOMAXPROCS(0)
	}
	if options.Bootstrap.Resamples == 0 {
		options.Bootstrap = report.DefaultBootstrap
	}
	return &run{ports: ports, options: options, slots: make(chan struct{}, options.Workers)}
}

// measure runs one suite. Whatever it does, even a panic, stays within it.
func (r *run) measure(ctx context.Context, s *Suite) *report.Suite {
	out := newResult(s)
	out.Faults = append(out.Faults, s.faults...)
	k, known := kinds[s.Kind]
	if !known {
		return &out.Suite
	}
	remove, err := s.original(out)
	defer remove()
	if err == nil && out.Skipped == "" {
		err = guard(func() error { return k.measure(r, ctx, s, out) })
	}
	if err != nil {
		out.fault(s.File, 0, err.Error(), "")
	}
	if ctx.Err() != nil { // some of its cases have no answer: its figures would be of others than they say
		return &report.Suite{Name: s.Name, Kind: s.Kind, About: s.About, Skipped: "interrupted before it was measured"}
	}
	out.settle(s)
	return &out.Suite
}

func warning(file string, line int, problem, remedy string) bot.Fault {
	return bot.Fault{File: file, Line: line, Severity: bot.Warning, Problem: problem, Remedy: remedy}
}

func failure(file string, line int, problem, remedy string) bot.Fault {
	return bot.Fault{File: file, Line: line, Severity: bot.Error, Problem: problem, Remedy: remedy}
}
