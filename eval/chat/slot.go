package chat

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// slot is "slot      order=12345": the value, as text, that a slot has in the flow in progress, in one that waits for it, or
// in the conversation. "slot order=..." wants any value, "slot order -" wants none.
type slot struct {
	name, value string
	empty       bool
}

func parseSlot(text string) (expectation, *bot.Fault) {
	if name, none := strings.CutSuffix(text, " "+nothing); none && !strings.Contains(name, "=") {
		return slot{name: strings.TrimSpace(name), empty: true}, nil
	}
	name, value, found := strings.Cut(text, "=")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !found || name == "" {
		return nil, fault("slot "+quoted(text)+" has no value", "write name=value, name=... for any value, or name - for none")
	}
	return slot{name: name, value: value}, nil
}

func (s slot) check(seen seen) (string, bool) {
	value, filled := find(seen.talk, s.name)
	switch {
	case !filled:
		return s.name + " " + nothing, s.empty
	case !s.empty && s.value == "...":
		return s.name + "=...", true
	}
	return s.name + "=" + value, !s.empty && s.value == value
}

// find looks for a slot from the flow in progress downwards, last in what the conversation keeps.
func find(c bot.Conversation, name string) (value string, filled bool) {
	for i := len(c.Frames) - 1; i >= 0; i-- {
		if s, there := c.Frames[i].Slots[name]; there {
			return Plain(s.Value), true
		}
	}
	s, there := c.Slots[name]
	return Plain(s.Value), there
}

// Plain writes a slot's value as a reader would: texts as they are, numbers without an exponent, what actions returned as JSON.
func Plain(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	b, err := json.Marshal(value)
	if err != nil {
		return "(" + err.Error() + ")"
	}
	return string(b)
}
