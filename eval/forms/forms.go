// Package forms reads public data sets as their authors published them, and makes the files of suites of them: rows, and where a
// suite needs one, a bot. Each set has a file here, which says what was made of what. Nothing is learned from what is measured:
// where a set has no parts to learn from and to ask, it is split by a hash of the IDs.
package forms

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/near"
)

// A Set is a data set as the files of a suite.
type Set struct {
	Files  map[string][]Row  // by name, such as test.jsonl, in the form of docs/evaluation.md
	Bot    map[string]string // a bot's folder, by path within it; empty if the suite needs none
	Faults []bot.Fault       // rows that could not be read; the others are there
}

// A Row is a line of a suite's file, and the place in the original that it was made of.
type Row struct {
	JSON []byte
	File string
	Line int // from 1
}

// A form makes a set of the files in a folder.
type form func(s *source) error

// known are the forms, by name.
var known = map[string]form{
	"abcd":     abcd,
	"attacks":  attacks,
	"claims":   claims,
	"cwa":      cwa,
	"nlupp":    nlupp,
	"presidio": presidio,
	"sgd":      sgd,
	"star":     star,
	"tau2":     tau2,
}

// Names are the forms that there are, sorted.
func Names() []string { return slices.Sorted(maps.Keys(known)) }

// Read reads the data set in a folder. It is an error if there is no such form, or if the set is not there; a row that cannot be
// read is a fault.
func Read(name, folder string) (*Set, error) {
	f := known[name]
	if f == nil {
		return nil, fmt.Errorf("there is no form %q: %s", name, near.Remedy(name, Names()))
	}
	s := &source{folder: folder, set: &Set{Files: map[string][]Row{}, Bot: map[string]string{}}}
	if err := f(s); err != nil {
		return nil, fmt.Errorf("read the set in the form %s: %w", name, err)
	}
	return s.set, nil
}

// A source is a folder with a data set, and what is made of it.
type source struct {
	folder string
	set    *Set
}

// at is a place in the original.
type at struct {
	file string
	line int
}

// add makes a row of a suite's file.
func (s *source) add(name string, from at, row map[string]any) error {
	text, err := json.Marshal(row)
	if err != nil {
		return fmt.Errorf("%s:%d: %w", from.file, from.line, err)
	}
	s.set.Files[name] = append(s.set.Files[name], Row{JSON: text, File: from.file, Line: from.line})
	return nil
}

// write puts a file into the bot's folder. JSON is YAML, too.
func (s *source) write(path string, content any) error {
	text, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return fmt.Errorf("write the bot's %s: %w", path, err)
	}
	s.set.Bot[path] = string(text) + "\n"
	return nil
}

// whole reads a file that is one JSON value.
func (s *source) whole(name string, into any) (at, error) {
	file := filepath.Join(s.folder, name)
	text, err := os.ReadFile(file)
	if err != nil {
		return at{}, err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return at{}, fmt.Errorf("%s: %w", file, err)
	}
	return at{file, 1}, nil
}

// each reads a file of JSON lines. A line that cannot be read becomes a fault.
func each[T any](s *source, name string, do func(from at, row T) error) error {
	file := filepath.Join(s.folder, name)
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for i, line := range bytes.Split(text, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var row T
		if err := json.Unmarshal(line, &row); err != nil {
			s.set.Faults = append(s.set.Faults, bot.Fault{
				File: file, Line: i + 1, Severity: bot.Error,
				Problem: "this row is not read: " + err.Error(), Remedy: "get the set anew",
			})
			continue
		}
		if err := do(at{file, i + 1}, row); err != nil {
			return err
		}
	}
	return nil
}

// Missing tells whether a file could not be read because it is not there.
func Missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// learned says whether a case is learned from: about every second one, by its ID. The others are asked.
func learned(id string) bool { return sha256.Sum256([]byte(id))[0]%2 == 0 }
