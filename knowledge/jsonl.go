package knowledge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// maxLine is the longest JSON line that is read, in bytes.
const maxLine = 1 << 20

// jsonLines reads a file with one document a line.
func (s Source) jsonLines(f file, each func(Document) error) ([]bot.Fault, error) {
	var faults []bot.Fault
	lines := bufio.NewReaderSize(f.data, maxLine)
	for n := 1; ; n++ {
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			faults = append(faults, broken(f.path, n, fmt.Sprintf("the line is longer than %d kB", maxLine>>10), "divide the document"))
			err = skipLine(lines)
			line = nil
		}
		if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))); len(line) > 0 {
			d, fields, fault, ok := s.jsonLine(f.path, n, line)
			if !ok {
				faults = append(faults, fault)
			} else if err := s.finish(d, fields, each); err != nil {
				return faults, err
			}
		}
		if err != nil {
			return faults, nil // io.EOF, or a read error after which nothing more can be read
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

func (s Source) jsonLine(path string, n int, line []byte) (Document, map[string]string, bot.Fault, bool) {
	fail := func(problem, remedy string) (Document, map[string]string, bot.Fault, bool) {
		return Document{}, nil, broken(path, n, problem, remedy), false
	}
	if badUTF8(line) > 0 {
		return fail("is not UTF-8", "save the file as UTF-8")
	}
	var row map[string]any
	if err := json.Unmarshal(line, &row); err != nil {
		return fail("is not a JSON object: "+err.Error(), "write one JSON object a line")
	}
	fields := texts(row)
	named := func(own string, usual ...string) string {
		if own != "" {
			return fields[own]
		}
		for _, name := range usual {
			if fields[name] != "" {
				return fields[name]
			}
		}
		return ""
	}
	d := Document{
		ID:       named(s.Fields.ID, "id"),
		Title:    named(s.Fields.Title, "title", "question"),
		URL:      named(s.Fields.URL, "url"),
		Language: firstOf(named(s.Fields.Language, "language", "lang"), s.Language),
		Asked:    lists(row, firstOf(s.Fields.Asked, "asked"), "questions"),
		File:     path, Line: n,
	}
	switch {
	case d.ID == "" && s.ID == "":
		return fail("the document has no ID", `add "id", or name the field under fields: id:`)
	case d.Title == "" && named(s.Fields.Text, "html", "markdown", "text", "answer") == "":
		return fail("the document has neither title nor text", `add "title" and "text", or name the fields under fields:`)
	}
	var err error
	if d.Text, err = s.body(named, fields, fill(s.URL, fields)); err != nil {
		return fail("its HTML cannot be read", "mend the HTML, or use plain text")
	}
	return d, fields, bot.Fault{}, true
}

// body finds the text of a JSON line, whatever it is written in.
func (s Source) body(named func(own string, usual ...string) string, fields map[string]string, base string) (string, error) {
	own := s.Fields.Text
	if text := named(own, "html"); text != "" && (own == "" || looksLikeHTML(text)) {
		return FromHTML(text, base)
	}
	if text := fields["markdown"]; text != "" && (own == "" || own == "markdown") {
		return text, nil
	}
	text := named(own, "text", "answer")
	if looksLikeHTML(text) {
		return FromHTML(text, base)
	}
	return FromPlain(text), nil
}

var tag = regexp.MustCompile(`(?i)<(p|br|a|ul|ol|li|div|h[1-6]|table|b|strong|em|i|span)(\s[^>]*)?/?>`)

func looksLikeHTML(text string) bool { return tag.MatchString(text) }

// texts are the fields of a row that are text, or numbers written as text.
func texts(row map[string]any) map[string]string {
	fields := map[string]string{}
	for name, value := range row {
		switch v := value.(type) {
		case string:
			fields[name] = strings.TrimSpace(v)
		case float64:
			fields[name] = fmt.Sprint(v)
		}
	}
	return fields
}

// lists is the first of the fields that holds a list of texts.
func lists(row map[string]any, names ...string) []string {
	for _, name := range names {
		values, _ := row[name].([]any)
		var all []string
		for _, v := range values {
			if text, ok := v.(string); ok {
				all = append(all, text)
			}
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}
