package encoder

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
)

const (
	space       = "▁" // what stands for a space in sentence pieces
	unknown     = 0
	unknownCost = 20 // of a character that is in no piece, in log probability
	reservedIDs = 6  // never found in text
)

// pieces cuts text into sentence pieces by a unigram model (Kudo, 2018, arXiv:1804.10959): of all ways the most probable.
type pieces struct {
	id      map[string]int
	score   []float32 // log probability
	longest int       // of the longest piece, in bytes
}

func loadPieces(f asset.File) (*pieces, error) {
	text, err := f.Section("use.pieces", -1)
	if err != nil {
		return nil, err
	}
	list := strings.Split(text, "\n")
	p := &pieces{id: make(map[string]int, len(list))}
	if p.score, err = f.Floats("use.pieces.s", len(list)); err != nil {
		return nil, err
	}
	for i, piece := range list[reservedIDs:] {
		p.id[piece] = i + reservedIDs
		p.longest = max(p.longest, len(piece))
	}
	return p, nil
}

// step is the best way to reach a place in the text.
type step struct {
	score   float64
	id      int32
	size    int32 // of the last piece, in bytes
	reached bool
}

// encode gives the IDs of the pieces of a text, several unknown ones in a row as one.
func (p *pieces) encode(text string) []int {
	text = norm.NFKC.String(text)
	if text == "" {
		return nil
	}
	text = space + strings.ReplaceAll(text, " ", space)
	steps := make([]step, len(text)+1)
	steps[0].reached = true
	for at := 0; at < len(text); {
		_, width := utf8.DecodeRuneInString(text[at:])
		if steps[at].reached {
			p.advance(steps, text, at, width)
		}
		at += width
	}
	return path(steps)
}

// advance goes on from a place by every piece that begins there.
func (p *pieces) advance(steps []step, text string, at, width int) {
	from, found := steps[at].score, false
	for size := width; size <= p.longest && at+size <= len(text); size++ {
		if at+size < len(text) && !utf8.RuneStart(text[at+size]) {
			continue
		}
		id, ok := p.id[text[at:at+size]]
		if !ok {
			continue
		}
		found = true
		to := &steps[at+size]
		if score := from + float64(p.score[id]); !to.reached || score >= to.score {
			*to = step{score: score, id: int32(id), size: int32(size), reached: true}
		}
	}
	next := &steps[at+width]
	if score := from - unknownCost; (!found || !next.reached) && (!next.reached || score > next.score) {
		*next = step{score: score, id: unknown, size: int32(width), reached: true}
	}
}

func path(steps []step) []int {
	var ids []int
	for at := len(steps) - 1; at > 0; at -= int(steps[at].size) {
		id := int(steps[at].id)
		if id != unknown || len(ids) == 0 || ids[len(ids)-1] != unknown {
			ids = append(ids, id)
		}
	}
	slices.Reverse(ids)
	return ids
}
