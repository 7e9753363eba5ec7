package builtin

import (
	_ "embed"
	"strings"
)

// weights are made by the program convert. They are used where the linker put them, so that pages nobody needs are never
// read from disk.
//
//go:embed weights.bin
var weights string

// weightsSum is the SHA-256 of weights, in hex; a test compares the two.
//
//go:embed weights.sha256
var weightsSum string

// weightsHash is the part of the sum that names the vectors.
func weightsHash() string { return strings.TrimSpace(weightsSum)[:12] }
