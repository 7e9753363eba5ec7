package knowledge_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
)

// A table may hold what is for partners beside what is for everybody: nothing that is said of a row is passed over.
func TestARowSaysForWhomWhenAndAboutWhatItIs(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"de.csv": "Nr;Frage;Antwort;Zielgruppe;Gültig ab;Gültig bis;Produkt 1;Produkt 2;Freigegeben;Verantwortlich;Übersetzungen\n" +
			"rabatt;Welcher Rabatt?;20 %.;partner, staff;01.01.2026;31.12.2026;Kaffee 300;Kaffee 500;ja;team-sales;discount\n" +
			"porto;Was kostet Porto?;5 Euro.;;;;;;;;\n",
		"de.csv.meta.yaml": "owner: team-service\nversions: \"2\"\n",
		"en.jsonl": `{"id":"discount","question":"Which discount?","answer":"20 %.","audience":["partner","staff"],"until":"2026-12-31T18:00:00+01:00","versions":[2,3],"paid":true,"translations":"rabatt"}` + "\n" +
			`{"id":"postage","question":"What is postage?","answer":"5 euros.","audience":null,"owner":""}`,
	}))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	day := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
	want := map[string]knowledge.Scope{
		"rabatt": {
			Owner: "team-sales", Audience: []string{"partner", "staff"}, From: day(1, 1), Until: day(12, 32),
			Products: []string{"Kaffee 300", "Kaffee 500"}, Versions: []string{"2"}, Approved: true,
		},
		"porto":    {Owner: "team-service", Versions: []string{"2"}},
		"discount": {Audience: []string{"partner", "staff"}, Until: time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC), Versions: []string{"2", "3"}, Paid: true},
		"postage":  {},
	}
	scopes := map[string]knowledge.Scope{}
	for id, d := range got {
		scopes[id] = d.Scope
	}
	if diff := cmp.Diff(want, scopes); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
	if a, b := got["rabatt"].Translations, got["discount"].Translations; len(a) != 1 || a[0] != "discount" || len(b) != 1 || b[0] != "rabatt" {
		t.Errorf("translations %v and %v", a, b)
	}
}

// What was meant to keep customers out, and cannot be read, keeps them out.
func TestARowThatCannotSayForWhomItIsStaysOut(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"a.csv": "Frage,Antwort,Zielgruppe,bis\nOffen?,Ja.,,\nOffen?,Ja immer.,partner;staff,\nWann?,Bald.,,demnächst\nWo?,Hier.,partner,\nUnd dann?,,staff,\nUnd da?,,,\nWohin?,Hier.,,\n",
		"b.jsonl": `{"id":"x","question":"X?","answer":"Ja.","audience":{"role":"partner"}}` + "\n" + `{"id":"y","question":"Y?","answer":"Ja.","audience":["partner",{}]}` + "\n" +
			`{"id":"w","question":"W?","answer":"Ja.","until":["2026-01-01"]}` + "\n" +
			`{"id":"z","question":"Z?","answer":"Ja.","from":"2026-12-31","until":"2026-01-01"}` + "\n",
	}))
	want := map[string][]string{"a/offen": nil, "a/offen-partner-staff": {"partner", "staff"}, "a/wo-partner": {"partner"}, "a/wohin": nil}
	audiences := map[string][]string{}
	for id, d := range got {
		audiences[id] = d.Scope.Audience
	}
	if diff := cmp.Diff(want, audiences); diff != "" {
		t.Errorf("for whom (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Und da?"}, got["a/wo-partner"].Asked); diff != "" {
		t.Errorf("what else is asked for partners (-want +got):\n%s", diff)
	}
	var problems []string
	for _, f := range faults {
		problems = append(problems, f.Problem)
	}
	if diff := cmp.Diff([]string{
		"the row says for whom it is, and has no answer", `until is "demnächst"`, "audience cannot be read", "audience cannot be read", "until cannot be read",
		"until is before from: it would never hold",
	}, problems); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}
