// Package record keeps what models and embedders answered in a file, so that a run can be repeated without them: no network,
// no cost, the same bytes. The file is JSON Lines, one answer a line, sorted, and holds neither keys nor addresses.
package record

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Mode says where answers come from.
type Mode string

// The modes.
const (
	Replay Mode = "replay" // from the file alone; what it does not hold is an error, never a call
	Record Mode = "record" // from the file, and what it does not hold from the server, to be kept
)

// Options say how a file is used.
type Options struct {
	Mode    Mode
	Secrets []string // are never written: the keys of the servers
}

// ErrMissing is the cause of errors about what is not in the file.
var ErrMissing = errors.New("no answer is recorded")

// A File holds answers. It is used by many goroutines.
type File struct {
	path    string
	options Options

	mu      sync.Mutex
	head    heading
	answers map[string]answer // by key
	used    map[string]bool
	missing map[string]string // what was asked and is not there, by key
	changed bool
}

// Open reads a file. In the mode [Record] it need not be there yet. A line that cannot be read is an error with its number.
func Open(path string, o Options) (*File, error) {
	f := &File{path: path, options: o, answers: map[string]answer{}, used: map[string]bool{}, missing: map[string]string{}}
	if err := f.read(); err != nil {
		return nil, err
	}
	return f, nil
}

// Missing says what was asked and is not recorded, sorted: a run that has some did not measure what it says.
func (f *File) Missing() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := make([]string, 0, len(f.missing))
	for _, what := range f.missing {
		all = append(all, what)
	}
	slices.Sort(all)
	return all
}

// Stale says what is recorded and was not asked, sorted. Other suites may still need it; if none does, remove the file and
// record anew.
func (f *File) Stale() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for key, a := range f.answers {
		if !f.used[key] {
			all = append(all, fmt.Sprintf("%s:%d: %s %s %q", f.path, a.line, a.Kind, a.Model, a.Asked))
		}
	}
	slices.Sort(all)
	return all
}

// look finds an answer, and remembers what was asked.
func (f *File) look(kind kind, model, key, asked string) (answer, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a, there := f.answers[key]; there {
		f.used[key] = true
		return a, nil
	}
	if f.options.Mode == Replay {
		what := fmt.Sprintf("%s %s %q", kind, model, f.hint(asked))
		f.missing[key] = what
		return answer{}, fmt.Errorf("%w in %s for %s; record it with the server at hand", ErrMissing, f.path, what)
	}
	return answer{}, nil
}

// keep keeps a new answer and gives the one that counts: if the same was asked twice at once, the first.
func (f *File) keep(key string, a answer) answer {
	f.mu.Lock()
	defer f.mu.Unlock()
	if first, there := f.answers[key]; there {
		return first
	}
	a.Key, a.Asked = key, f.hint(a.Asked)
	f.answers[key], f.used[key], f.changed = a, true, true
	return a
}

// clean takes out of a text what must not be kept. It is gone from the answer, too, so that recording and replaying give the same.
func (f *File) clean(text string) string { return scrub(without(text, f.options.Secrets)) }

// hint is a text as it helps a reader to recognise it.
func (f *File) hint(text string) string { return shortened(f.clean(text)) }
