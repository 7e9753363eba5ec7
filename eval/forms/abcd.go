package forms

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// abcd reads the guidelines of ABCD (Chen et al. 2021): the sub-flow that a customer's case belongs to must be found by her first two
// utterances. Only three chats are at hand, so a figure says little.
func abcd(s *source) error {
	var guidelines map[string]struct {
		Subflows map[string]struct {
			Instructions []string
			Actions      []struct {
				Text    string
				Subtext []string
			}
		}
	}
	from, err := s.whole("guidelines.json", &guidelines)
	if err != nil {
		return err
	}
	for _, flow := range slices.Sorted(maps.Keys(guidelines)) {
		for _, name := range slices.Sorted(maps.Keys(guidelines[flow].Subflows)) {
			sub := guidelines[flow].Subflows[name]
			lines := slices.Clone(sub.Instructions)
			for _, a := range sub.Actions {
				lines = append(append(lines, a.Text), a.Subtext...)
			}
			document := map[string]any{"id": identifier(flow + " " + name), "lang": "en", "title": flow + ": " + name, "text": strings.Join(lines, "\n")}
			if err := s.add("documents.jsonl", from, document); err != nil {
				return err
			}
		}
	}
	return s.abcdChats()
}

// abcdSubflows are the guidelines that the sub-flows of the chats are described in, which name them in other words.
var abcdSubflows = map[string]string{
	"return_size":   "product_defect_return_due_to_size",
	"refund_status": "product_defect_refund_status",
	"timing_4":      "storewide_query_timing_faq",
}

func (s *source) abcdChats() error {
	var chats []struct {
		ID       int         `json:"convo_id"`
		Original [][2]string // who, what
		Scenario struct{ Flow, Subflow string }
	}
	from, err := s.whole("abcd_sample.json", &chats)
	if err != nil {
		return err
	}
	for _, c := range chats {
		var said []string
		for _, line := range c.Original {
			if line[0] == "customer" && len(said) < 2 {
				said = append(said, line[1])
			}
		}
		guideline := abcdSubflows[c.Scenario.Subflow]
		if guideline == "" {
			return fmt.Errorf("the chat %d is about %q, of which no guideline is known", c.ID, c.Scenario.Subflow)
		}
		row := map[string]any{
			"id": fmt.Sprint(c.ID), "lang": "en", "text": strings.Join(said, "\n"), "answerable": true,
			"relevant": []string{guideline},
		}
		if err := s.add("queries.jsonl", from, row); err != nil {
			return err
		}
	}
	return nil
}
