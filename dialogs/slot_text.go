package dialogs

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/lang"
)

// longestText is how many letters a text slot takes if its max says nothing else.
const longestText = 1000

// textForm takes anything that was said.
type textForm struct{}

func (textForm) understand(s *Slot, h hearing) (any, bool) {
	text := strings.TrimSpace(h.text)
	n := float64(utf8.RuneCountInString(text))
	least, most := number(h.limit(&s.Min), 1), number(h.limit(&s.Max), longestText)
	return text, n >= least && n <= most
}

func (textForm) find(*Slot, hearing) (any, bool) { return nil, false }

func (textForm) show(_ *Slot, value any, sp speech) string { return showAny(value, sp.language) }

// number reads a limit.
func number(v any, otherwise float64) float64 {
	switch n := v.(type) {
	case int:
		return float64(n)
	case float64:
		return n
	}
	return otherwise
}

// showAny writes a value that has no form of its own.
func showAny(value any, language string) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return lang.FormatNumber(v, language)
	case int:
		return lang.FormatNumber(float64(v), language)
	case bool:
		return fmt.Sprint(v)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(text)
}
