package knowledge

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"path"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/charset"
)

// The largest files that are read, in bytes. A help page is a hundredth of the first; what is larger is a data dump by
// mistake. Documents of offices bring their pictures with them.
const (
	MaxFile   = 8 << 20
	MaxOffice = 64 << 20
)

// A file is what documents are read from: a file of a folder or of an archive, or a page that was fetched.
type file struct {
	name   string    // within its source, with slashes: ID, format and language are read off it
	path   string    // where it was read, for faults and [Document.File]: a path, or an address
	kind   string    // the media type its server names, with parameters; empty: its name says what it is
	url    string    // the address it was fetched from; empty: it was not
	size   int64     // in bytes; 0 if that is not known before it is read
	data   io.Reader // its bytes
	beside []byte    // what stands in the file called as this one with [MatterSuffix]; nil if there is none
}

// documents calls each for every document in a file. What cannot be read is a fault; an error of each, or the context's, ends
// the reading and is returned. A document without an address of its own has that of the file.
func (s Source) documents(ctx context.Context, f file, each func(Document) error) ([]bot.Fault, error) {
	said, fault, ok := parseMatter(f.path+MatterSuffix, 0, f.beside)
	if !ok {
		return []bot.Fault{fault}, nil
	}
	said.Defaults = said.Defaults.under(s.Defaults)
	format := s.formatOf(f.name, f.kind)
	switch format {
	case JSONL:
		return s.jsonLines(f, said, each)
	case JSON:
		return s.jsonList(f, said, each)
	case CSV:
		return s.csvRows(f, said, each)
	case unread:
		ext := strings.ToLower(path.Ext(f.name))
		return []bot.Fault{broken(f.path, 0, ext+" files are not read", "save it as "+saveAs[ext]+", or keep it out of the folder")}, nil
	}
	return s.oneDocument(ctx, format, f, said, each)
}

// oneDocument reads a file that is one document.
func (s Source) oneDocument(ctx context.Context, format Format, f file, said matter, each func(Document) error) ([]bot.Fault, error) {
	data, fault, ok := f.whole(format)
	if !ok {
		return []bot.Fault{fault}, nil
	}
	if (format == HTML || format == Text) && matterBegins.Match(data) {
		return []bot.Fault{broken(f.path, 1, "front matter is read in Markdown only", "write it into "+path.Base(f.name)+MatterSuffix)}, nil
	}
	d := Document{File: f.path}
	switch format {
	case Markdown:
		said, fault, ok = d.fromMarkdown(data, said)
	case HTML:
		fault, ok = d.fromHTML(data, firstOf(f.url, s.URL))
	case Text:
		d.Text = FromPlain(string(data))
	case PDF:
		fault, ok = d.fromPDF(ctx, data)
	case DOCX:
		fault, ok = d.fromDOCX(data)
	default:
		fault, ok = broken(f.path, 0, "the format of this file is not known", "say format: "+formatNames()+" for its source"), false
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !ok:
		return []bot.Fault{fault}, nil
	case strings.TrimSpace(d.Text) == "":
		return []bot.Fault{broken(f.path, 0, "says nothing", "write what it should answer, or delete it")}, nil
	}
	id, language := identity(f.name)
	d.ID, d.Title, d.URL, d.Asked = firstOf(said.ID, id), firstOf(said.Title, d.Title), said.URL, said.Questions
	d.Language = firstOf(said.Language, s.Language, language, d.Language)
	d.Translations = append(d.Translations, said.Translations...)
	d.Scope = said.scope(s.Zone)
	if d.URL == "" && s.URL == "" {
		d.URL = f.url
	}
	return nil, s.finish(d, nil, each)
}

// whole reads a file, and turns text into UTF-8.
func (f file) whole(format Format) ([]byte, bot.Fault, bool) {
	limit := int64(MaxFile)
	if !format.text() {
		limit = MaxOffice
	}
	var data []byte
	var err error
	if f.size <= limit {
		data, err = io.ReadAll(io.LimitReader(f.data, limit+1))
	}
	switch {
	case err != nil:
		return nil, broken(f.path, 0, "cannot be read to its end", "check the disk it lies on"), false
	case max(f.size, int64(len(data))) > limit:
		return nil, broken(f.path, 0, fmt.Sprintf("is larger than %d MB", limit>>20), "divide it into articles, or keep it out of the folder"), false
	case !format.text():
		return data, bot.Fault{}, true
	}
	text, err := charset.Text(data)
	if format == HTML {
		text, err = charset.HTML(data, f.kind)
	}
	if err != nil {
		return nil, broken(f.path, badUTF8(data), "is not UTF-8", "save the file as UTF-8"), false
	}
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), bot.Fault{}, true
}

// A walk goes over many files of one place, and gathers what is wrong with them.
type walk struct {
	beside map[string][]byte // what stands in the files called as others with [MatterSuffix], by their names
	faults []bot.Fault
	taken  error // by whoever takes the documents; it ends the walk
}

// said remembers what stands beside a file; nil if that cannot be read.
func (w *walk) said(name string, data []byte) {
	if w.beside == nil {
		w.beside = map[string][]byte{}
	}
	w.beside[name] = data
}

// documents reads the documents of a file, called name within the place. One of which something is said that cannot be read is left
// out: that may be who must not read it.
func (w *walk) documents(ctx context.Context, s Source, name string, f file, each func(Document) error) error {
	said, is := w.beside[name+MatterSuffix]
	if f.beside = said; is && said == nil {
		return w.add([]bot.Fault{broken(f.path+MatterSuffix, 0, "cannot be read", "mend it: it may say who must not read "+name)}, nil)
	}
	return w.add(s.documents(ctx, f, each))
}

// add takes what came of one file. An error ends the walk.
func (w *walk) add(faults []bot.Fault, taken error) error {
	w.faults, w.taken = append(w.faults, faults...), taken
	return taken
}

// end is what came of all. An error that is neither of whoever takes the documents nor the context's is a fault of the place.
func (w *walk) end(ctx context.Context, place string, err error, remedy string) ([]bot.Fault, error) {
	switch {
	case w.taken != nil:
		return w.faults, w.taken
	case ctx.Err() != nil:
		return w.faults, ctx.Err()
	case err != nil:
		return append(w.faults, broken(place, 0, err.Error(), remedy)), nil
	}
	return w.faults, nil
}

// formatOf is how a file is written, by its media type if there is one, else by its name; empty if neither is that of a document.
func (s Source) formatOf(name, kind string) Format {
	if strings.HasSuffix(name, MatterSuffix) {
		return ""
	}
	if s.Format != "" {
		return s.Format
	}
	if media, _, err := mime.ParseMediaType(kind); err == nil && mediaTypes[media] != "" {
		return mediaTypes[media]
	}
	ext := strings.ToLower(path.Ext(name))
	if saveAs[ext] != "" {
		return unread
	}
	return formats[ext]
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
