package dialogs

import (
	"path"

	"github.com/lotse-bot/lotse/bot"
)

// fileForm takes a picture or a file that the customer sends. Its value is {id, url, remote, name, type, size}: what there is
// of [bot.Media].
type fileForm struct{}

// megabyte is the unit of a file slot's max.
const megabyte = 1 << 20

func (fileForm) understand(s *Slot, h hearing) (any, bool) {
	for _, e := range h.elements {
		m := e.Media
		if m == nil || e.Kind != bot.ElementImage && e.Kind != bot.ElementFile || !s.accepts(e) {
			continue
		}
		if most := number(h.limit(&s.Max), 0); most > 0 && float64(m.Size) > most*megabyte {
			continue
		}
		return map[string]any{
			"id": m.ID, "url": m.URL, "remote": m.Remote, "name": m.Name, "type": m.Type, "size": float64(m.Size),
		}, true
	}
	return nil, false
}

// accepts is true of a file of one of the types that the slot takes: "image/png", "image/*". A platform that does not tell
// the type of pictures still tells that they are some.
func (s *Slot) accepts(e bot.Element) bool {
	kind := e.Media.Type
	if kind == "" && e.Kind == bot.ElementImage {
		kind = "image/*"
	}
	for _, w := range s.Accept {
		if ok, err := path.Match(w.Text, kind); ok && err == nil {
			return true
		}
	}
	return len(s.Accept) == 0
}

func (f fileForm) find(s *Slot, h hearing) (any, bool) { return f.understand(s, h) }

func (fileForm) show(_ *Slot, value any, sp speech) string {
	if m, ok := value.(map[string]any); ok {
		if name, ok := m["name"].(string); ok && name != "" {
			return name
		}
	}
	return sp.phrase("dialogs.file")
}
