package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/calibrate"
)

type evalCalibrateCmd struct {
	Bot     string   `arg:"" type:"path" help:"Folder of the bot; its calibration.json is written."`
	Suites  []string `arg:"" optional:"" help:"Folders with labelled suites. Without suites of intents the bot's own examples are asked."`
	Config  string   `type:"path" help:"Configuration file (YAML)." env:"LOTSE_CONFIG"`
	Risk    float64  `help:"The share of what is acted on that may be wrong." default:"0.05"`
	Sure    float64  `help:"The probability with which that must hold for cases of the same kind." default:"0.9"`
	JSON    bool     `help:"Print what was found as JSON."`
	DryRun  bool     `help:"Write nothing."`
	Workers int      `help:"How many cases are run at once; 0 is one a core."`
}

func (e *evalCalibrateCmd) Run(ctx context.Context) error {
	for name, x := range map[string]float64{"risk": e.Risk, "sure": e.Sure} {
		if x <= 0 || x >= 1 {
			return fmt.Errorf("--%s is a share between 0 and 1, such as 0.05, not %v", name, x)
		}
	}
	c, err := app.Load(e.Config, os.Environ(), app.Config{Bot: e.Bot})
	if err != nil {
		return err
	}
	vectors, done := embedded(ctx)
	defer done()
	found, err := app.Calibrate(ctx, c, app.Options{Actions: actions()}, vectors, e.Suites,
		calibrate.Goal{Risk: e.Risk, Sure: e.Sure}, eval.Options{Workers: e.Workers, Progress: watchEval()})
	if err != nil {
		return err
	}
	write := found.WriteText
	if e.JSON {
		write = found.WriteJSON
	}
	if err := write(os.Stdout); err != nil {
		return err
	}
	return e.keep(found)
}

// keep writes what was found, and says what was not.
func (e *evalCalibrateCmd) keep(found *eval.Calibrated) error {
	switch c := found.Calibration; {
	case c.Intents == nil && c.Knowledge == nil && c.Policy == nil:
		fmt.Fprintln(os.Stderr, "There is nothing to write: confidences stay as they are.")
		return errFailed
	case !e.DryRun:
		file, err := app.WriteCalibration(e.Bot, c)
		if err != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, "written:", file)
	}
	if bot.Broken(found.Faults) != nil {
		return errors.New("something could not be measured; it is named above")
	}
	return nil
}
