package channeltest

import (
	"net/http"
	"strings"
)

// oddities posts what no platform would, with genuine signatures. Whatever it is, nothing is accepted and the adapter goes on.
// Where a platform repeats for ever what is not answered with 200, that is the right answer to what nobody can read.
func oddities(t *trial) {
	for name, body := range map[string]string{
		"32 MB":               `{"text":"` + strings.Repeat("x", 32<<20) + `"}`,
		"no JSON":             `{"`,
		"nothing":             ``,
		"a list":              `[1,2,3]`,
		"no text encoding":    "{\"text\":\"\xff\xfe\"",
		"words as numbers":    strings.Repeat("9", 400),
		"100,000 deep lists":  strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"100,000 deep fields": strings.Repeat(`{"event":`, 100_000) + "1" + strings.Repeat("}", 100_000),
	} {
		harmless(t, name, t.kit.Sign([]byte(body), t.now))
	}
	t.refused("another media type", changed(t.kit.Say(t.said(1)), "Content-Type", "text/csv"))
	t.refused("no media type", changed(t.kit.Say(t.said(1)), "Content-Type", ""))
	get := t.kit.Say(t.said(1))
	get.Method, get.Body, get.ContentLength = http.MethodGet, http.NoBody, 0
	t.refused("GET", get)
	t.taken("an utterance afterwards", t.kit.Say(t.said(1)))
	if t.inbox.count() != 1 {
		t.Error("the utterance after it was lost")
	}
}

func harmless(t *trial, what string, r *http.Request) {
	t.Helper()
	kept, calls := t.inbox.count(), t.wire.count()
	if w := t.post(r); w.Code >= 500 {
		t.Errorf("%s: answered %d, as if the adapter were broken", what, w.Code)
	}
	if t.inbox.count() != kept || t.wire.count() != calls {
		t.Errorf("%s: something was accepted or sent", what)
	}
}
