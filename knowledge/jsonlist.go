package knowledge

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// jsonList reads a file whose only value is a list of documents. Other JSON is none, unless the source says that it is.
func (s Source) jsonList(f file, said matter, each func(Document) error) ([]bot.Fault, error) {
	data, fault, ok := f.whole(JSON)
	if !ok {
		return []bot.Fault{fault}, nil
	}
	if !s.listsDocuments(data) {
		if s.Format != JSON {
			return nil, nil
		}
		return []bot.Fault{broken(f.path, 1, "is not a list of documents", `write [{"question": "...", "answer": "..."}, ...]`)}, nil
	}
	var faults []bot.Fault
	items := json.NewDecoder(bytes.NewReader(data))
	_, _ = items.Token() // the bracket
	for items.More() {
		var item json.RawMessage
		if err := items.Decode(&item); err != nil {
			return append(faults, broken(f.path, lineAt(data, items.InputOffset()), "cannot be read from here: "+err.Error(), "mend the JSON: a comma, a bracket or a quotation mark is missing nearby")), nil //nolint:nilerr // a fault of this file; the others are read on
		}
		d, r, fault, ok := s.jsonLine(f, lineAt(data, items.InputOffset()-int64(len(item))), item, said)
		if !ok {
			faults = append(faults, fault)
		} else if err := s.finish(d, r.fields, each); err != nil {
			return faults, err
		}
	}
	if _, err := items.Token(); err != nil {
		faults = append(faults, broken(f.path, lineAt(data, items.InputOffset()), "its list has no end", "write ] below the last document"))
	}
	return faults, nil
}

// listsDocuments tells whether a list begins with something that has a question and an answer, or a title and a text. Programs
// keep lists of other things.
func (s Source) listsDocuments(data []byte) bool {
	items := json.NewDecoder(bytes.NewReader(data))
	if begin, err := items.Token(); err != nil || begin != json.Delim('[') || !items.More() {
		return false
	}
	var first map[string]any
	var other *json.UnmarshalTypeError
	if err := items.Decode(&first); err != nil {
		return !errors.As(err, &other) // it is broken, which must be said
	}
	r := row{fields: texts(first)}
	texts := slices.Concat(usual.html, usual.markdown, usual.text)
	return r.named(s.Fields.Title, usual.title) != "" && r.named(s.Fields.Text, texts) != ""
}

// lineAt is the line of a place in a text.
func lineAt(data []byte, at int64) int {
	return 1 + bytes.Count(data[:min(at, int64(len(data)))], []byte("\n"))
}
