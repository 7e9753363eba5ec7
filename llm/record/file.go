package record

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func (f *File) read() error {
	source, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) && f.options.Mode == Record {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read recorded answers: %w", err)
	}
	number := 0
	for line := range bytes.Lines(source) {
		if number++; len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := f.take(number, line); err != nil {
			return fmt.Errorf("read recorded answers: %s:%d: %w", f.path, number, err)
		}
	}
	if f.head.Version == 0 {
		return fmt.Errorf("read recorded answers: %s is empty; record it with the server at hand", f.path)
	}
	return nil
}

func (f *File) take(number int, line []byte) error {
	if f.head.Version == 0 {
		if err := json.Unmarshal(line, &f.head); err != nil {
			return err
		}
		if f.head.Version != version {
			return fmt.Errorf("this is not version %d of the form; remove the file and record anew", version)
		}
		return nil
	}
	a := answer{line: number}
	if err := json.Unmarshal(line, &a); err != nil {
		return err
	}
	if a.Key == "" || (a.Response == nil) == (a.Vector == "") {
		return errors.New("this line is no answer; remove it and record it anew")
	}
	f.answers[a.Key] = a
	return nil
}

// Save writes the file if something new was recorded, whole or not at all.
func (f *File) Save() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.options.Mode != Record || !f.changed {
		return nil
	}
	temporary, err := os.CreateTemp(filepath.Dir(f.path), ".answers-*")
	if err != nil {
		return fmt.Errorf("save recorded answers: %w", err)
	}
	defer os.Remove(temporary.Name())
	if err := errors.Join(f.write(temporary), temporary.Chmod(0o644), temporary.Close()); err != nil {
		return fmt.Errorf("save recorded answers: %w", err)
	}
	if err := os.Rename(temporary.Name(), f.path); err != nil {
		return fmt.Errorf("save recorded answers: %w", err)
	}
	f.changed = false
	return nil
}

func (f *File) write(file *os.File) error {
	out := bufio.NewWriter(file)
	to := json.NewEncoder(out)
	to.SetEscapeHTML(false)
	f.head.Version = version
	if err := to.Encode(f.head); err != nil {
		return err
	}
	for _, a := range f.sorted() {
		if err := to.Encode(a); err != nil {
			return err
		}
	}
	return out.Flush()
}

// sorted are the answers in the order of the file, which does not depend on the order in which they were asked.
func (f *File) sorted() []answer {
	all := make([]answer, 0, len(f.answers))
	for _, a := range f.answers {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b answer) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Key, b.Key))
	})
	return all
}
