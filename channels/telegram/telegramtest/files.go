package telegramtest

import (
	"fmt"
	"net/http"
	"strings"
)

// A file is one that somebody sent.
type file struct {
	name    string
	content []byte
}

// keep makes a file known and returns its ID.
func (s *Server) keep(f *file) string {
	id := fmt.Sprintf("AgACAgIAA-file-%d", len(s.files)+1)
	s.files[id] = f
	return id
}

// sentFile is what the bot sends: with the request, from the web, or known already.
func (s *Server) sentFile(p params, name, reference string, most int) (*file, *problem) {
	if f := p.files[name]; f != nil {
		if len(f.content) > most {
			return nil, &problem{code: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
		}
		return f, nil
	}
	if f := s.files[reference]; f != nil {
		return f, nil
	}
	if strings.HasPrefix(reference, "http") && !strings.Contains(reference, "missing") {
		return &file{name: reference}, nil
	}
	if strings.HasPrefix(reference, "http") {
		return nil, bad("failed to get HTTP URL content")
	}
	return nil, bad("wrong file identifier/HTTP URL specified")
}

func (s *Server) getFile(p params) (any, *problem) {
	id := p.values["file_id"]
	f := s.files[id]
	switch {
	case f == nil:
		return nil, bad("invalid file_id")
	case len(f.content) > 20<<20:
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": id, "file_unique_id": id, "file_size": len(f.content), "file_path": "files/" + id}, nil
}

func (s *Server) serveFile(w http.ResponseWriter, path string) {
	s.mu.Lock()
	f := s.files[strings.TrimPrefix(path, "files/")]
	s.mu.Unlock()
	if f == nil {
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	_, _ = w.Write(f.content) // an error means that the bot is gone
}
