package bot

import (
	"encoding/json"
	"strings"
)

// formPayload is how the payload of a filled form begins; its ID, a question mark and the values as JSON follow.
const formPayload = "form:"

// FilledForm is the payload with which a channel sends back what a form was filled with, by field name.
func FilledForm(id string, values map[string]string) string {
	b, err := json.Marshal(values)
	if err != nil {
		panic(err) // strings always marshal
	}
	return formPayload + id + "?" + string(b)
}

// ReadForm takes such a payload apart; ok is false for any other.
func ReadForm(payload string) (id string, values map[string]string, ok bool) {
	rest, ok := strings.CutPrefix(payload, formPayload)
	if !ok {
		return "", nil, false
	}
	id, body, ok := strings.Cut(rest, "?")
	if !ok || json.Unmarshal([]byte(body), &values) != nil {
		return "", nil, false
	}
	return id, values, true
}
