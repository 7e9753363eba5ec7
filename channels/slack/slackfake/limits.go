package slackfake

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Limits as docs.slack.dev/reference/block-kit has them; that of all blocks together is not documented, but enforced.
const (
	mostText   = 40000
	mostBlocks = 50
	mostAll    = 13200
)

// longest is how long a field of a kind of block or element may be, in characters.
var longest = map[string]map[string]int{
	"section":       {"text": 3000},
	"header":        {"text": 150},
	"image":         {"alt_text": 2000, "image_url": 3000},
	"button":        {"text": 75, "value": 2000, "url": 3000},
	"card":          {"title": 150, "subtitle": 150, "body": 200, "subtext": 200},
	"option":        {"text": 75, "value": 150},
	"static_select": {"placeholder": 150},
	"datepicker":    {"placeholder": 150},
	"mrkdwn":        {"text": 3000},
	"plain_text":    {"text": 3000},
}

// needed are fields without which Slack takes no block or element of a kind.
var needed = map[string][]string{
	"image": {"alt_text"}, "button": {"text"}, "header": {"text"}, "actions": {"elements"}, "context": {"elements"},
	"carousel": {"elements"}, "static_select": {"options"}, "input": {"label", "element"}, "feedback_buttons": {"positive_button", "negative_button"},
	"mrkdwn": {"text"}, "plain_text": {"text"},
}

// most is how many things a kind of block or element may hold.
var most = map[string]map[string]int{
	"actions": {"elements": 25}, "context": {"elements": 10}, "carousel": {"elements": 10}, "card": {"actions": 3},
	"static_select": {"options": 100}, "context_actions": {"elements": 5}, "section": {"fields": 10},
}

// within refuses what Slack would.
func within(text string, blocks json.RawMessage) error {
	if utf8.RuneCountInString(text) > mostText {
		return refusal("msg_too_long")
	}
	if len(blocks) == 0 {
		if text == "" {
			return refusal("no_text")
		}
		return nil
	}
	var all []any
	if json.Unmarshal(blocks, &all) != nil {
		return refusal("invalid_blocks_format")
	}
	if len(all) == 0 && text == "" {
		return refusal("no_text")
	}
	if len(all) > mostBlocks {
		return refusal("invalid_blocks")
	}
	if err := valid(all); err != nil {
		return err
	}
	if characters(all) > mostAll {
		return refusal("msg_blocks_too_long")
	}
	return nil
}

// valid checks blocks one by one, and that none has the ID of another.
func valid(all []any) error {
	seen := map[string]bool{}
	for _, b := range all {
		if err := fits(b, seen); err != nil {
			return err
		}
	}
	return nil
}

func fits(v any, seen map[string]bool) error {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			if err := fits(one, seen); err != nil {
				return err
			}
		}
	case map[string]any:
		return object(v, seen)
	}
	return nil
}

func object(o map[string]any, seen map[string]bool) error {
	kind, _ := o["type"].(string)
	if _, value := o["value"]; kind == "" && value {
		kind = "option"
	}
	for field, n := range longest[kind] {
		if utf8.RuneCountInString(textOf(o[field])) > n {
			return refusal("invalid_blocks")
		}
	}
	for _, field := range needed[kind] {
		if s, is := o[field].(string); o[field] == nil || is && s == "" {
			return refusal("invalid_blocks")
		}
	}
	for field, n := range most[kind] {
		if list, _ := o[field].([]any); len(list) > n {
			return refusal("invalid_blocks")
		}
	}
	for _, id := range []string{"block_id", "action_id"} {
		value, _ := o[id].(string)
		if len(value) > 255 || value != "" && seen[id+value] {
			return refusal("invalid_blocks")
		}
		seen[id+value] = true
	}
	for _, field := range o {
		if err := fits(field, seen); err != nil {
			return err
		}
	}
	return nil
}

// textOf is a string, or the text of a text object.
func textOf(v any) string {
	if o, ok := v.(map[string]any); ok {
		v = o["text"]
	}
	s, _ := v.(string)
	return s
}

// characters counts those of all texts.
func characters(v any) (n int) {
	switch v := v.(type) {
	case string:
		return utf8.RuneCountInString(v)
	case []any:
		for _, one := range v {
			n += characters(one)
		}
	case map[string]any:
		for key, one := range v {
			if key != "type" {
				n += characters(one)
			}
		}
	}
	return n
}

func number(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		return n
	}
	return otherwise
}

// view checks a modal: as many blocks as it may have, and a title that fits.
func view(raw json.RawMessage) error {
	var v struct {
		Title  any    `json:"title"`
		Submit any    `json:"submit"`
		Close  any    `json:"close"`
		Meta   string `json:"private_metadata"`
		Blocks []any  `json:"blocks"`
		Type   string `json:"type"`
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return refusal("invalid_arguments")
	}
	for _, text := range []any{v.Title, v.Submit, v.Close} {
		if utf8.RuneCountInString(textOf(text)) > 24 {
			return refusal("invalid_arguments")
		}
	}
	if len(v.Blocks) > 100 || len(v.Meta) > 3000 || v.Type == "modal" && textOf(v.Title) == "" {
		return refusal("invalid_arguments")
	}
	if err := valid(v.Blocks); err != nil {
		return fmt.Errorf("%w", refusal("invalid_arguments"))
	}
	return nil
}
