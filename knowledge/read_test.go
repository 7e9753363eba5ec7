package knowledge_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read reads all sources of a knowledge folder; paths in faults are relative to it.
func read(t *testing.T, dir string) (map[string]knowledge.Document, []bot.Fault) {
	t.Helper()
	all := map[string]knowledge.Document{}
	sources, faults := knowledge.Sources(dir)
	for _, s := range sources {
		more, err := knowledge.Read(t.Context(), s, func(d knowledge.Document) error {
			all[d.ID] = d
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		faults = append(faults, more...)
	}
	for i, f := range faults {
		faults[i].File = strings.TrimPrefix(filepath.ToSlash(f.File), filepath.ToSlash(dir)+"/")
	}
	return all, faults
}

var whereAndHash = cmpopts.IgnoreFields(knowledge.Document{}, "File", "Line", "Hash")

func TestReadFormats(t *testing.T) {
	dir := folder(t, map[string]string{
		"descale.de.md": "---\ntitle: Entkalken\nquestions:\n  - Wie werde ich den Kalk los?\n---\n# Entkalken\n\nAlle drei Monate.\n",
		"plain.md":      "# The grinder\n\nTurn it while it is running.\n",
		"own.md":        "---\nid: help/one\nurl: https://example.org/one\nlanguage: en\n---\nText.\n",
		"sub/page.html": "<html lang=de-DE><head><title>Seite | Shop</title></head><body><nav>Start Shop</nav><main><h1>Versand</h1>" +
			"<p>Zwei <b>Tage</b>.</p><table><tr><th>Fall</th><th>Frist</th></tr><tr><td>Einzug</td><td>6 Wochen</td></tr></table>" +
			"<script>alert(1)</script></main><footer>Impressum</footer></body></html>",
		"note.txt":   "Opening hours\nMonday to Friday\n\n5 * 3 _stars_ <b>\n",
		"faq.jsonl":  `{"id":"q1","lang":"de","question":"Wo seid ihr?","answer":"In <b>Hamburg</b>.<br>Am Hafen."}` + "\n\n" + `{"id":"q2","lang":"en","title":"Where?","text":"In Hamburg.","url":"https://example.org/q2"}` + "\n",
		"image.png":  "not a document",
		".hidden.md": "# Hidden",
	})
	got, faults := read(t, dir)
	if len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	want := map[string]knowledge.Document{
		"descale.de": {ID: "descale.de", Title: "Entkalken", Asked: []string{"Wie werde ich den Kalk los?"}, URL: "/articles/descale.de", Language: "de", Text: "# Entkalken\n\nAlle drei Monate.\n"},
		"plain":      {ID: "plain", Title: "The grinder", URL: "/articles/plain", Language: "en", Text: "# The grinder\n\nTurn it while it is running.\n"},
		"help/one":   {ID: "help/one", Title: "one", URL: "https://example.org/one", Language: "en", Text: "Text.\n"},
		"sub/page": {
			ID: "sub/page", Title: "Versand", URL: "/articles/sub/page", Language: "de",
			Text: "# Versand\n\nZwei **Tage**.\n\n| Fall   | Frist    |\n|--------|----------|\n| Einzug | 6 Wochen |",
		},
		"note": {ID: "note", Title: "note", URL: "/articles/note", Language: "en", Text: "Opening hours  \nMonday to Friday\n\n5 \\* 3 \\_stars\\_ \\<b\\>\n"},
		"q1":   {ID: "q1", Title: "Wo seid ihr?", URL: "/articles/q1", Language: "de", Text: "In **Hamburg**.  \nAm Hafen."},
		"q2":   {ID: "q2", Title: "Where?", URL: "https://example.org/q2", Language: "en", Text: "In Hamburg."},
	}
	if diff := cmp.Diff(want, got, whereAndHash); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeReadIsAFaultAndTheOthersGoOn(t *testing.T) {
	dir := folder(t, map[string]string{
		"known.md":            "# Known\n\nText.",
		"dos.md":              "# Gr\x81\xe1e\n",
		"second.md":           "# One\n\nfine\n\xff\n",
		"matter.md":           "---\ntitle: x\ntitel: y\n---\nText\n",
		"huge.txt":            strings.Repeat("word ", knowledge.MaxFile/5+2),
		"faq.jsonl":           `{"id":"a","title":"A","text":"a"}` + "\n{broken\n" + `{"text":"neither id nor title"}` + "\n" + `{"id":"b"}` + "\n" + strings.Repeat("x", 1<<20+5) + "\n" + `{"id":"c","title":"C","text":"c"}`,
		knowledge.SourcesFile: "sources:\n  - path: missing\n  - path: ${LOTSE_TEST_UNSET}/x\n  - path: known.md\n    format: word\n",
	})
	got, faults := read(t, dir)
	var ids []string
	for id := range got {
		ids = append(ids, id)
	}
	if diff := cmp.Diff([]string{"a", "c"}, ids, cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Errorf("documents that were read (-want +got):\n%s", diff)
	}
	type place struct {
		File string
		Line int
	}
	var at []place
	for _, f := range faults {
		at = append(at, place{f.File, f.Line})
		if f.Problem == "" || f.Remedy == "" || f.Severity != bot.Error {
			t.Errorf("%+v does not say what is wrong and how to mend it", f)
		}
	}
	want := []place{
		{"sources.yaml", 2},
		{"sources.yaml", 3},
		{"sources.yaml", 4},
		{"faq.jsonl", 2},
		{"faq.jsonl", 3},
		{"faq.jsonl", 4},
		{"faq.jsonl", 5},
		{"huge.txt", 0},
		{"dos.md", 1},
		{"matter.md", 3},
		{"second.md", 4},
	}
	less := func(a, b place) bool { return a.File < b.File || a.File == b.File && a.Line < b.Line }
	if diff := cmp.Diff(want, at, cmpopts.SortSlices(less)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestSourcesElsewhereWithFieldsOfTheirOwn(t *testing.T) {
	elsewhere := folder(t, map[string]string{"faq_de.jsonl": `{"key":"wo","sprache":"de","frage":"Wo?","antwort":"<p>Dort: <a href='../karte'>Karte</a></p>","abschnitt":"lage"}` + "\n"})
	t.Setenv("LOTSE_TEST_FAQ", elsewhere)
	dir := folder(t, map[string]string{"own.jsonl": `{"nr":7,"frage":"Wann?","antwort":"Um 7 Uhr morgens."}`, knowledge.SourcesFile: `sources:
  - path: own.jsonl
    fields: {id: nr, title: frage, text: antwort}
    language: de
  - path: ${LOTSE_TEST_FAQ}/faq_de.jsonl
    id: faq/{key}
    url: https://example.org/{sprache}/faq#{key}
    fields: {title: frage, text: antwort, language: sprache}
`})
	got, faults := read(t, dir)
	want := map[string]knowledge.Document{"7": {ID: "7", Title: "Wann?", URL: "/articles/7", Language: "de", Text: "Um 7 Uhr morgens."}, "faq/wo": {
		ID: "faq/wo", Title: "Wo?", URL: "https://example.org/de/faq#wo", Language: "de",
		Text: "Dort: [Karte](https://example.org/karte)",
	}}
	if diff := cmp.Diff(want, got, whereAndHash); diff != "" || len(faults) > 0 {
		t.Errorf("faults %v, documents (-want +got):\n%s", faults, diff)
	}
}
