package dialogs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"

	"github.com/lotse-bot/lotse/dialogs"
)

const schemaFile = "../docs/flow.schema.json"

func TestTheSchemaInTheDocsIsCurrent(t *testing.T) {
	got, err := json.MarshalIndent(dialogs.Schema(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(schemaFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("run go test ./dialogs -run Schema -update (-docs +types):\n%s", diff)
	}
}

// Every flow of the examples and stories is as the schema says, and one with an unknown key is not.
func TestTheSchemaAcceptsFlows(t *testing.T) {
	schema, err := dialogs.Schema().Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	flows := map[string][]byte{}
	paths, err := filepath.Glob("../examples/*/flows/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no flows in the examples: %v", err)
	}
	for _, path := range paths {
		if flows[path], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range append(stories(t, "kinds"), stories(t, "stories")...) {
		for name, f := range readStory(t, path).folder() {
			if filepath.Dir(name) == "flows" {
				flows[path+":"+name] = f.Data
			}
		}
	}
	for name, data := range flows {
		if err := validate(schema, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, broken := range []string{"steps: [{sai: hello}]", "steps: []", "titel: x\nsteps: [{say: x}]", "steps: [{say: x, tries: 3}]"} {
		if validate(schema, []byte(broken)) == nil {
			t.Errorf("%s is accepted", broken)
		}
	}
}

func validate(schema *jsonschema.Resolved, data []byte) error {
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		return err
	}
	return schema.Validate(v)
}
