package capture

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// event is what happened beside talking; nil for what a script cannot repeat and the bot does not answer.
func (r *reader) event(e *bot.Event) move {
	switch e.Name {
	case bot.EventFeedback:
		return r.rating(e)
	case bot.EventLinked:
		return nil // the channel is a setting of the script
	case bot.EventEdited:
		var d bot.Edited
		if json.Unmarshal(e.Data, &d) != nil || d.Text == "" {
			return nil
		}
		return move{{"customer", r.masker.Mask(d.Text)}}
	case bot.EventDeleted, bot.EventLink, bot.EventUnlinked, bot.EventClosed, bot.EventOpened, bot.EventMoved:
		return nil
	}
	return move{{"event", strings.TrimSpace(e.Name + " " + string(r.data(e.Data)))}}
}

func (r *reader) rating(e *bot.Event) move {
	var f bot.Feedback
	if json.Unmarshal(e.Data, &f) != nil {
		return nil
	}
	judged := map[bool]string{true: "helpful", false: "unhelpful"}[f.Helpful]
	return move{{"rates", strings.TrimSpace(judged + " " + oneLine(r.masker.Mask(f.Text)))}}
}

// given are what actions answered in the turn.
func (r *reader) given(t *bot.Turn) (all []move) {
	for _, c := range chat.Calls(t) {
		answer := "fails"
		if c.Answer != nil {
			answer = string(r.data(c.Answer))
		}
		all = append(all, move{{"given", c.Action + " " + answer}})
	}
	return all
}

// data masks every text in JSON.
func (r *reader) data(raw json.RawMessage) []byte {
	var v any
	if len(raw) == 0 || json.Unmarshal(raw, &v) != nil {
		return nil
	}
	b, err := json.Marshal(r.masked(v))
	if err != nil {
		return fmt.Appendf(nil, "%q", err.Error())
	}
	return b
}

func (r *reader) masked(v any) any {
	switch v := v.(type) {
	case string:
		return r.masker.Mask(v)
	case []any:
		for i := range v {
			v[i] = r.masked(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = r.masked(v[k])
		}
	}
	return v
}
