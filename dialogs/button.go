package dialogs

import (
	"encoding/json"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Button is a choice beside what is said. It starts a flow, fills a slot, opens a link, or just says its label.
type Button struct {
	Place source.Place     `yaml:",place"`
	Label Text             `yaml:"label"`
	URL   Text             `yaml:"url"`   // the link it opens
	Start source.Word      `yaml:"start"` // the flow it starts
	With  map[string]*Expr `yaml:"with"`  // slots of that flow which are filled
	Slot  source.Word      `yaml:"slot"`  // the slot of this flow that it answers
	Value Expr             `yaml:"value"` // with what; without it the label
}

func (b *Button) check(c *Check) {
	if b.Label.Empty() {
		c.Error(b.Place, "a choice has no label", "add label:")
	} else {
		c.Text(&b.Label)
	}
	does := 0
	for _, done := range []bool{!b.URL.Empty(), b.Start.Text != "", b.Slot.Text != ""} {
		if done {
			does++
		}
	}
	if does > 1 {
		c.Error(b.Place, "a choice does one thing, this one several", "keep one of url, start and slot")
	}
	if len(b.With) > 0 && b.Start.Text == "" || !b.Value.Empty() && b.Slot.Text == "" {
		c.Error(b.Place, "with belongs to start, and value to slot", "say what the choice starts or fills, or remove it")
	}
	c.url(&b.URL, "https", "http", "mailto", "tel")
	if b.Start.Text != "" {
		c.Flow(b.Start, b.With)
		c.Exprs(b.With)
	}
	if b.Slot.Text != "" {
		c.Declared(b.Slot)
	}
	if !b.Value.Empty() {
		c.Expr(&b.Value)
	}
}

// choice works it out; not ok if there is nothing to pick, such as a link whose address is empty.
func (b *Button) choice(sc *Scene) (choice bot.Choice, ok bool, err error) {
	if choice.Label, err = sc.Text(&b.Label); err != nil || choice.Label == "" {
		return choice, false, err
	}
	switch {
	case !b.URL.Empty():
		choice.URL, err = sc.url(&b.URL)
		return choice, choice.URL != "", err
	case b.Start.Text != "":
		with, err := sc.Evals(b.With)
		choice.Payload = startWith(b.Start.Text, with)
		return choice, err == nil, err
	case b.Slot.Text != "":
		value := any(choice.Label)
		if !b.Value.Empty() {
			if value, err = sc.Eval(&b.Value); err != nil {
				return choice, false, err
			}
		}
		choice.Payload = slotPayload(b.Slot.Text, plainly(value))
	}
	return choice, true, nil
}

func buttons(sc *Scene, all []Button) (choices []bot.Choice, err error) {
	for i := range all {
		c, ok, err := all[i].choice(sc)
		if err != nil {
			return nil, err
		}
		if ok {
			choices = append(choices, c)
		}
	}
	return choices, nil
}

// startWith is the payload that starts a flow with some of its slots filled: "start:register?{"serial":"AB123456"}".
func startWith(flow string, with map[string]any) string {
	told := map[string]string{}
	for name, v := range with {
		if v != nil {
			told[name] = plainly(v)
		}
	}
	if len(told) == 0 {
		return startPayload + flow
	}
	b, err := json.Marshal(told)
	if err != nil {
		panic(err) // strings always marshal
	}
	return startPayload + flow + "?" + string(b)
}

// readStart takes such a payload apart.
func readStart(payload string) (flow string, told map[string]string, ok bool) {
	rest, ok := strings.CutPrefix(payload, startPayload)
	if !ok {
		return "", nil, false
	}
	flow, body, with := strings.Cut(rest, "?")
	if with && json.Unmarshal([]byte(body), &told) != nil {
		return "", nil, false
	}
	return flow, told, true
}

// plainly writes a value as payloads and forms carry it: what [hearing.picked] reads.
func plainly(value any) string {
	switch v := value.(type) {
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case int:
		return written(float64(v))
	}
	return written(value)
}
