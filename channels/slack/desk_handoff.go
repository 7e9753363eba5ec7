package slack

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A handoff is a thread of the agents' channel: from the moment somebody was asked for until nobody is needed any more.
type handoff struct {
	Key          string             `json:"key"` // what its root carries in its metadata
	Conversation string             `json:"conversation"`
	Root         string             `json:"root,omitempty"`    // Slack's ID of the root, which names the thread
	Trying       time.Time          `json:"trying,omitzero"`   // since when something may have been posted that is not known to have arrived
	Cursor       int64              `json:"cursor,omitempty"`  // last entry of the transcript that is shown
	Written      map[string]written `json:"written,omitempty"` // what agents wrote here, by Slack's ID
	Files        []bot.Media        `json:"files,omitempty"`   // still to be uploaded
	Shown        string             `json:"shown,omitempty"`   // what the root looks like now
	Called       string             `json:"called,omitempty"`  // agent who was last told that it is hers or his
	Agent        string             `json:"agent,omitempty"`   // who has the conversation: account
	Name         string             `json:"name,omitempty"`    // of whoever took it or was asked to
	Ending       Ending             `json:"ending,omitempty"`
	Result       string             `json:"result,omitempty"` // what was achieved
	Ended        time.Time          `json:"ended,omitzero"`

	rest time.Time // nothing is tried before
}

// written is what became of something an agent wrote.
type written struct {
	Seq  int64 `json:"seq"`
	Note bool  `json:"note,omitempty"`
}

// shown tells whether an entry was written in this very thread.
func (h *handoff) shown(seq int64) bool {
	for _, w := range h.Written {
		if w.Seq == seq {
			return true
		}
	}
	return false
}

func (h *handoff) over() bool { return !h.Ended.IsZero() }
