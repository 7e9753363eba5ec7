package report

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A Rewrite is a script or a golden file as it would be right now.
type Rewrite struct {
	File string
	Text []byte
}

// Rewrite writes what the bot really said into the files of the scripts that were played, and what channels really show into
// golden files, and returns those that changed.
func (r *Report) Rewrite() (changed []string, err error) {
	for _, s := range r.Suites {
		for _, w := range s.Rewrites {
			written, err := w.write()
			if err != nil {
				return changed, err
			}
			if written {
				changed = append(changed, w.File)
			}
		}
	}
	return changed, nil
}

// write leaves a file alone that is as it would be.
func (w Rewrite) write() (written bool, err error) {
	before, err := os.ReadFile(w.File)
	switch {
	case err == nil && bytes.Equal(before, w.Text):
		return false, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return false, err
	}
	if err := os.MkdirAll(filepath.Dir(w.File), 0o750); err != nil {
		return false, err
	}
	return true, os.WriteFile(w.File, w.Text, 0o644) //nolint:gosec // a file of the project, to be read by everyone
}
