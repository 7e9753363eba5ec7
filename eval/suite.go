package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/forms"
	"github.com/lotse-bot/lotse/eval/internal/near"
	"github.com/lotse-bot/lotse/eval/internal/spot"
	"github.com/lotse-bot/lotse/eval/report"
)

// A Suite is one measurement: a folder with a suite.json, or the scripted conversations of a bot.
type Suite struct {
	report.About
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Metrics  []string `json:"metrics"` // those that its authors want reported
	Notes    string   `json:"notes"`
	Bot      string   `json:"bot"`      // the bot's folder, relative to the suite's
	Channels []string `json:"channels"` // of channels: those it is about; none is all
	Scripts  []string `json:"scripts"`  // of channels: files of conversations to be shown, relative to the suite's folder
	Form     string   `json:"form"`     // of data in another form than docs/evaluation.md describes: which; see package forms
	Data     string   `json:"data"`     // where that lies, relative to the suite's folder; ${NAME} is a variable of the environment

	Folder string `json:"-"`
	File   string `json:"-"` // where faults of the whole suite are reported

	scripts []string // of conversations and effort: the files
	part    bool     // only one of its scripts was asked for: what the others go through is not known
	faults  []bot.Fault
	set     *forms.Set // of a suite with a form: its data
	made    string     // of a suite with a form: the folder of the bot that was made of it, or empty
}

// read reads a folder's suite.json. What is wrong with it becomes the suite's fault, so that it is reported like any other.
func read(folder string) *Suite {
	s := &Suite{Name: filepath.Base(folder), Folder: folder, File: filepath.Join(folder, "suite.json")}
	source, err := os.ReadFile(s.File)
	if err == nil {
		err = json.Unmarshal(source, s)
	}
	if err != nil {
		line, column := spot.Of(source, err)
		f := failure(s.File, line, err.Error(), "see docs/evaluation.md for its form")
		f.Column = column
		s.faults = append(s.faults, f)
	}
	if _, known := kinds[s.Kind]; !known && err == nil {
		s.faults = append(s.faults, failure(s.File, 0, fmt.Sprintf("unknown kind %q", s.Kind), near.Remedy(s.Kind, slices.Sorted(maps.Keys(kinds)))))
	}
	if s.Kind == "conversations" || s.Kind == "effort" {
		s.scripts, _ = filepath.Glob(filepath.Join(folder, "*.chat"))
	}
	return s
}
