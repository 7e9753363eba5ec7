package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"github.com/lotse-bot/lotse/bot"
)

// file sends a kept file to whoever has its address, or the token of its conversation.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	if s.Files == nil {
		http.NotFound(w, r)
		return
	}
	id := r.PathValue("id")
	signed := s.signedBy(r, fileName(id))
	var g grant
	if !signed {
		var ok bool
		if g, ok = s.granted(w, r); !ok {
			return
		}
	}
	m, conversation, content, err := s.Files.File(r.Context(), id)
	if err == nil && !signed {
		err = s.mayOpen(r.Context(), g, conversation)
	}
	if content != nil {
		defer content.Close()
	}
	if err != nil {
		s.missing(w, err)
		return
	}
	s.send(w, m, content)
}

// mayOpen is [bot.ErrNothing] if what is kept for a conversation is not this browser's.
func (s *Server) mayOpen(ctx context.Context, g grant, conversation string) error {
	if conversation == g.address {
		return nil
	}
	at, err := s.Locate(ctx, g.address)
	if err == nil && at != conversation {
		err = bot.ErrNothing
	}
	return err
}

func (s *Server) missing(w http.ResponseWriter, err error) {
	if errors.Is(err, bot.ErrNothing) {
		http.Error(w, "There is no such file here.", http.StatusNotFound)
		return
	}
	s.broken(w, "open a file", "", err)
}

// send sends a file. What is no picture is downloaded, whatever it says it is, and nothing in it may run.
func (s *Server) send(w http.ResponseWriter, m bot.Media, content io.Reader) {
	buffered := bufio.NewReaderSize(content, 32<<10)
	head, _ := buffered.Peek(sniffed) // what is wrong shows when it is copied
	h := w.Header()
	kind, shown := "application/octet-stream", "attachment"
	if known, ok := kindOf(m.Name, head); ok {
		kind = known
		if (bot.Media{Type: known}).Kind() == bot.ElementImage {
			shown = "inline"
		}
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(shown, map[string]string{"filename": harmless(m.Name)}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, max-age=3600, immutable")
	if m.Size > 0 {
		h.Set("Content-Length", fmt.Sprint(m.Size))
	}
	_, _ = io.Copy(w, buffered) // an error here means that the client is gone
}
