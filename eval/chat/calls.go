package chat

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// calls is `calls     order_status {"order": "123456"}`: the bot called the action, with these arguments among others; "-": it
// called none.
type calls struct {
	action string
	with   map[string]any
}

func parseCalls(text string) (expectation, *bot.Fault) {
	if text == nothing {
		return calls{}, nil
	}
	name, with, _ := strings.Cut(text, " ")
	c := calls{action: name}
	if name == "" {
		return nil, fault("calls names no action", `write its name, and after a blank its arguments as JSON; or - if none is called`)
	}
	if with = strings.TrimSpace(with); with != "" {
		if json.Unmarshal([]byte(with), &c.with) != nil {
			return nil, fault("the action's arguments are not a JSON object", straight(with, `write them like {"order": "123456"}, or leave them out`))
		}
	}
	return c, nil
}

func (c calls) check(s seen) (string, bool) {
	all := called(s.turns)
	if len(all) == 0 {
		return nothing, c.action == ""
	}
	got := all[0]
	for _, one := range all {
		switch {
		case one.action != c.action:
			continue
		case one.has(c.with):
			return one.String(), true
		}
		got = one
	}
	return got.String(), false
}

// called are the calls of actions in these turns.
func called(turns []*bot.Turn) (all []calls) {
	for _, t := range turns {
		for _, x := range t.Exchanges {
			var asked struct {
				Name string         `json:"name"`
				With map[string]any `json:"with"`
			}
			if x.Kind == "action" && json.Unmarshal(x.Asked, &asked) == nil {
				all = append(all, calls{asked.Name, asked.With})
			}
		}
	}
	return all
}

func (c calls) has(with map[string]any) bool {
	for name, want := range with {
		if got, there := c.with[name]; !there || !reflect.DeepEqual(got, want) {
			return false
		}
	}
	return true
}

// String writes the call as a script does.
func (c calls) String() string {
	if len(c.with) == 0 {
		return c.action
	}
	var with bytes.Buffer
	e := json.NewEncoder(&with)
	e.SetEscapeHTML(false)
	if err := e.Encode(c.with); err != nil {
		return c.action + " (" + err.Error() + ")"
	}
	return c.action + " " + strings.TrimSpace(with.String())
}
