package web

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Frame is one thing a stream tells a browser, over WebSocket and server-sent events alike.
type Frame struct {
	Kind    FrameKind  `json:"kind"`
	Entry   *bot.Entry `json:"entry,omitempty"`
	Text    string     `json:"text,omitempty"` // of a draft: all of it so far
	Name    string     `json:"name,omitempty"` // the agent who owns the conversation, or who types
	Owner   bot.Owner  `json:"owner,omitempty"`
	Promise *time.Time `json:"promise,omitempty"` // when a person will answer, if that was promised
	Epoch   int64      `json:"epoch,omitempty"`   // of an owner or a draft; drafts of an older one are withdrawn
	Seq     int64      `json:"seq,omitempty"`     // of ready: the last entry there is
}

// FrameKind is what a frame is about.
type FrameKind string

// The kinds of frames.
const (
	Entry  FrameKind = "entry"  // a line of the transcript, once and in order; entry.seq is the cursor to come back with
	Owner  FrameKind = "owner"  // who answers now
	Ready  FrameKind = "ready"  // the browser has everything up to here
	Draft  FrameKind = "draft"  // a reply that is being written; its entry, or an owner of a newer epoch, replaces it
	Typing FrameKind = "typing" // someone writes
)
