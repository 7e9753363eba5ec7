package forms_test

import (
	"testing"
)

// Of every sentence there are true wordings and false ones, each false in one thing; the same ones for everybody.
func TestClaimsAreMadeOfRealSentences(t *testing.T) {
	root := folder(t, map[string]string{"documents.jsonl": `{"id": "a", "lang": "en", "title": "Opening", "text": "The museum in Berlin is open on Monday from 9 to 17 every week. Children must pay two euros at the desk."}
{"id": "b", "lang": "en", "title": "Trains", "text": "The train to Hamburg leaves after three hours from another platform. Passengers can buy tickets on board."}
`})
	_, rows := read(t, "claims", root, "claims.jsonl")
	ways := map[string]string{}
	for _, r := range rows {
		if r["lang"] != "en" || r["passage"] == "" {
			t.Errorf("a row is %v", r)
		}
		supported := "true"
		if r["supported"] == false {
			supported = "false"
		}
		ways[r["way"].(string)+": "+r["sentence"].(string)] = supported
	}
	for claim, want := range map[string]string{
		"as it is: Children must pay two euros at the desk.":                                   "true",
		"numbers written otherwise: Children must pay 2 euros at the desk.":                    "true",
		"may or must: Children may pay two euros at the desk.":                                 "false",
		"another number word: Children must pay four euros at the desk.":                       "false",
		"another unit: Children must pay two dollars at the desk.":                             "false",
		"said elsewhere: The train to Hamburg leaves after three hours from another platform.": "false",
	} {
		if ways[claim] != want {
			t.Errorf("%s: supported is %q, want %s", claim, ways[claim], want)
		}
	}
	_, again := read(t, "claims", root, "claims.jsonl")
	same(t, rows, again)
}
