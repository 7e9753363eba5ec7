package web

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Frame is one thing a stream tells a browser, over WebSocket and server-sent events alike.
type Frame struct {
	Kind         FrameKind  `json:"kind"`
	Entry        *bot.Entry `json:"entry,omitempty"`
	Text         string     `json:"text,omitempty"` // of a draft: all of it so far
	Name         string     `json:"name,omitempty"` // the agent who owns the conversation, or who types
	Owner        bot.Owner  `json:"owner,omitempty"`
	Promise      *time.Time `json:"promise,omitempty"`  // when a person will answer, if that was promised
	Epoch        int64      `json:"epoch,omitempty"`    // of an owner or a draft; drafts of an older one are withdrawn
	Language     string     `json:"language,omitempty"` // of a manner
	Plain        bool       `json:"plain,omitempty"`    // of a manner: in plain language
	Seq          int64      `json:"seq,omitempty"`      // of ready: the last entry there is; of read: the last that was seen; of a draft: the last before it
	Conversation string     `json:"conversation,omitempty"`
}

// FrameKind is what a frame is about.
type FrameKind string

// The kinds of frames.
const (
	Entry  FrameKind = "entry"  // a line of the transcript, once and in order; entry.seq is the cursor to come back with
	Owner  FrameKind = "owner"  // who answers now
	Manner FrameKind = "manner" // how the bot speaks: its language, and whether it is plain
	Ready  FrameKind = "ready"  // the browser has everything up to here
	Draft  FrameKind = "draft"  // a reply that is being written; a newer entry, or an owner of a newer epoch, replaces it
	Typing FrameKind = "typing" // someone writes
	Moved  FrameKind = "moved"  // the browser goes on in another conversation, from its first entry
	Read   FrameKind = "read"   // from the browser: the customer has seen everything up to here
)
