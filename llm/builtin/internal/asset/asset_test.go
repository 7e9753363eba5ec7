package asset_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	file := written(t)
	f, err := asset.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := f.Section("text", 5)
	if err != nil || text != "hello" {
		t.Errorf("%q, %v", text, err)
	}
	floats, err := f.Floats("numbers", 3)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]float32{1.5, -2, 0}, floats); diff != "" {
		t.Error(diff)
	}
	if at := strings.Index(file, "hello"); at%asset.Align != 0 {
		t.Errorf("a section begins at byte %d", at)
	}
}

func TestADamagedFileIsRefused(t *testing.T) {
	file := written(t)
	for name, damaged := range map[string]string{
		"empty": "", "of another kind": "PK\x03\x04 and so on and on", "cut in the table": file[:40], "cut in a section": file[:len(file)-1],
	} {
		if _, err := asset.Open(damaged); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	f, err := asset.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Section("other", -1); err == nil {
		t.Error("a section that is not there")
	}
	if _, err := f.Section("text", 6); err == nil {
		t.Error("a section of the wrong size")
	}
	if _, err := f.Floats("numbers", 4); err == nil {
		t.Error("too few numbers")
	}
}

func TestALongNameIsRefused(t *testing.T) {
	var w asset.Writer
	w.Add(strings.Repeat("x", 25), nil)
	if _, err := w.WriteTo(&bytes.Buffer{}); err == nil {
		t.Error("accepted")
	}
}

func written(t *testing.T) string {
	t.Helper()
	var w asset.Writer
	w.Add("text", []byte("hello"))
	w.AddFloats("numbers", []float32{1.5, -2, 0})
	var file bytes.Buffer
	if _, err := w.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	return file.String()
}
