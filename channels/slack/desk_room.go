package slack

import (
	"context"
	"encoding/json"
	"strings"

	slackapi "github.com/slack-go/slack"
)

// A roomEvent is what happens in the agents' channel, as far as the desk cares: something was written, changed, taken back or
// reacted on.
type roomEvent struct {
	roomText
	Channel  string    `json:"channel"`
	EventTS  string    `json:"event_ts"`
	Text     *roomText `json:"message"`          // what it was changed to
	Previous *roomText `json:"previous_message"` // what it was before
	Reaction string    `json:"reaction"`
	Item     struct {
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`
}

// A roomText is something written in the room.
type roomText struct {
	Subtype string            `json:"subtype"`
	User    string            `json:"user"`
	Bot     string            `json:"bot_id"`
	Body    string            `json:"text"`
	TS      string            `json:"ts"`
	Thread  string            `json:"thread_ts"`
	Blocks  []json.RawMessage `json:"blocks"`
	Files   []json.RawMessage `json:"files"`
}

// reply tells whether a person wrote it below a root.
func (t *roomText) reply() bool {
	return t.Bot == "" && t.User != "" && t.Thread != "" && t.Thread != t.TS
}

// event takes everything that happens in the agents' channel: nobody is a customer there.
func (d *Desk) event(ctx context.Context, e envelope) (taken bool, err error) {
	if d.Team != "" && e.Team != d.Team || e.Type != "message" && e.Type != "app_mention" && e.Type != "reaction_added" {
		return false, nil
	}
	var r roomEvent
	if json.Unmarshal(e.Event, &r) != nil || r.Channel != d.Room && r.Item.Channel != d.Room {
		return false, nil //nolint:nilerr // whoever takes it says what is wrong with it
	}
	if e.Type == "app_mention" {
		return true, nil // comes as a message, too
	}
	done, ok := d.understand(r)
	if !ok {
		return true, nil
	}
	return true, d.keep(ctx, done)
}

// understand makes a deed of what happened; ok is false if it is of no interest.
func (d *Desk) understand(r roomEvent) (done deed, ok bool) {
	switch r.Subtype {
	case "message_changed":
		if r.Text == nil || !r.Text.reply() || r.Previous != nil && r.Previous.Body == r.Text.Body {
			return done, false // Slack changes what it shows of links, too
		}
		return deed{Kind: deedChanged, TS: r.EventTS, Thread: r.Text.Thread, About: r.Text.TS, User: r.Text.User, Text: r.Text.markdown()}, true
	case "message_deleted":
		if r.Previous == nil || !r.Previous.reply() {
			return done, false
		}
		return deed{Kind: deedDeleted, TS: r.EventTS, Thread: r.Previous.Thread, About: r.Previous.TS, User: r.Previous.User}, true
	case "", "file_share", "thread_broadcast", "me_message":
	default:
		return done, false
	}
	if r.Reaction != "" {
		return deed{Kind: deedMarked, TS: r.EventTS, About: r.Item.TS, User: r.User}, noteMark(r.Reaction)
	}
	return deed{Kind: deedWrote, TS: r.TS, Thread: r.Thread, About: r.TS, User: r.User, Text: r.markdown(), Files: len(r.Files) > 0}, r.reply()
}

// noteMark tells the reactions that make a note of what was written.
func noteMark(reaction string) bool {
	name, _, _ := strings.Cut(reaction, "::")
	return name == noteReaction || name == "spiral_note_pad" || name == "notebook"
}

// keep saves a deed and has it done soon. The key follows from what happened, so that the same again is the same.
func (d *Desk) keep(ctx context.Context, done deed) error {
	if done.Key == "" {
		done.Key = strings.Join([]string{string(done.Kind), done.TS, done.About, done.User}, "/")
	}
	done.At = d.channel.Now()
	if err := d.inbox.keep(ctx, done); err != nil {
		return err
	}
	d.Bell.Ring(deskRing)
	d.rouse()
	return nil
}

// interaction takes presses of the desk's buttons, and its forms.
func (d *Desk) interaction(ctx context.Context, team string, in slackapi.InteractionCallback) (answer any, taken bool, err error) {
	switch in.Type {
	case slackapi.InteractionTypeBlockActions:
		for _, a := range in.ActionCallback.BlockActions {
			if strings.HasPrefix(a.ActionID, deskAction) {
				return nil, true, d.pressed(ctx, team, in, a)
			}
		}
	case slackapi.InteractionTypeViewSubmission:
		if strings.HasPrefix(in.View.CallbackID, deskAction) {
			return nil, true, d.submitted(ctx, team, in)
		}
	}
	return nil, false, nil
}
