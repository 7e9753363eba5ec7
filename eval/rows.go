package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/forms"
	"github.com/lotse-bot/lotse/eval/internal/spot"
)

// A row is one line of a JSON Lines file and where it stands.
type row[T keyed] struct {
	value T
	file  string
	line  int
}

// keyed is what every row must have: an ID that no other row of its file has, and what else it cannot do without.
type keyed interface {
	key() string
	missing() string // the first field that is missing, or empty
}

// rows reads a file of the suite. A malformed row is reported with its line, and the others are read. A file that is not
// there has no rows; that is a fault if it is required.
func rows[T keyed](s *Suite, name string, required bool, out *result) []row[T] {
	file := filepath.Join(s.Folder, name)
	lines, err := s.lines(name)
	if err != nil {
		if required || !errors.Is(err, fs.ErrNotExist) {
			out.fault(file, 0, err.Error(), "a suite of the kind "+s.Kind+" needs this file")
		}
		return nil
	}
	var all []row[T]
	seen := map[string]int{}
	for _, line := range lines {
		if len(bytes.TrimSpace(line.JSON)) == 0 {
			continue
		}
		r := row[T]{file: line.File, line: line.Line}
		if f := r.read(line.JSON, seen); f != nil {
			out.Faults = append(out.Faults, *f)
			continue
		}
		seen[r.value.key()] = r.line
		all = append(all, r)
	}
	if len(all) == 0 && required {
		out.fault(file, 0, "no row can be read", "write one JSON object a line")
	}
	return all
}

// lines are those of a file of the suite, or what stands for them in a set in another form.
func (s *Suite) lines(name string) ([]forms.Row, error) {
	if s.set != nil {
		return s.set.Files[name], nil
	}
	file := filepath.Join(s.Folder, name)
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []forms.Row
	for i, line := range bytes.Split(source, []byte("\n")) {
		all = append(all, forms.Row{JSON: line, File: file, Line: i + 1})
	}
	return all, nil
}

func (r *row[T]) read(line []byte, seen map[string]int) *bot.Fault {
	if err := json.Unmarshal(line, &r.value); err != nil {
		f := failure(r.file, r.line, "this row is not read: "+err.Error(), "write one JSON object a line")
		_, f.Column = spot.Of(line, err)
		return &f
	}
	if field := r.value.missing(); field != "" {
		f := failure(r.file, r.line, "this row is not read: it has no "+field, "add \""+field+"\"")
		return &f
	}
	if first, twice := seen[r.value.key()]; twice {
		f := failure(r.file, r.line, fmt.Sprintf("this row is not read: its id %q is that of line %d", r.value.key(), first), "give it another id")
		return &f
	}
	return nil
}

// values are the rows without their places.
func values[T keyed](rows []row[T]) []T {
	return pick(rows, func(r row[T]) T { return r.value })
}

// firstEmpty is the name of the first empty text among pairs of a name and a text.
func firstEmpty(pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			return pairs[i]
		}
	}
	return ""
}
