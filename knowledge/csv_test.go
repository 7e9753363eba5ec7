package knowledge_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
)

func TestTablesOfQuestionsAreReadHoweverTheyAreSaved(t *testing.T) {
	want := map[string]knowledge.Document{
		"faq/wie-lange-dauert-der-versand-nach-osterreich": {
			Title: "Wie lange dauert der Versand nach Österreich?", Asked: []string{"Lieferzeit Österreich?"}, Language: "de", Text: "Drei Tage; \"Express\" einen.",
		},
		"faq/was-kostet-er": {Title: "Was kostet er?", Asked: []string{"Versandkosten?", "Porto?", "Was ist ab 50 €?"}, Language: "de", Text: "Fünf Euro.  \nAb 50 € nichts."},
	}
	for id, d := range want {
		d.ID, d.URL = id, "/articles/"+id
		want[id] = d
	}
	table := "Frage;Antwort;Variante 1;Variante 2\n" +
		"Wie lange dauert der Versand nach Österreich?;\"Drei Tage; \"\"Express\"\" einen.\";Lieferzeit Österreich?;\n" +
		"Was kostet er?;\"Fünf Euro.\nAb 50 € nichts.\";Versandkosten?;Porto?\n" +
		";;;\n" +
		"Was ist ab 50 €?;\n"
	for name, data := range map[string]string{
		"of Excel, with semicolons":   table,
		"in Windows-1252":             windows1252(table),
		"with a byte order mark":      "\ufeff" + strings.ReplaceAll(table, "\n", "\r\n"),
		"with tabs":                   strings.NewReplacer("\"Drei Tage; \"\"Express\"\" einen.\"", "\"Drei Tage; \"\"Express\"\" einen.\"", ";", "\t", "Tage;", "Tage;").Replace(table),
		"in English, columns moved":   "id,Answer,Question\n,\"Drei Tage; \"\"Express\"\" einen.\",\"Wie lange dauert der Versand nach Österreich?\nLieferzeit Österreich?\"\n,\"Fünf Euro.\nAb 50 € nichts.\",Was kostet er? | Versandkosten? | Porto?\n,\"Fünf Euro.\nAb 50 € nichts.\",Was ist ab 50 €?\n",
		"with columns of other names": "F,A,W\nWie lange dauert der Versand nach Österreich?,\"Drei Tage; \"\"Express\"\" einen.\",Lieferzeit Österreich?\nWas kostet er?,\"Fünf Euro.\nAb 50 € nichts.\",Versandkosten?|Porto?|Was ist ab 50 €?\n",
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"faq.csv": data}
			if strings.HasPrefix(data, "F,") {
				files[knowledge.SourcesFile] = "sources:\n  - path: faq.csv\n    fields: {title: F, text: A, asked: W}\n"
			}
			got, faults := read(t, folder(t, files))
			if diff := cmp.Diff(want, got, whereAndHash); diff != "" || len(faults) > 0 {
				t.Errorf("faults %v, documents (-want +got):\n%s", faults, diff)
			}
		})
	}
}

// windows1252 writes a text as older programs do.
func windows1252(text string) string {
	return strings.NewReplacer("ö", "\xf6", "ü", "\xfc", "Ö", "\xd6", "€", "\x80").Replace(text)
}

func TestATableMayNameIDsLanguagesAndAddresses(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"faq.tsv":             "Nr\tSprache\tquestion\tanswer\tabschnitt\n7\ten\tWhere?\t<p>In <b>Hamburg</b>.</p>\tlage\n",
		knowledge.SourcesFile: "sources:\n  - path: faq.tsv\n    id: faq/{id}\n    url: https://example.org/{Sprache}/{abschnitt}#{Nr}\n    owner: team-service\n",
	}))
	want := map[string]knowledge.Document{"faq/7": {
		ID: "faq/7", Title: "Where?", Language: "en", Text: "In **Hamburg**.", URL: "https://example.org/en/lage#7", Scope: knowledge.Scope{Owner: "team-service"},
	}}
	if diff := cmp.Diff(want, got, whereAndHash); diff != "" || len(faults) > 0 {
		t.Errorf("faults %v, documents (-want +got):\n%s", faults, diff)
	}
}

func TestLinesOfJSONMayNameTheirFieldsInGerman(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{"faq.jsonl": `{"id":"wo","sprache":"de","frage":"Wo?","antwort":"Am Hafen.","fragen":["Adresse?"],"link":"https://example.org/wo"}`}))
	want := map[string]knowledge.Document{"wo": {ID: "wo", Title: "Wo?", Asked: []string{"Adresse?"}, Language: "de", Text: "Am Hafen.", URL: "https://example.org/wo"}}
	if diff := cmp.Diff(want, got, whereAndHash); diff != "" || len(faults) > 0 {
		t.Errorf("faults %v, documents (-want +got):\n%s", faults, diff)
	}
}

func TestWhatIsWrongInATableIsSaidWithItsLine(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"a.csv": "Frage,Antwort\n,ohne Frage\nWo?,Hier\nWas, wann?,Bald\nWie?,\"So\" nicht\nWer?,Wir\n",
		"b.csv": "Frage,Antwort\nAllein?,\n",
		"c.csv": "Name,Wert\na,b\n",
		"d.csv": "",
		"e.csv": "Frage,Antwort\nWo?,K\x84se\n",
	}))
	var ids []string
	for id := range got {
		ids = append(ids, id)
	}
	if diff := cmp.Diff([]string{"a/wer", "a/wo"}, sorted(ids)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	places := map[string][]int{}
	for _, f := range faults {
		places[f.File] = append(places[f.File], f.Line)
		if f.Problem == "" || f.Remedy == "" {
			t.Errorf("%+v does not say what is wrong and how to mend it", f)
		}
	}
	if diff := cmp.Diff(map[string][]int{"a.csv": {2, 4, 5}, "b.csv": {2}, "c.csv": {1}, "d.csv": {1}, "e.csv": {2}}, places); diff != "" {
		t.Errorf("lines of faults (-want +got):\n%s", diff)
	}
}

func TestARowMaySayThatItsWordsAreApproved(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"a.jsonl": `{"id":"a","question":"A?","answer":"Ja.","approved":true}` + "\n" + `{"id":"b","question":"B?","answer":"Ja.","approved":false}` + "\n" +
			`{"id":"c","question":"C?","answer":"Ja."}` + "\n" + `{"id":"d","question":"D?","answer":"Ja.","approved":"vielleicht"}` + "\n",
		"a.jsonl.meta.yaml": "approved: true\n",
		"b.csv":             "id,question,answer,approved\ne,E?,Ja.,true\n",
	}))
	approved := map[string]bool{}
	for id, d := range got {
		approved[id] = d.Scope.Approved
	}
	if diff := cmp.Diff(map[string]bool{"a": true, "b": false, "c": true, "e": true}, approved); diff != "" {
		t.Errorf("approved (-want +got):\n%s", diff)
	}
	if len(faults) != 1 || faults[0].Line != 4 || faults[0].Problem != `approved is "vielleicht"` {
		t.Errorf("faults %v", faults)
	}
}
