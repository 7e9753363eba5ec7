package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/eval/forms"
)

// original reads the data of a suite that names a form: a public set as its authors published it. It returns what removes the bot that
// was made of it. A suite whose data is not on this machine is skipped, and the report says what is missing.
func (s *Suite) original(out *result) (remove func(), err error) {
	remove = func() {}
	if s.Form == "" {
		return remove, nil
	}
	folder, unset := s.data()
	if unset != "" {
		out.Skipped = fmt.Sprintf("%s is not set: it says where the data lies", unset)
		return remove, nil
	}
	if s.set, err = forms.Read(s.Form, folder); errors.Is(err, fs.ErrNotExist) {
		out.Skipped = "its data is not there: " + err.Error()
		return remove, nil
	}
	if err != nil {
		return remove, err
	}
	out.Faults = append(out.Faults, s.set.Faults...)
	if len(s.set.Bot) == 0 {
		return remove, nil
	}
	if s.made, err = os.MkdirTemp("", "lotse-form-"); err != nil {
		return remove, err
	}
	remove = func() { _ = os.RemoveAll(s.made) }
	for path, text := range s.set.Bot {
		file := filepath.Join(s.made, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return remove, err
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return remove, err
		}
	}
	return remove, nil
}

// data is the folder that the suite's data lies in, relative to the suite's, and the first variable in its name that is not set.
func (s *Suite) data() (folder, unset string) {
	folder = os.Expand(s.Data, func(name string) string {
		value := os.Getenv(name)
		if value == "" && unset == "" {
			unset = name
		}
		return value
	})
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(s.Folder, folder)
	}
	return folder, unset
}

// botFolder is the folder of the suite's bot.
func (s *Suite) botFolder() string {
	if s.made != "" {
		return s.made
	}
	return filepath.Join(s.Folder, s.Bot)
}
