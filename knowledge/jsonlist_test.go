package knowledge_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
)

func TestAListOfQuestionsInJSONIsRead(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"faq.json": "\ufeff[\n  {\"question\": \"Wo seid ihr?\", \"answer\": \"Am Hafen.\", \"sprache\": \"de\", \"zielgruppe\": \"partner\"},\n" +
			"  {\"id\": \"wann\", \"title\": \"Wann?\", \"html\": \"<p>Immer, auch <b>sonntags</b>.</p>\", \"lang\": \"de\"},\n  {\"question\": \"Wer?\", \"audience\": {}},\n  7\n]\n",
		"package.json":  `{"name":"x","scripts":[{"title":"a","text":"b"}]}`,
		"numbers.json":  `[1, 2, 3]`,
		"things.json":   `[{"title":"a","size":7}]`,
		"empty.json":    ``,
		"lines.jsonl":   `{"question":"Wie?","answer":"So.","lang":"de"}`,
		"broken.json":   "[\n {\"question\": \"Was?\" \"answer\": \"Das.\"}\n]",
		"endless.json":  "[{\"question\":\"Bis wann?\",\"answer\":\"Sechs.\",\"lang\":\"de\"}\n",
		"own/list.json": `[{"f":"Warum?","a":"Darum."}]`,
		"own/not.json":  `{"f":"Warum?","a":"Darum."}`,

		knowledge.SourcesFile: "sources:\n  - path: own\n    format: json\n    language: de\n    fields: {title: f, text: a}\n",
	}))
	want := map[string]knowledge.Document{
		"faq/wo-seid-ihr-partner": {Title: "Wo seid ihr?", Text: "Am Hafen.", Language: "de", Scope: knowledge.Scope{Audience: []string{"partner"}}},
		"wann":                    {Title: "Wann?", Text: "Immer, auch **sonntags**.", Language: "de"},
		"lines/wie":               {Title: "Wie?", Text: "So.", Language: "de"},
		"endless/bis-wann":        {Title: "Bis wann?", Text: "Sechs.", Language: "de"},
		"list/warum":              {Title: "Warum?", Text: "Darum.", Language: "de"},
	}
	for id, d := range want {
		d.ID, d.URL = id, "/articles/"+id
		want[id] = d
	}
	if diff := cmp.Diff(want, got, whereAndHash); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	lines := map[string][]int{}
	for _, f := range faults {
		lines[f.File] = append(lines[f.File], f.Line)
		if f.Problem == "" || f.Remedy == "" {
			t.Errorf("%+v does not say what is wrong and how to mend it", f)
		}
	}
	if diff := cmp.Diff(map[string][]int{"faq.json": {4, 5}, "broken.json": {2}, "endless.json": {1}, "own/not.json": {1}}, lines); diff != "" {
		t.Errorf("lines of faults (-want +got):\n%s\n%v", diff, faults)
	}
}
