package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Held is what an index that outlives the program holds of a document.
type Held struct {
	Sum      string // of its passages, see [SumOf]
	Embedded bool   // all of them have vectors
}

// SumOf is the hash of passages as they are found and cited (SHA-256, 128 bits, hexadecimal). Vectors do not count.
func SumOf(ps []Passage) string {
	h := sha256.New()
	to := json.NewEncoder(h)
	for _, p := range ps {
		if err := to.Encode(p); err != nil {
			panic(err) // passages always marshal, as the shelf keeps them so
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// HeldOf is what is held of a document whose passages were put whole.
func HeldOf(ps []Passage) Held {
	held := Held{Sum: SumOf(ps), Embedded: true}
	for _, p := range ps {
		held.Embedded = held.Embedded && p.Vector != nil
	}
	return held
}
