package knowledge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/charset"
)

// maxLine is the longest JSON line that is read, in bytes.
const maxLine = 1 << 20

// jsonLines reads a file with one document a line.
func (s Source) jsonLines(f file, said matter, each func(Document) error) ([]bot.Fault, error) {
	var faults []bot.Fault
	lines := bufio.NewReaderSize(charset.Stream(f.data), maxLine)
	for n := 1; ; n++ {
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			faults = append(faults, broken(f.path, n, fmt.Sprintf("the line is longer than %d kB", maxLine>>10), "divide the document"))
			err = skipLine(lines)
			line = nil
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			d, r, fault, ok := s.jsonLine(f, n, line, said)
			if !ok {
				faults = append(faults, fault)
			} else if err := s.finish(d, r.fields, each); err != nil {
				return faults, err
			}
		}
		if errors.Is(err, io.EOF) {
			return faults, nil
		}
		if err != nil {
			return append(faults, broken(f.path, n, "cannot be read to its end", "check the disk it lies on")), nil //nolint:nilerr // a fault of this file; the others are read on
		}
	}
}

func skipLine(r *bufio.Reader) error {
	for {
		if _, err := r.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// jsonLine reads one line.
func (s Source) jsonLine(f file, n int, line []byte, said matter) (Document, row, bot.Fault, bool) {
	if badUTF8(line) > 0 {
		return Document{}, row{}, broken(f.path, n, "is not UTF-8", "save the file as UTF-8"), false
	}
	var written map[string]any
	var other *json.UnmarshalTypeError
	switch err := json.Unmarshal(line, &written); {
	case errors.As(err, &other):
		return Document{}, row{}, broken(f.path, n, "is a JSON "+other.Value+", and no object", `write {"question": "...", "answer": "..."}`), false
	case err != nil:
		return Document{}, row{}, broken(f.path, n, "is not JSON: "+err.Error(), "write one JSON object a line"), false
	}
	r := row{file: f.path, line: n, fields: texts(written), lists: lists(written)}
	for _, name := range slices.Sorted(maps.Keys(written)) {
		if tag := tagOf(name); tag != "" && !r.tagValue(tag, name, written[name]) {
			return Document{}, row{}, broken(f.path, n, name+" cannot be read", "write it as front matter has it: docs/formats.md says how"), false
		}
	}
	if title := r.named(s.Fields.Title, usual.title); s.ID == "" && title != "" && r.named(s.Fields.ID, usual.id) == "" {
		r.fields[firstOf(s.Fields.ID, "id")] = slug(f.name, title, r)
	}
	d, fault, ok := s.document(r, said)
	return d, r, fault, ok
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

// texts are the fields of a row that are text, or numbers, true and false, written as text.
func texts(row map[string]any) map[string]string {
	fields := map[string]string{}
	for name, value := range row {
		switch v := value.(type) {
		case string:
			fields[name] = strings.TrimSpace(v)
		case float64, bool:
			fields[name] = fmt.Sprint(v)
		}
	}
	return fields
}

// lists are the fields of a row that hold texts, or numbers, written as text.
func lists(row map[string]any) map[string][]string {
	all := map[string][]string{}
	for name, value := range row {
		values, _ := value.([]any)
		for _, v := range values {
			switch v := v.(type) {
			case string:
				all[name] = append(all[name], v)
			case float64:
				all[name] = append(all[name], fmt.Sprint(v))
			}
		}
	}
	return all
}
