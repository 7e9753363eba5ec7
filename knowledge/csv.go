package knowledge

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// mostCSVFaults are enough to see what is wrong with a table.
const mostCSVFaults = 20

// columns of a table of questions, by how they are called; the first name is that of the field it becomes.
var columns = [][]string{
	{"id", "nr", "nummer", "no", "number", "key", "schlüssel", "slug", "anchor"},
	{"question", "frage", "title", "titel", "q", "faq", "anfrage", "betreff", "subject", "question text", "fragetext"},
	{"answer", "antwort", "text", "a", "reply", "response", "lösung", "solution", "inhalt", "content", "answer text", "antworttext"},
	{"asked", "questions", "fragen", "variant", "variants", "variante", "varianten", "variations", "alternative questions", "alternative fragen", "weitere fragen", "other questions", "andere formulierungen", "synonyms", "synonyme"},
	{"language", "lang", "sprache", "locale"},
	{"url", "link", "adresse", "address"},
}

// csvRows reads a table of questions and answers. A question may be asked in several ways: in lines of its cell, in columns
// of their own, in rows below it without an answer, or in rows that repeat the answer.
func (s Source) csvRows(f file, said matter, each func(Document) error) ([]bot.Fault, error) {
	data, fault, ok := f.whole(CSV)
	if !ok {
		return []bot.Fault{fault}, nil
	}
	rows, faults := s.table(f, data)
	plain := s
	plain.Fields = Fields{} // the columns have their usual names by now
	for _, r := range rows {
		if s.Fields.ID == "" && r.fields["id"] == "" {
			r.fields["id"] = slug(f.name, r.fields["question"], r)
		}
		d, fault, ok := plain.document(r, said)
		if !ok {
			faults = append(faults, fault)
		} else if err := s.finish(d, r.fields, each); err != nil {
			return faults, err
		}
	}
	return faults, nil
}

// table reads the rows with an answer, each with all that is asked for it.
func (s Source) table(f file, data []byte) ([]row, []bot.Fault) {
	separator, names, ok := s.head(data)
	if !ok {
		return nil, []bot.Fault{broken(f.path, 1, "no columns are called question and answer", "name the columns in the first row, or say under fields: of the source what they are called")}
	}
	fields := s.columns(names)
	var rows []row
	var faults []bot.Fault
	answers := map[string]int{} // place in rows, by answer, language and tags
	records := csv.NewReader(bytes.NewReader(data))
	records.Comma, records.FieldsPerRecord = separator, -1
	for n := 0; len(faults) < mostCSVFaults; n++ {
		record, err := records.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			faults = append(faults, csvFault(f.path, err))
			continue
		}
		if n == 0 || blankRecord(record) {
			continue
		}
		line, _ := records.FieldPos(0)
		if len(record) > len(names) && !blankRecord(record[len(names):]) {
			faults = append(faults, broken(f.path, line, fmt.Sprintf("the row has %d cells, and the first row names %d columns", len(record), len(names)), "put cells with "+string(separator)+" in them into quotation marks"))
			continue
		}
		r := cells(f.path, line, fields, names, record)
		title, answer := r.fields["question"], r.fields["answer"]
		key := answer + "\x00" + r.fields["language"] + "\x00" + r.tagline()
		same, known := answers[key]
		switch {
		case title == "":
			faults = append(faults, broken(f.path, line, "the row has no question", "write one, or delete the row"))
		case answer == "" && len(rows) == 0:
			faults = append(faults, broken(f.path, line, "the question has no answer", "write one, or put the row below a question that has the same"))
		case answer == "" && r.tagline() != "" && r.tagline() != rows[len(rows)-1].tagline():
			faults = append(faults, broken(f.path, line, "the row says for whom it is, and has no answer", "write the answer, or leave the cells empty: the row belongs to the one above"))
		case answer == "":
			rows[len(rows)-1].ask(r)
		case known && r.fields["id"] == "":
			rows[same].ask(r)
		default:
			answers[key] = len(rows)
			rows = append(rows, r)
		}
	}
	return rows, faults
}

// ask adds what another row asks.
func (r *row) ask(other row) {
	r.lists["asked"] = append(append(r.lists["asked"], other.fields["question"]), other.lists["asked"]...)
}

// cells makes a row of them: by what the columns become, and by what they are called.
func cells(path string, line int, fields, names, cells []string) row {
	r := row{file: path, line: line, fields: map[string]string{}, lists: map[string][]string{}}
	for i, cell := range cells[:min(len(cells), len(names))] {
		cell = strings.TrimSpace(cell)
		r.fields[strings.TrimSpace(names[i])] = cell
		switch {
		case fields[i] == "asked":
			r.lists["asked"] = append(r.lists["asked"], ways(cell)...)
		case slices.Contains(tagged, fields[i]):
			r.tagCell(fields[i], cell)
		}
	}
	for i, cell := range cells[:min(len(cells), len(names))] {
		r.fields[fields[i]] = strings.TrimSpace(cell)
	}
	if asked := ways(r.fields["question"]); len(asked) > 0 {
		r.fields["question"], r.lists["asked"] = asked[0], append(asked[1:], r.lists["asked"]...)
	}
	return r
}

// ways are the questions in a cell, a line each, or between bars.
func ways(cell string) []string {
	all := strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == '|' })
	for i, w := range all {
		all[i] = strings.TrimSpace(w)
	}
	return slices.DeleteFunc(all, func(w string) bool { return w == "" })
}

// head reads what separates cells, and how the columns are called: the separator with which the first row names a question
// and an answer.
func (s Source) head(data []byte) (separator rune, names []string, ok bool) {
	for _, separator := range []rune{',', ';', '\t', '|'} {
		first := csv.NewReader(bytes.NewReader(data))
		first.Comma = separator
		if names, err := first.Read(); err == nil {
			fields := s.columns(names)
			if slices.Contains(fields, "question") && slices.Contains(fields, "answer") {
				return separator, names, true
			}
		}
	}
	return 0, nil, false
}

// columns says what each column becomes: a field that is named in the source, a usual one, or one of its own name.
func (s Source) columns(names []string) []string {
	own := map[string]string{
		s.Fields.ID: "id", s.Fields.Title: "question", s.Fields.Text: "answer", s.Fields.Asked: "asked", s.Fields.Language: "language", s.Fields.URL: "url",
	}
	delete(own, "")
	fields := make([]string, len(names))
	for i, name := range names {
		if field, ok := own[strings.TrimSpace(name)]; ok {
			fields[i] = field
			continue
		}
		name = columnName(name)
		fields[i] = name
		for _, c := range slices.Concat(columns, tags) {
			if !slices.Contains(c, name) {
				continue
			}
			switch fields[i] = c[0]; {
			case !slices.Contains(fields[:i], c[0]) || slices.Contains(tagged, c[0]):
			case c[0] == "question" || c[0] == "asked":
				fields[i] = "asked" // another column of questions
			default:
				fields[i] = name + " again"
			}
		}
	}
	return fields
}

func blankRecord(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

func csvFault(path string, err error) bot.Fault {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return broken(path, 0, "cannot be read: "+err.Error(), "save it as CSV again")
	}
	problem, remedy := at.Err.Error(), "save it as CSV again"
	if errors.Is(err, csv.ErrQuote) || errors.Is(err, csv.ErrBareQuote) {
		problem, remedy = "has a quotation mark that does not belong to a pair", `put the cell into quotation marks, and write " in it twice`
	}
	return broken(path, at.StartLine, problem, remedy)
}
