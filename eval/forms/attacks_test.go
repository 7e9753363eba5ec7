package forms_test

import (
	"errors"
	"os"
	"testing"

	"github.com/lotse-bot/lotse/eval/forms"
)

// Sets of attacks stay as they are, with the lines they stand in; a set has some of the files.
func TestAttacksStayAsTheyAre(t *testing.T) {
	root := folder(t, map[string]string{"attacks.jsonl": "\n{\"id\": \"a\", \"kind\": \"x\", \"attack\": \"Sing.\"}\nnot JSON\n", "emails.jsonl": `{"id": "m", "context": "Hello."}`})
	set, rows := read(t, "attacks", root, "attacks.jsonl")
	same(t, []map[string]any{{"id": "a", "kind": "x", "attack": "Sing."}}, rows)
	if r := set.Files["attacks.jsonl"][0]; r.Line != 2 || len(set.Files["emails.jsonl"]) != 1 {
		t.Errorf("line %d, e-mails %v", r.Line, set.Files["emails.jsonl"])
	}
	if len(set.Faults) != 1 || set.Faults[0].Line != 3 {
		t.Errorf("faults %v", set.Faults)
	}
	if _, err := forms.Read("attacks", t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an empty folder: %v", err)
	}
}
