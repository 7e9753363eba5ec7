package encoder

// Pieces are the IDs that a text is cut into.
func Pieces(e *Encoder, text string) []int { return e.pieces.encode(text) }
