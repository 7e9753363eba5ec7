package channeltest

import (
	"encoding/json"
	"net/http"

	"github.com/lotse-bot/lotse/bot"
)

// edits checks that what a customer changes or takes back is reported, about the inbound that said it first.
func edits(t *trial) {
	if !applies(t, "edits and deletions", t.can.Edits, t.kit.Edit != nil || t.kit.Delete != nil) {
		return
	}
	t.taken("an utterance", t.kit.Say(t.said(1)))
	first := t.inbox.last()
	change := t.said(2)
	change.Of = 1
	occurs(t, bot.EventEdited, first, t.kit.Edit, change, change.Text)
	change.Number = 3
	occurs(t, bot.EventDeleted, first, t.kit.Delete, change, "")
}

// occurs checks what becomes of an edit or a deletion. There are platforms that tell of one of them only.
func occurs(t *trial, event string, first bot.Inbound, request func(Said) *http.Request, s Said, text string) {
	t.Helper()
	if request == nil {
		t.Logf("%s: the platform does not tell, says the kit", event)
		return
	}
	before := t.inbox.count()
	t.taken(event, request(s))
	t.taken(event+", redelivered", request(s))
	in := t.inbox.last()
	if t.inbox.count() != before+1 || in.Event == nil || in.Event.Name != event {
		t.Fatalf("%s: %d inbounds became of it, with event %+v", event, t.inbox.count()-before, in.Event)
	}
	var e bot.Edited
	if err := json.Unmarshal(in.Event.Data, &e); err != nil {
		t.Fatalf("%s: data: %v", event, err)
	}
	if e.Key != first.Key || e.Text != text || in.Key == first.Key || in.Conversation != first.Conversation {
		t.Errorf("%s: about the first inbound %t, with its text %t, under a key of its own %t, in the same conversation %t", event,
			e.Key == first.Key, e.Text == text, in.Key != first.Key, in.Conversation == first.Conversation)
	}
}

// unknown checks that new kinds of updates disturb nobody: the platform is told that they arrived, or it would repeat them for ever.
func unknown(t *trial) {
	t.taken("an update of a kind nobody knows", t.kit.Sign([]byte(t.kit.Unknown), t.now))
	if t.inbox.count() != 0 {
		t.Error("an update of a kind nobody knows was accepted as something")
	}
	t.taken("an utterance afterwards", t.kit.Say(t.said(1)))
	if t.inbox.count() != 1 {
		t.Error("the utterance after it was lost")
	}
}
