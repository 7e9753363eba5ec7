package eval

import (
	"os"
)

// Rewrite writes what the bot really said into the files of the scripts that were played and returns those that changed.
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
	}
	return changed, nil
}
