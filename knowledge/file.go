package knowledge

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/bot"
)

// MaxFile is the largest file that is read as one document, in bytes. A help page is a hundredth of it; what is larger is a
// data dump by mistake.
const MaxFile = 8 << 20

// A file is what documents are read from: a file of a folder or of an archive, or a page that was fetched.
type file struct {
	name string    // within its source, with slashes: ID, format and language are read off it
	path string    // where it was read, for faults and [Document.File]: a path, or an address
	kind string    // the media type its server names, with parameters; empty: its name says what it is
	url  string    // the address it was fetched from; empty: it was not
	size int64     // in bytes; 0 if that is not known before it is read
	data io.Reader // its bytes
}

// documents calls each for every document in a file. What cannot be read is a fault; an error of each ends the reading and is
// returned. A document without an address of its own has that of the file.
func (s Source) documents(ctx context.Context, f file, each func(Document) error) ([]bot.Fault, error) {
	format := s.formatOf(f.name, f.kind)
	if format == JSONL {
		return s.jsonLines(f, each)
	}
	data, fault, ok := f.whole()
	if !ok {
		return []bot.Fault{fault}, nil
	}
	id, language := identity(f.name)
	d := Document{ID: id, Language: firstOf(s.Language, language), File: f.path}
	switch format {
	case Markdown:
		fault, ok = d.fromMarkdown(data)
	case HTML:
		fault, ok = d.fromHTML(data, firstOf(f.url, s.URL))
	case Text:
		d.Text = FromPlain(string(data))
	default:
		fault, ok = broken(f.path, 0, "the format of this file is not known", "say format: markdown, html, text or jsonl for its source"), false
	}
	if !ok {
		return []bot.Fault{fault}, nil
	}
	if d.URL == "" && s.URL == "" {
		d.URL = f.url
	}
	return nil, s.finish(d, nil, each)
}

// formatOf is how a file is written, by its media type if there is one, else by its name; empty if neither is known.
func (s Source) formatOf(name, kind string) Format {
	if s.Format != "" {
		return s.Format
	}
	if media, _, err := mime.ParseMediaType(kind); err == nil && mediaTypes[media] != "" {
		return mediaTypes[media]
	}
	return formats[strings.ToLower(path.Ext(name))]
}

// mediaTypes of documents; a server that says text/plain or application/octet-stream means that it does not know.
var mediaTypes = map[string]Format{"text/html": HTML, "application/xhtml+xml": HTML, "text/markdown": Markdown}

// whole reads a file that is one document.
func (f file) whole() ([]byte, bot.Fault, bool) {
	var data []byte
	var err error
	if f.size <= MaxFile {
		data, err = io.ReadAll(io.LimitReader(f.data, MaxFile+1))
	}
	switch {
	case err != nil:
		return nil, broken(f.path, 0, "cannot be read to its end", "check the disk it lies on"), false
	case max(f.size, int64(len(data))) > MaxFile:
		return nil, broken(f.path, 0, fmt.Sprintf("is larger than %d MB", MaxFile>>20), "divide it into articles, or keep it out of the folder"), false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if line := badUTF8(data); line > 0 {
		return nil, broken(f.path, line, "is not UTF-8", "save the file as UTF-8"), false
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
func identity(name string) (id, language string) {
	id = strings.TrimSuffix(name, path.Ext(name))
	if ext := path.Ext(id); ext == ".de" || ext == ".en" {
		language = ext[1:]
	}
	return id, language
}
