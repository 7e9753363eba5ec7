package slackfake

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// Say lets somebody say something in a channel, or in a thread of one, and returns its timestamp. In a channel the bot hears
// mentions twice: as a message and as a mention, under two IDs.
func (s *Slack) Say(ctx context.Context, user, channel, thread, text string, files ...*File) (ts string) {
	s.mu.Lock()
	p := &Post{Channel: channel, Thread: thread, User: user, Text: text, Files: files}
	s.put(p)
	s.mu.Unlock()
	event := map[string]any{
		"type": "message", "user": user, "text": text, "ts": p.TS, "event_ts": p.TS, "channel": channel, "team": Team, "channel_type": kindOf(channel),
	}
	if thread != "" {
		event["thread_ts"] = thread
	}
	if len(files) > 0 {
		event["subtype"], event["files"] = "file_share", files
	}
	s.Event(ctx, event)
	if kindOf(channel) == "channel" && strings.Contains(text, "<@"+BotUser+">") {
		event["type"] = "app_mention"
		delete(event, "channel_type")
		s.Event(ctx, event)
	}
	return p.TS
}

func kindOf(channel string) string {
	if strings.HasPrefix(channel, "D") {
		return "im"
	}
	return "channel"
}

// Edit lets somebody change what was said.
func (s *Slack) Edit(ctx context.Context, channel, ts, text string) {
	s.mu.Lock()
	p := s.find(channel, ts)
	before := *p
	p.Text = text
	now := s.stamp()
	after := *p
	s.mu.Unlock()
	s.Event(ctx, map[string]any{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": channel, "ts": now, "event_ts": now, "channel_type": kindOf(channel),
		"message": map[string]any{
			"type": "message", "user": after.User, "text": text, "ts": ts, "thread_ts": after.Thread, "edited": map[string]string{"user": after.User, "ts": now},
		},
		"previous_message": map[string]any{"type": "message", "user": before.User, "text": before.Text, "ts": ts, "thread_ts": before.Thread},
	})
}

// Delete lets somebody take back what was said.
func (s *Slack) Delete(ctx context.Context, channel, ts string) {
	s.mu.Lock()
	p := s.find(channel, ts)
	p.Deleted = true
	was, now := *p, s.stamp()
	s.mu.Unlock()
	s.Event(ctx, map[string]any{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": channel, "ts": now, "event_ts": now, "deleted_ts": ts, "channel_type": kindOf(channel),
		"previous_message": map[string]any{"type": "message", "user": was.User, "text": was.Text, "ts": ts, "thread_ts": was.Thread},
	})
}

// React lets somebody react to something with an emoji.
func (s *Slack) React(ctx context.Context, user, channel, ts, emoji string) {
	s.Event(ctx, map[string]any{
		"type": "reaction_added", "user": user, "reaction": emoji, "item": map[string]string{"type": "message", "channel": channel, "ts": ts}, "event_ts": ts,
	})
}

// Open lets somebody open a thread with the assistant, and returns where it is.
func (s *Slack) Open(ctx context.Context, user string) (channel, thread string) {
	channel = Direct(user)
	s.mu.Lock()
	thread = s.stamp()
	s.mu.Unlock()
	s.Event(ctx, map[string]any{
		"type": "assistant_thread_started", "event_ts": thread,
		"assistant_thread": map[string]any{"user_id": user, "channel_id": channel, "thread_ts": thread, "context": map[string]any{}},
	})
	return channel, thread
}

// Press lets somebody press the button, pick the option or the day of a post that shows the label. A day is picked as the date.
// It fails if nothing shows it.
func (s *Slack) Press(ctx context.Context, user string, p Post, label string) (status int, err error) {
	action := pressable(p.Blocks, label)
	if action == nil {
		return 0, fmt.Errorf("nothing in the post shows %q:\n%s", label, p.Shows())
	}
	s.mu.Lock()
	action["action_ts"] = s.stamp()
	trigger := s.number("trigger")
	s.mu.Unlock()
	container := map[string]any{"type": "message", "message_ts": p.TS, "channel_id": p.Channel, "is_ephemeral": p.To != ""}
	if p.Thread != "" {
		container["thread_ts"] = p.Thread
	}
	status, _ = s.Interact(ctx, map[string]any{
		"type": "block_actions", "user": map[string]string{"id": user, "name": user, "team_id": Team}, "api_app_id": "A0LOTSE", "token": "deprecated",
		"team": map[string]string{"id": Team, "domain": "lotse"}, "enterprise": nil, "is_enterprise_install": false, "container": container,
		"channel": map[string]string{"id": p.Channel}, "message": p, "trigger_id": trigger, "response_url": s.URL + "/response", "actions": []any{action},
	})
	return status, nil
}

// Submit lets somebody fill in a modal and send it. Values are given by the ID of their block, as a person enters them: of
// selects and radio buttons what the option shows.
func (s *Slack) Submit(ctx context.Context, user string, v View, values map[string]string) (status int, answer []byte) {
	shown := v.shown()
	state := map[string]any{}
	blocks, _ := shown["blocks"].([]any)
	for _, b := range blocks {
		block, _ := b.(map[string]any)
		element, ok := block["element"].(map[string]any)
		if !ok {
			continue
		}
		id, _ := block["block_id"].(string)
		action, _ := element["action_id"].(string)
		state[id] = map[string]any{action: entered(element, values[id])}
	}
	shown["state"] = map[string]any{"values": state}
	return s.Interact(ctx, map[string]any{
		"type": "view_submission", "team": map[string]string{"id": Team}, "user": map[string]string{"id": user, "team_id": Team}, "api_app_id": "A0LOTSE",
		"token": "deprecated", "trigger_id": v.ID + ".trigger", "view": shown, "response_urls": []any{}, "is_enterprise_install": false, "enterprise": nil,
	})
}

// entered is what an element of a modal holds.
func entered(element map[string]any, value string) map[string]any {
	kind, _ := element["type"].(string)
	state := map[string]any{"type": kind}
	switch kind {
	case "datepicker":
		state["selected_date"] = null(value)
	case "static_select", "radio_buttons":
		state["selected_option"] = nil
		options, _ := element["options"].([]any)
		for _, o := range options {
			if option, _ := o.(map[string]any); textOf(option["text"]) == value {
				state["selected_option"] = option
			}
		}
	default:
		state["value"] = null(value)
	}
	return state
}

func null(value string) any {
	if value == "" {
		return nil
	}
	return value
}

// pressable finds what shows a label, and gives the action that comes of it.
func pressable(blocks json.RawMessage, label string) map[string]any {
	var all []map[string]any
	if json.Unmarshal(blocks, &all) != nil {
		return nil
	}
	for _, b := range all {
		for _, block := range append([]any{b}, list(b["elements"])...) { // the cards of a carousel are blocks themselves
			inner, _ := block.(map[string]any)
			for _, e := range append(append(list(inner["elements"]), list(inner["actions"])...), inner["accessory"]) {
				if a := pressed(e, label); a != nil {
					a["block_id"] = inner["block_id"]
					return a
				}
			}
		}
	}
	return nil
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// pressed is the action of an element that shows a label.
func pressed(v any, label string) map[string]any {
	e, _ := v.(map[string]any)
	kind, _ := e["type"].(string)
	action := map[string]any{"type": kind, "action_id": e["action_id"]}
	switch kind {
	case "button":
		if textOf(e["text"]) == label {
			action["text"], action["value"] = e["text"], e["value"]
			return action
		}
	case "static_select":
		for _, o := range list(e["options"]) {
			if option, _ := o.(map[string]any); textOf(option["text"]) == label {
				action["selected_option"] = option
				return action
			}
		}
	case "datepicker":
		if len(label) == len("2006-01-02") && label[4] == '-' {
			action["selected_date"] = label
			return action
		}
	case "feedback_buttons":
		for _, side := range []string{"positive_button", "negative_button"} {
			if b, _ := e[side].(map[string]any); textOf(b["text"]) == label {
				action["text"], action["value"] = b["text"], b["value"]
				return action
			}
		}
	}
	return nil
}
