package llmtest

import (
	"encoding/json"
	"hash/fnv"
	"net/http"

	"github.com/lotse-bot/lotse/lang"
)

func (s *Server) embed(w http.ResponseWriter, r *http.Request) {
	b, a, ok := s.hear(w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	on := s.onTexts
	s.mu.Unlock()
	if on != nil {
		if step := on(a.Texts); step != nil {
			step(&exchange{w: w, r: r, closing: s.closing})
			return
		}
	}
	for _, text := range b.Input {
		if text == "" {
			refuse(w, http.StatusBadRequest, "input cannot be an empty string")
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answerOf(b.Model, Vectors(b.Input, s.Dimensions)))
}

// Vectors are the embeddings that the server gives: words hashed into dimensions, so that texts with the same words are alike.
// They are not of unit length, as those of real servers need not be.
func Vectors(texts []string, dimensions int) [][]float32 {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		v := make([]float32, dimensions)
		v[0] = 0.5
		for _, t := range lang.Tokens(text) {
			h := fnv.New32a()
			h.Write([]byte(lang.Fold(t.Text)))
			sum := h.Sum32()
			v[sum%uint32(dimensions)] += 1 + float32(sum>>28)
		}
		out[i] = v
	}
	return out
}

type embeddings struct {
	Object string      `json:"object"`
	Model  string      `json:"model"`
	Data   []embedding `json:"data"`
	Usage  usage       `json:"usage"`
}

type embedding struct {
	Object    string    `json:"object"`
	Index     int       `json:"index"`
	Embedding []float32 `json:"embedding"`
}

// answerOf lists the vectors last first: the index says whose each is, not its place.
func answerOf(model string, vectors [][]float32) embeddings {
	out := embeddings{Object: "list", Model: model}
	for i := len(vectors) - 1; i >= 0; i-- {
		out.Data = append(out.Data, embedding{Object: "embedding", Index: i, Embedding: vectors[i]})
	}
	return out
}
