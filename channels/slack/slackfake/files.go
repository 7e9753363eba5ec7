package slackfake

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
)

// A File is one that was shared, or is on its way.
type File struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Title   string `json:"title"`
	Type    string `json:"mimetype"`
	Size    int    `json:"size"`
	Alt     string `json:"alt_txt,omitempty"`
	Private string `json:"url_private,omitempty"`
	Load    string `json:"url_private_download,omitempty"`
	Content []byte `json:"-"`
}

// Upload puts a file there, as a person's app would before it is shared.
func (s *Slack) Upload(name, mediaType string, content []byte) *File {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := &File{ID: s.number("F"), Name: name, Title: name, Type: mediaType, Size: len(content), Content: content}
	s.files[f.ID] = f
	return f
}

// File gives one by its ID, or nil.
func (s *Slack) File(id string) *File {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files[id]
}

func (s *Slack) uploadURL(r request) (map[string]any, error) {
	f := &File{ID: s.number("F"), Name: r.is("filename"), Size: number(r.is("length"), 0), Alt: r.is("alt_txt")}
	if f.Name == "" || f.Size == 0 {
		return nil, refusal("invalid_arguments")
	}
	s.files[f.ID] = f
	return map[string]any{"upload_url": fmt.Sprintf("http://%s/upload/%s", r.Host, f.ID), "file_id": f.ID}, nil
}

// receive takes the content of a file.
func (s *Slack) receive(w http.ResponseWriter, r *http.Request) {
	f := s.File(path.Base(r.URL.Path))
	part, _, err := r.FormFile("file")
	if f == nil || err != nil {
		http.Error(w, "no file", http.StatusBadRequest)
		return
	}
	defer part.Close()
	content, err := io.ReadAll(part)
	if err != nil || len(content) != f.Size {
		http.Error(w, "another length was announced", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	f.Content = content
	s.mu.Unlock()
	_, _ = fmt.Fprintf(w, "OK - %d", len(content)) // an error here means that the app broke off
}

func (s *Slack) completeUpload(r request) (map[string]any, error) {
	var all []*File
	for _, id := range ids(r.is("files")) {
		f := s.files[id]
		if f == nil || f.Content == nil {
			return nil, refusal("file_not_found")
		}
		f.Title = f.Name
		all = append(all, f)
	}
	if r.is("channel_id") != "" {
		s.put(&Post{Channel: r.is("channel_id"), Thread: r.is("thread_ts"), User: BotUser, Bot: Bot, Text: r.is("initial_comment"), Files: all})
	}
	return map[string]any{"files": all}, nil
}

func (s *Slack) fileInfo(r request) (map[string]any, error) {
	f := s.files[r.is("file")]
	if f == nil {
		return nil, refusal("file_not_found")
	}
	known := *f
	known.Private = fmt.Sprintf("http://%s/files/%s", r.Host, f.ID)
	known.Load = known.Private
	return map[string]any{"file": known}, nil
}

// hand gives a file to whoever has a token; others are sent to the sign-in page, as Slack does.
func (s *Slack) hand(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	team := s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	f := s.files[path.Base(r.URL.Path)]
	s.mu.Unlock()
	switch {
	case f == nil:
		http.NotFound(w, r)
	case team == "":
		http.Redirect(w, r, "/?redir="+r.URL.Path, http.StatusFound)
	default:
		w.Header().Set("Content-Type", f.Type)
		_, _ = w.Write(f.Content) // an error here means that the app broke off
	}
}
