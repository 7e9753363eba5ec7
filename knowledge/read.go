package knowledge

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// Read calls each for every document of a source, files in the order of their names. What cannot be read is a fault with
// file and line; the others go on. An error of each ends the reading and is returned.
func Read(ctx context.Context, s Source, each func(Document) error) ([]bot.Fault, error) {
	info, err := os.Stat(s.Path)
	if err != nil {
		file, line := s.Path, 0
		if s.file != "" {
			file, line = s.file, s.line
		}
		return []bot.Fault{broken(file, line, fmt.Sprintf("cannot read the source %s", s.Path), "check the path; it may need to be mounted or unpacked first")}, nil
	}
	if !info.IsDir() {
		return s.oneFile(ctx, filepath.Dir(s.Path), s.Path, each)
	}
	var faults []bot.Fault
	err = filepath.WalkDir(s.Path, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			faults = append(faults, broken(path, 0, "cannot be read", "check its permissions"))
			return nil //nolint:nilerr // a fault of this file; the others are read on
		}
		elsewhere := path != s.Path && (aside(entry.Name()) || slices.Contains(s.except, path))
		if elsewhere && entry.IsDir() {
			return filepath.SkipDir
		}
		if about, beside := strings.CutSuffix(path, MatterSuffix); beside && !elsewhere && !exists(about) {
			faults = append(faults, broken(path, 0, "says something of "+filepath.Base(about)+", which is not there", "call it like the file that it is about, or delete it"))
			return nil
		}
		if elsewhere || !entry.Type().IsRegular() || s.formatOf(path, "") == "" && !packed(path) {
			return nil
		}
		more, err := s.oneFile(ctx, s.Path, path, each)
		faults = append(faults, more...)
		return err
	})
	return faults, err
}

// oneFile reads one file of the machine's own.
func (s Source) oneFile(ctx context.Context, root, path string, each func(Document) error) ([]bot.Fault, error) {
	if packed(path) {
		return s.readArchive(ctx, nameIn(root, path), path, each)
	}
	data, err := os.Open(path)
	if err != nil {
		return []bot.Fault{broken(path, 0, "cannot be opened", "check its permissions")}, nil
	}
	defer data.Close()
	f := file{name: nameIn(root, path), path: path, data: data}
	if info, err := data.Stat(); err == nil {
		f.size = info.Size()
	}
	if f.beside, err = os.ReadFile(path + MatterSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return []bot.Fault{broken(path+MatterSuffix, 0, "cannot be read", "check its permissions")}, nil
	}
	return s.documents(ctx, f, each)
}

// nameIn is the name of a file within a folder.
func nameIn(root, path string) string {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		rel = filepath.Base(path)
	}
	return filepath.ToSlash(rel)
}

// finish fills what a document does not say and hands it on.
func (s Source) finish(d Document, fields map[string]string, each func(Document) error) error {
	if fields == nil {
		fields = map[string]string{"id": d.ID, "language": d.Language}
	}
	if s.ID != "" {
		d.ID = fill(s.ID, fields)
	}
	fields["id"] = d.ID
	if d.Title == "" {
		d.Title = titleOf(d)
	}
	if d.Language == "" {
		d.Language, _ = lang.Detect(firstOf(d.Text, d.Title))
	}
	if d.URL == "" && s.URL != "" {
		d.URL = fill(s.URL, fields)
	}
	if d.URL == "" {
		d.URL = articleURL(d.ID)
	}
	d.Hash = d.Sum()
	return each(d)
}

// titleOf is the first heading of a document, or the name it is filed under.
func titleOf(d Document) string {
	for _, b := range blocks(d.Text) {
		if b.level > 0 {
			return strings.Join(b.lines, " ")
		}
	}
	name := d.ID[strings.LastIndexByte(d.ID, '/')+1:]
	name = strings.TrimSuffix(name, "."+d.Language)
	return strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(name))
}

// fill replaces {name} by the field of that name.
func fill(pattern string, fields map[string]string) string {
	var pairs []string
	for name, value := range fields {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(pattern)
}

func firstOf(candidates ...string) string {
	for _, c := range candidates {
		if c != "" {
			return c
		}
	}
	return ""
}
