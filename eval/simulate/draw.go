package simulate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/lotse-bot/lotse/bot"
)

// another is what only another customer could say: an order, a serial number.
var another = regexp.MustCompile(`\d{4}`)

// draw collects sentences: those that stand in the file, and those of the rows in another, but for those with numbers of
// somebody else and those that go on from something. A row that cannot be read is named, and the others are taken.
func (r *reader) draw(key string, l *Lines, language string) {
	l.texts = append(l.texts, l.Say...)
	if l.From == "" {
		return
	}
	file := filepath.Join(filepath.Dir(r.file), filepath.FromSlash(l.From))
	source, err := os.ReadFile(file)
	if err != nil {
		r.wrong(key, err.Error(), "name a file of rows, relative to this one")
		return
	}
	before := len(l.texts)
	for i, line := range bytes.Split(source, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var row struct {
			Text     string `json:"text"`
			Language string `json:"lang"`
			Intent   string `json:"intent"`
			History  []any  `json:"history"` // what it follows: alone it would mean something else
		}
		if err := json.Unmarshal(line, &row); err != nil {
			r.faults = append(r.faults, bot.Fault{File: file, Line: i + 1, Severity: bot.Error, Problem: "this row is not read: " + err.Error(), Remedy: "write one JSON object a line"})
			continue
		}
		fits := row.Language == language && (l.Intent == "" || l.Intent == row.Intent) && len(row.History) == 0
		if fits && row.Text != "" && !another.MatchString(row.Text) {
			l.texts = append(l.texts, row.Text)
		}
	}
	if len(l.texts) == before {
		r.wrong(key, fmt.Sprintf("%s has no sentence in the language %q with the intent %q", l.From, language, l.Intent), "see what its rows say under lang and intent")
	}
}
