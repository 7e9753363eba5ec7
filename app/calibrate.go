package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/knowledge"
)

// Calibrate measures on suites what the confidences of the configuration's bot are worth, and from where on the goal holds. If
// no suite asks about intents, the bot's own examples are asked, each of a classifier that did not learn from it.
func Calibrate(ctx context.Context, c Config, o Options, vectors knowledge.Vectors, suites []string, goal calibrate.Goal, how eval.Options) (*eval.Calibrated, error) {
	f, err := ReadFolder(c.Bot, o.Actions)
	if err != nil {
		return nil, err
	}
	f.calibrate(bot.Calibration{})
	if err := bot.Broken(f.Faults); err != nil {
		return nil, fmt.Errorf("the bot in %s cannot be run:\n%w", c.Bot, err)
	}
	ports := func(worth bot.Calibration) (eval.Ports, error) {
		o.Calibration = &worth
		return Ports(c, o, vectors)
	}
	return eval.Calibrate(ctx, eval.Calibrating{Folders: suites, Own: f.examples(), Goal: goal, Ports: ports}, how)
}

// examples are what the bot's intents are learned from, numbered by intent and language.
func (f *Folder) examples() []eval.Example {
	var all []eval.Example
	n := map[string]int{}
	for _, e := range f.Flows.Examples() {
		of := e.Intent + "." + e.Language
		n[of]++
		all = append(all, eval.Example{ID: fmt.Sprintf("%s.%d", of, n[of]), Text: e.Text, Language: e.Language, Intent: e.Intent})
	}
	return all
}

// WriteCalibration writes a calibration into a bot's folder and returns the file's name.
func WriteCalibration(folder string, c bot.Calibration) (file string, err error) {
	file = filepath.Join(folder, CalibrationFile)
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return file, fmt.Errorf("write %s: %w", file, err)
	}
	return file, os.WriteFile(file, append(text, '\n'), 0o644) //nolint:gosec // a file of the project, to be read by everyone
}
