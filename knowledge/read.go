package knowledge

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// MaxFile is the largest file that is read as one document, in bytes. A help page is a hundredth of it; what is larger is a
// data dump by mistake.
const MaxFile = 8 << 20

// Read calls each for every document of a source, files in the order of their names. What cannot be read is a fault with
// file and line; the others go on. An error of each ends the reading and is returned.
func Read(s Source, each func(Document) error) ([]bot.Fault, error) {
	info, err := os.Stat(s.Path)
	if err != nil {
		file := s.Path
		if s.file != "" {
			file = s.file
		}
		return []bot.Fault{broken(file, 0, fmt.Sprintf("cannot read the source %s", s.Path), "check the path; it may need to be mounted or unpacked first")}, nil
	}
	if !info.IsDir() {
		return s.oneFile(filepath.Dir(s.Path), s.Path, each)
	}
	var faults []bot.Fault
	err = filepath.WalkDir(s.Path, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			faults = append(faults, broken(path, 0, "cannot be read", "check its permissions"))
			return nil //nolint:nilerr // a fault of this file; the others are read on
		}
		elsewhere := path != s.Path && (strings.HasPrefix(entry.Name(), ".") || slices.Contains(s.except, path))
		if elsewhere && entry.IsDir() {
			return filepath.SkipDir
		}
		if elsewhere || !entry.Type().IsRegular() || s.formatOf(path) == "" {
			return nil
		}
		more, err := s.oneFile(s.Path, path, each)
		faults = append(faults, more...)
		return err
	})
	return faults, err
}

func (s Source) formatOf(path string) Format {
	if s.Format != "" {
		return s.Format
	}
	return formats[strings.ToLower(filepath.Ext(path))]
}

// oneFile reads one file.
func (s Source) oneFile(root, path string, each func(Document) error) ([]bot.Fault, error) {
	format := s.formatOf(path)
	if format == JSONL {
		return s.jsonLines(path, each)
	}
	data, fault, ok := readWhole(path)
	if !ok {
		return []bot.Fault{fault}, nil
	}
	id, language := identity(root, path)
	d := Document{ID: id, Language: firstOf(s.Language, language), File: path}
	switch format {
	case Markdown:
		fault, ok = d.fromMarkdown(data)
	case HTML:
		fault, ok = d.fromHTML(data, s.URL)
	case Text:
		d.Text = FromPlain(string(data))
	default:
		fault, ok = broken(path, 0, "the format of this file is not known", "say format: markdown, html, text or jsonl for its source"), false
	}
	if !ok {
		return []bot.Fault{fault}, nil
	}
	return nil, s.finish(d, nil, each)
}

// readWhole reads a file that is one document.
func readWhole(path string) ([]byte, bot.Fault, bool) {
	f, err := os.Open(path)
	if err != nil {
		return nil, broken(path, 0, "cannot be opened", "check its permissions"), false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	switch {
	case err != nil:
		return nil, broken(path, 0, "cannot be read to its end", "check the disk it lies on"), false
	case len(data) > MaxFile:
		return nil, broken(path, 0, fmt.Sprintf("is larger than %d MB", MaxFile>>20), "divide it into articles, or keep it out of the folder"), false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if line := badUTF8(data); line > 0 {
		return nil, broken(path, line, "is not UTF-8", "save the file as UTF-8"), false
	}
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), bot.Fault{}, true
}

// badUTF8 is the line of the first byte that is not UTF-8, or 0.
func badUTF8(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return 1 + bytes.Count(data[:at], []byte("\n"))
		}
		at += size
	}
	return 0
}

// identity makes the ID of a file's document, its path without the format, and reads the language off names like
// "descaling.de.md".
func identity(root, path string) (id, language string) {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		rel = filepath.Base(path)
	}
	id = strings.TrimSuffix(filepath.ToSlash(rel), filepath.Ext(rel))
	if ext := filepath.Ext(id); ext == ".de" || ext == ".en" {
		language = ext[1:]
	}
	return id, language
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
