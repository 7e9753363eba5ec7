// Package web is the channel of websites. It serves the widget that shops embed and the frame it runs in, starts
// conversations, accepts utterances, and streams transcripts to browsers over WebSocket or, where that is cut off, as
// server-sent events.
//
// Nothing is pushed and nothing is kept here: a stream reads the transcript from a cursor, and bells only say when to look.
// A browser that comes back names the last entry it has and gets what followed, once and in order.
package web
