package discreet

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/lang/private"
	"github.com/lotse-bot/lotse/llm"
)

// A Model implements llm.Model with another one, which sees placeholders such as ⟨email 4711⟩.
type Model struct {
	Model  llm.Model
	Finder *private.Finder
	Key    []byte // secret; the same key gives the same placeholders
}

// Complete masks all that was said, and restores the answer piece by piece. Instructions hold nobody's words, see
// [llm.Request]; they are not looked through, but hold nothing either that was found elsewhere.
func (m Model) Complete(ctx context.Context, req llm.Request, each func(delta string) error) (llm.Response, error) {
	masker := private.NewSealed(m.Finder, m.Key)
	masked := req
	masked.Said = make([]llm.Said, len(req.Said))
	for i, s := range req.Said {
		masked.Said[i] = llm.Said{Role: s.Role, Text: masker.Mask(s.Text)}
	}
	masked.System = masker.Known(req.System)
	for i, s := range masked.Said { // what was recognised in a later text is masked in those before it, too
		masked.Said[i].Text = masker.Known(s.Text)
	}
	back := &restorer{masker: masker, each: each}
	response, err := m.Model.Complete(ctx, masked, back.hear)
	if err == nil {
		err = back.end()
	}
	response.Text = masker.Restore(response.Text)
	return response, err
}

// A restorer puts originals back into an answer that arrives in pieces.
type restorer struct {
	masker *private.Masker
	each   func(string) error
	held   string // may be the beginning of a placeholder
}

// longestPlaceholder bounds how much is held back, in bytes: what is longer is none.
const longestPlaceholder = 48

func (r *restorer) hear(delta string) error {
	if r.each == nil {
		return nil
	}
	r.held += delta
	ready := len(r.held)
	if open := strings.LastIndex(r.held, "⟨"); open >= 0 && !strings.Contains(r.held[open:], "⟩") && len(r.held)-open < longestPlaceholder {
		ready = open
	}
	return r.say(ready)
}

func (r *restorer) end() error {
	if r.each == nil {
		return nil
	}
	return r.say(len(r.held))
}

func (r *restorer) say(ready int) error {
	piece := r.masker.Restore(r.held[:ready])
	r.held = r.held[ready:]
	if piece == "" {
		return nil
	}
	return r.each(piece)
}
