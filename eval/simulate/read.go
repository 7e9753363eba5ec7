package simulate

import (
	"bytes"
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/lotse-bot/lotse/bot"
)

// Ending is how the names of customers' files end.
const Ending = ".yaml"

// Files are the files of customers in a folder, sorted.
func Files(folder string) []string {
	all, _ := filepath.Glob(filepath.Join(folder, "*"+Ending)) // the pattern is none that could be bad
	return all
}

// Read reads a customer's file. What is wrong with it is in the faults, each with its line; a customer with a fault that is an
// error must not be played.
func Read(file string) (*Customer, []bot.Fault) {
	c := &Customer{File: file, Name: strings.TrimSuffix(filepath.Base(file), Ending)}
	source, err := os.ReadFile(file)
	if err != nil {
		return c, []bot.Fault{{File: file, Severity: bot.Error, Problem: err.Error(), Remedy: "name the file of a customer"}}
	}
	if err := yaml.NewDecoder(bytes.NewReader(source), yaml.Strict()).Decode(c); err != nil {
		return c, []bot.Fault{misread(file, err)}
	}
	r := &reader{file: file, source: string(source)}
	c.complete()
	r.check(c)
	r.checkSuccess(c.Success)
	r.draw("opens", &c.Opens, c.Language)
	r.draw("asks", &c.Asks, c.Language)
	r.checkLines(c)
	return c, r.faults
}

// misread says where the YAML is not what it should be.
func misread(file string, err error) bot.Fault {
	f := bot.Fault{File: file, Severity: bot.Error, Problem: err.Error(), Remedy: "see docs/simulated.md for its form"}
	var at yaml.Error
	if errors.As(err, &at) {
		f.Problem = at.GetMessage()
		if t := at.GetToken(); t != nil && t.Position != nil {
			f.Line, f.Column = t.Position.Line, t.Position.Column
		}
	}
	return f
}

// UnmarshalYAML reads a fact: one way to say it, a list of them, or a mapping.
func (f *Fact) UnmarshalYAML(read func(any) error) error {
	var one string
	if read(&one) == nil {
		f.Say = []string{one}
		return nil
	}
	if read(&f.Say) == nil {
		return nil
	}
	type plain Fact // without this method
	return read((*plain)(f))
}

// A reader collects what is wrong with a file.
type reader struct {
	file, source string
	faults       []bot.Fault
}

// wrong adds a fault of what stands under a key of the file; of all of it if the key is not there.
func (r *reader) wrong(key, problem, remedy string) {
	r.faults = append(r.faults, bot.Fault{File: r.file, Line: r.line(key), Severity: bot.Error, Problem: problem, Remedy: remedy})
}

// line is the line that begins with a key, however deep, or 0.
func (r *reader) line(key string) int {
	lines := strings.Split(r.source, "\n")
	return 1 + slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), key+":") })
}

// complete fills in what the file leaves out.
func (c *Customer) complete() {
	c.Player, c.Desk = cmp.Or(c.Player, ByRules), cmp.Or(c.Desk, DeskFree)
	c.Patience, c.Repeats = cmp.Or(c.Patience, DefaultPatience), cmp.Or(c.Repeats, DefaultRepeats)
}
