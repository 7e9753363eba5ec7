package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"mime"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// A transcript is what the customer has seen of a conversation, for her to keep.
type transcript struct {
	conversation bot.Conversation
	entries      []bot.Entry
	language     string
	name         string // who answers on the site
	zone         *time.Location
	phrases      *bot.Phrases
}

// transcript sends the conversation as a file.
func (s *Server) transcript(w http.ResponseWriter, r *http.Request) {
	g, ok := s.granted(w, r)
	if !ok || !s.admit(w, &s.uploads, g.address) {
		return
	}
	q := r.URL.Query()
	format, known := formats[cmp.Or(q.Get("format"), "html")]
	if !known {
		channels.Problem{Status: http.StatusBadRequest, Detail: "format must be html, txt or json."}.Write(w)
		return
	}
	conversation, ok := s.located(w, r, g)
	if !ok {
		return
	}
	t, err := s.seenBy(r.Context(), g, conversation)
	if err != nil {
		s.broken(w, "read a transcript", g.address, err)
		return
	}
	t.zone = zoneOf(q.Get("zone"))
	var b bytes.Buffer
	if err := format.write(&b, t); err != nil {
		s.broken(w, "write a transcript", g.address, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", format.kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": t.say("web.filename") + format.extension}))
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(b.Bytes()) // an error here means that the client is gone
}

// zoneOf is a browser's time zone. Browsers that do not know theirs, or hide it, say things like "Etc/Unknown": a file that says
// that its times are UTC is worth more to her than none.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil || zone == time.Local {
		return time.UTC
	}
	return zone
}

// seenBy reads what the browser's customer sees.
func (s *Server) seenBy(ctx context.Context, g grant, conversation string) (transcript, error) {
	t := transcript{name: cmp.Or(s.sites[g.site].Look.Name, "Lotse"), phrases: s.Phrases}
	c, err := s.Read.Conversation(ctx, conversation)
	if err != nil && !errors.Is(err, bot.ErrNothing) {
		return t, err
	}
	entries, err := s.Read.Transcript(ctx, conversation, 0)
	if err != nil {
		return t, err
	}
	t.conversation, t.language = c, cmp.Or(c.Language, s.Phrases.Languages()[0])
	t.conversation.ID = conversation
	for _, e := range entries {
		if c.Shows(e) {
			t.entries = append(t.entries, e)
		}
	}
	return t, nil
}

func (t transcript) say(key string, args ...any) string {
	return t.phrases.Say(t.language, key, "", args...)
}

// who is how an entry's author is called.
func (t transcript) who(e bot.Entry) string {
	switch e.Author {
	case bot.ByCustomer:
		return t.say("web.you")
	case bot.ByAgent:
		return cmp.Or(e.Name, t.say("web.person"))
	case bot.BySystem:
		return t.say("web.notice")
	}
	return t.name
}

// elements are what an entry shows beside its text, a line each.
func (t transcript) elements(e bot.Entry) (lines []string) {
	for _, el := range e.Elements {
		switch {
		case el.Media != nil:
			lines = append(lines, t.media(el.Kind, *el.Media))
		case el.Place != nil:
			lines = append(lines, t.say("web.place")+": "+placeText(*el.Place))
		case el.Form != nil:
			lines = append(lines, t.say("web.form")+": "+cmp.Or(el.Form.Title, el.Form.Submit))
		}
		for _, c := range el.Cards {
			lines = append(lines, cardText(c))
		}
	}
	for i, c := range e.Citations {
		lines = append(lines, t.source(i+1, c))
	}
	return lines
}
