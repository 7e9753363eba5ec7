package chat

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A Call is an action that was called, with its arguments.
type Call struct {
	Action string          `json:"name"`
	With   map[string]any  `json:"with"`
	Answer json.RawMessage `json:"-"` // as JSON; nil if it failed
}

// Calls are the actions that a turn called, in order.
func Calls(t *bot.Turn) (all []Call) {
	for _, x := range t.Exchanges {
		c := Call{Answer: x.Answer}
		if x.Kind == "action" && json.Unmarshal(x.Asked, &c) == nil {
			all = append(all, c)
		}
	}
	return all
}

// String writes the call as a script does.
func (c Call) String() string {
	if len(c.With) == 0 {
		return c.Action
	}
	var with bytes.Buffer
	e := json.NewEncoder(&with)
	e.SetEscapeHTML(false)
	if err := e.Encode(c.With); err != nil {
		return c.Action + " (" + err.Error() + ")"
	}
	return c.Action + " " + strings.TrimSpace(with.String())
}

func (c Call) has(with map[string]any) bool {
	for name, want := range with {
		if got, there := c.With[name]; !there || !reflect.DeepEqual(got, want) {
			return false
		}
	}
	return true
}

// calls is `calls     order_status {"order": "123456"}`: the bot called the action, with these arguments among others; "-": it
// called none.
type calls struct{ Call }

func parseCalls(text string) (expectation, *bot.Fault) {
	if text == nothing {
		return calls{}, nil
	}
	name, with, _ := strings.Cut(text, " ")
	c := Call{Action: name}
	if name == "" {
		return nil, fault("calls names no action", `write its name, and after a blank its arguments as JSON; or - if none is called`)
	}
	if with = strings.TrimSpace(with); with != "" {
		if json.Unmarshal([]byte(with), &c.With) != nil {
			return nil, fault("the action's arguments are not a JSON object", straight(with, `write them like {"order": "123456"}, or leave them out`))
		}
	}
	return calls{c}, nil
}

func (c calls) check(s seen) (string, bool) {
	var all []Call
	for _, t := range s.turns {
		all = append(all, Calls(t)...)
	}
	if len(all) == 0 {
		return nothing, c.Action == ""
	}
	got := all[0]
	for _, one := range all {
		switch {
		case one.Action != c.Action:
			continue
		case one.has(c.With):
			return one.String(), true
		}
		got = one
	}
	return got.String(), false
}
