package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/forms"
	"github.com/lotse-bot/lotse/eval/internal/near"
)

// A Suite is one measurement: a folder with a suite.json, or the scripted conversations of a bot.
type Suite struct {
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`
	Languages []string `json:"languages"`
	Licence   string   `json:"licence"`
	Source    string   `json:"source"`
	Metrics   []string `json:"metrics"` // those that its authors want reported
	Anchors   []Anchor `json:"anchors"`
	Notes     string   `json:"notes"`
	Bot       string   `json:"bot"`      // the bot's folder, relative to the suite's
	Channels  []string `json:"channels"` // of channels: those it is about; none is all
	Scripts   []string `json:"scripts"`  // of channels: files of conversations to be shown, relative to the suite's folder
	Form      string   `json:"form"`     // of data in another form than docs/evaluation.md describes: which; see package forms
	Data      string   `json:"data"`     // where that lies, relative to the suite's folder; ${NAME} is a variable of the environment

	Folder string `json:"-"`
	File   string `json:"-"` // where faults of the whole suite are reported

	scripts []string // of conversations and effort: the files
	part    bool     // only one of its scripts was asked for: what the others go through is not known
	faults  []bot.Fault
	set     *forms.Set // of a suite with a form: its data
	made    string     // of a suite with a form: the folder of the bot that was made of it, or empty
}

// An Anchor is a figure of another system on the same cases.
type Anchor struct {
	System  string  `json:"system"`
	Metric  string  `json:"metric"`
	Value   float64 `json:"value"`
	Status  string  `json:"status"` // published, computed, derived, measured
	Source  string  `json:"source"`
	Setting string  `json:"setting"`
	Note    string  `json:"note"`
}

// read reads a folder's suite.json. What is wrong with it becomes the suite's fault, so that it is reported like any other.
func read(folder string) *Suite {
	s := &Suite{Name: filepath.Base(folder), Folder: folder, File: filepath.Join(folder, "suite.json")}
	source, err := os.ReadFile(s.File)
	if err == nil {
		err = json.Unmarshal(source, s)
	}
	if err != nil {
		line, column := position(source, err)
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

// position is the line and column, from 1, at which a JSON error lies; 0 if it does not say.
func position(source []byte, err error) (line, column int) {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var offset int64
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	default:
		return 0, 0
	}
	line, column = 1, 1
	for _, b := range source[:min(max(offset-1, 0), int64(len(source)))] {
		if column++; b == '\n' {
			line, column = line+1, 1
		}
	}
	return line, column
}
