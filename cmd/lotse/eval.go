package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/store"
)

// evalCmd is what can be done with suites; each command has a file of its own. Without a name it is run.
type evalCmd struct {
	Calibrate evalCalibrateCmd `cmd:"" help:"Measure what a bot's confidences are worth, and choose thresholds for a stated risk."`

	Run     evalRunCmd     `cmd:"" default:"withargs" help:"Run suites, report, compare with a baseline. The default."`
	Capture evalCaptureCmd `cmd:"" help:"Make a test of a real conversation in which the bot was wrong."`
	Live    evalLiveCmd    `cmd:"" help:"Measure what really happened: containment, effort, satisfaction, funnels of a running bot."`
	New     evalNewCmd     `cmd:"" help:"Write a test by talking with the bot: what it says is what is expected."`

	Simulate evalSimulateCmd `cmd:"" help:"Let a simulated customer talk with a bot, and show how it goes."`
}

type evalRunCmd struct {
	Dirs     []string `arg:"" help:"Folders with suites: a bot's folder, a folder with suite.json, or folders of such folders."`
	Config   string   `type:"path" help:"Configuration file (YAML)." env:"LOTSE_CONFIG"`
	Baseline string   `type:"path" help:"File with the figures to compare with." default:"baseline.json"`
	Gate     bool     `help:"Fail if a figure fell below the baseline beyond chance."`
	Keep     bool     `name:"update-baseline" help:"Write the figures as the new baseline."`
	Coverage bool     `help:"Show which steps and branches of the bot's flows the conversations went through."`
	Update   bool     `help:"Rewrite scripted conversations to what the bot says now. Read the difference before you commit it."`
	Workers  int      `help:"How many cases are run at once; 0 is one a core."`

	Calibration string `type:"path" help:"Measure with this calibration in place of each bot's own, and in suites without a bot." placeholder:"FILE"`

	reportFlags
	answersFlags
}

func (e *evalRunCmd) Run(ctx context.Context) error {
	c, err := app.Load(e.Config, os.Environ(), app.Config{})
	if err != nil {
		return err
	}
	answers, err := e.openAnswers(c)
	if err != nil {
		return err
	}
	o := app.Options{Actions: actions(), Answers: answers}
	if e.Calibration != "" {
		if o.Calibration, err = app.ReadCalibration(e.Calibration); err != nil {
			return err
		}
	}
	vectors, done := e.vectors(ctx)
	defer done()
	ports, err := app.Ports(c, o, vectors)
	if err != nil {
		return err
	}
	r, err := eval.Run(ctx, e.Dirs, ports, eval.Options{Workers: e.Workers, Live: e.live(c), Progress: watchEval()})
	if err != nil && !r.Interrupted {
		return err
	}
	missing, err := e.closeAnswers(answers)
	if err != nil {
		return err
	}
	r.Faults = append(r.Faults, missing...)
	nameStale(answers)
	if e.Update && !r.Interrupted {
		return rewrite(r)
	}
	if err := e.judge(r); err != nil {
		return err
	}
	if err := errors.Join(e.print(r), e.cover(r)); err != nil {
		return err
	}
	if e.Keep && !r.Interrupted {
		if err := e.keep(r); err != nil {
			return err
		}
	}
	switch r.Verdict() {
	case report.Failed:
		return errFailed
	case report.Unrunnable:
		return errors.New("something could not be measured; it is named above")
	}
	return nil
}

// judge compares with the baseline, where that is wanted.
func (e *evalRunCmd) judge(r *report.Report) error {
	if !e.Gate {
		return nil
	}
	old, err := e.baseline()
	if err != nil {
		return err
	}
	if old == nil {
		return fmt.Errorf("there is no baseline %s; write one with --update-baseline", e.Baseline)
	}
	r.Gate = gate.Judge(r, old, score.Bootstrap{})
	return nil
}

// baseline reads the baseline; nil if there is none.
func (e *evalRunCmd) baseline() (*gate.Baseline, error) {
	text, err := os.ReadFile(e.Baseline)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return gate.ReadBaseline(e.Baseline, text)
}

func (e *evalRunCmd) keep(r *report.Report) error {
	old, err := e.baseline()
	if err != nil {
		return err
	}
	kept, left := gate.Keep(r, old)
	for _, l := range left {
		fmt.Fprintln(os.Stderr, "not kept:", l)
	}
	text, err := kept.Bytes()
	if err != nil {
		return err
	}
	return os.WriteFile(e.Baseline, text, 0o644) //nolint:gosec // a file of the project, to be read by everyone
}

// cover shows coverage where it is wanted; JSON has it in any case.
func (e *evalRunCmd) cover(r *report.Report) error {
	if !e.Coverage || e.JSON {
		return nil
	}
	return r.WriteCoverage(os.Stdout)
}

func rewrite(r *report.Report) error {
	changed, err := r.Rewrite()
	for _, file := range changed {
		fmt.Println("rewritten:", file)
	}
	return err
}

// embedded is where vectors are kept from one run to the next: in the user's cache, or nowhere if that is not to be had.
func embedded(ctx context.Context) (knowledge.Vectors, func()) {
	if cache, err := os.UserCacheDir(); err == nil {
		if s, err := store.Open(ctx, "sqlite:"+filepath.Join(cache, "lotse", "vectors.db")); err == nil {
			return s, func() { _ = s.Close() }
		}
	}
	return knowledge.NewTransient(), func() {}
}
