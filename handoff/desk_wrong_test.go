package handoff_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

// A keeper keeps what it is given, or cannot.
type keeper struct {
	wrong []handoff.Wrong
	err   error
}

func (k *keeper) Keep(_ context.Context, w handoff.Wrong) (string, error) {
	k.wrong = append(k.wrong, w)
	return "captured-7.chat", k.err
}

// marks are the entries of a conversation that only agents see.
func (h *house) marks(conversation string) (all []string) {
	h.t.Helper()
	entries, err := h.store.Transcript(h.t.Context(), conversation, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, e := range entries {
		if e.Event == handoff.EventWrong || e.Event == handoff.EventKept || e.Event == handoff.EventNotKept {
			if !e.Note {
				h.t.Errorf("the customer sees %q", e.Event)
			}
			all = append(all, e.Event+": "+e.Text)
		}
	}
	return all
}

func TestAnAgentSaysThatAReplyWasWrong(t *testing.T) {
	h := newHouse(t)
	k := &keeper{}
	h.desk.Keeper = k
	h.customer("c", "Wie lange gilt die Garantie?")
	said := map[string]any{"key": "1", "seq": 2, "text": " Zwei Jahre. "}

	got := h.want(200, "Anna", "POST", "/desk/v1/conversations/c/wrong", said)
	if got["event"] != handoff.EventKept || got["text"] != "captured-7.chat" {
		t.Errorf("the desk is told %v", got)
	}
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/wrong", said) // the connection was lost, and it is sent again
	if diff := cmp.Diff([]string{"wrong: Zwei Jahre.", "kept: captured-7.chat"}, h.marks("c")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(handoff.Wrong{Conversation: "c", Entry: 2, Right: "Zwei Jahre.", Agent: "anna"}, k.wrong[0]); diff != "" {
		t.Error(diff)
	}
	if _, there := h.audited.Load("anna wrong c"); !there {
		t.Error("nobody can tell who said it")
	}
	if c, err := h.store.Conversation(t.Context(), "c"); err != nil || c.Owner != bot.OwnerBot {
		t.Errorf("the conversation has changed hands: %v %v", c.Owner, err)
	}
}

func TestOnlyAgentsCallWrongAndOnlyWhatTheBotSaid(t *testing.T) {
	h := newHouse(t)
	h.customer("c", "Wie lange gilt die Garantie?")
	wrong := func(seq int) map[string]any { return map[string]any{"key": "1", "seq": seq} }
	h.want(401, "", "POST", "/desk/v1/conversations/c/wrong", wrong(2))
	h.want(400, "Anna", "POST", "/desk/v1/conversations/c/wrong", wrong(1)) // the customer's words
	h.want(400, "Anna", "POST", "/desk/v1/conversations/c/wrong", wrong(99))
	h.want(400, "Anna", "POST", "/desk/v1/conversations/c/wrong", map[string]any{"seq": 2})
	h.want(404, "Anna", "POST", "/desk/v1/conversations/none/wrong", wrong(2))
	if got := h.marks("c"); got != nil {
		t.Errorf("%q is in the conversation", got)
	}
}

// What an agent says is saved, also where no test can be made of it.
func TestWhatCannotBeKeptIsSaidAllTheSame(t *testing.T) {
	for want, k := range map[string]handoff.Keeper{
		"not kept: the bot says something else today": &keeper{err: &handoff.NotKeptError{Reason: "the bot says something else today"}},
		"not kept: ": &keeper{err: errors.New("the disk is full")},
	} {
		h := newHouse(t)
		h.desk.Keeper = k
		h.customer("c", "Wie lange gilt die Garantie?")
		h.want(200, "Anna", "POST", "/desk/v1/conversations/c/wrong", map[string]any{"key": "1", "seq": 2})
		if diff := cmp.Diff([]string{"wrong: ", want}, h.marks("c")); diff != "" {
			t.Error(diff)
		}
	}
}
