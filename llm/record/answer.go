package record

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/lotse-bot/lotse/llm"
)

// version of the form of the file.
const version = 1

// heading is the file's first line: what was asked, so that it can be replayed where nobody has configured it.
type heading struct {
	Version    int    `json:"version"`
	Model      string `json:"model,omitempty"`
	Embedder   string `json:"embedder,omitempty"`
	Dimensions int    `json:"dimensions,omitempty"`
}

// kind says what was asked for.
type kind string

const (
	completion kind = "completion"
	passage    kind = "passage"
	query      kind = "query"
)

// An answer is one line of the file.
type answer struct {
	Kind     kind          `json:"kind"`
	Model    string        `json:"model"`
	Key      string        `json:"key"`   // of all that was asked, see keyOf
	Asked    string        `json:"asked"` // the end of it, for a reader
	Pieces   []string      `json:"pieces,omitempty"`
	Response *llm.Response `json:"response,omitempty"` // its text is that of the pieces
	Vector   string        `json:"vector,omitempty"`   // base64 of float32s, little-endian

	line int
}

// keyOf identifies what was asked: every part counts (SHA-256, 128 bits, hexadecimal).
func keyOf(parts ...any) string {
	b, _ := json.Marshal(parts) // strings and numbers always marshal
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

func encode(vector []float32) string {
	b := make([]byte, 0, 4*len(vector))
	for _, x := range vector {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return base64.StdEncoding.EncodeToString(b)
}

func decode(text string, dimensions int) ([]float32, error) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) != 4*dimensions {
		return nil, fmt.Errorf("a recorded vector is not one of %d numbers; remove the file and record anew", dimensions)
	}
	out := make([]float32, dimensions)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out, nil
}
