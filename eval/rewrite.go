package eval

import (
	"os"
	"path/filepath"
)

// A rewrite is a golden file as it would be right now.
type rewrite struct{ file, text string }

func (w rewrite) write() error {
	if err := os.MkdirAll(filepath.Dir(w.file), 0o750); err != nil {
		return err
	}
	return os.WriteFile(w.file, []byte(w.text), 0o644) //nolint:gosec // a file of the project, to be read by everyone
}

// Rewrite writes what the bot really said into the files of the scripts that were played, and what channels really show into
// golden files, and returns those that changed.
func (r *Report) Rewrite() (changed []string, err error) {
	for _, s := range r.Suites {
		for _, p := range s.played {
			before, err := os.ReadFile(p.Script.File)
			if err != nil {
				return changed, err
			}
			if after := p.Updated(); string(after) != string(before) {
				if err := os.WriteFile(p.Script.File, after, 0o600); err != nil {
					return changed, err
				}
				changed = append(changed, p.Script.File)
			}
		}
		for _, w := range s.rewrites {
			if err := w.write(); err != nil {
				return changed, err
			}
			changed = append(changed, w.file)
		}
	}
	return changed, nil
}
