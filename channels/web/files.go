package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// sniffed is how much of a file tells what it is, see [http.DetectContentType].
const sniffed = 512

// upload keeps a file for an utterance to come.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	g, ok := s.granted(w, r)
	if !ok || !s.admit(w, &s.addresses, s.Options.Address(r)) || !s.admit(w, &s.uploads, g.address) {
		return
	}
	if s.Files == nil {
		channels.Problem{Status: http.StatusNotFound, Detail: "No files are taken here."}.Write(w)
		return
	}
	conversation, ok := s.located(w, r, g)
	if !ok {
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, s.Limits.File+64<<10) // the form around the file is small
	part, err := filePart(r)
	if err != nil {
		channels.Problem{Status: http.StatusBadRequest, Detail: "The body is not a form with a file in the part \"file\"."}.Write(w)
		return
	}
	m, err := s.keep(r, conversation, part)
	if err != nil {
		s.unkept(w, g, err)
		return
	}
	m.URL = s.fileURL(fileName(m.ID))
	answer(w, http.StatusCreated, m)
}

// filePart finds the file in a form.
func filePart(r *http.Request) (*multipart.Part, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		part, err := form.NextPart()
		if err != nil || part.FormName() == "file" {
			return part, err
		}
	}
}

var errKind = errors.New("this kind of file is not taken")

// keep saves a file if it is what its name says, and of a kind that is taken.
func (s *Server) keep(r *http.Request, conversation string, part *multipart.Part) (bot.Media, error) {
	content := bufio.NewReaderSize(part, sniffed)
	head, err := content.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return bot.Media{}, err
	}
	name := harmless(part.FileName())
	kind, ok := kindOf(name, head)
	if !ok {
		return bot.Media{}, errKind
	}
	return s.Files.Keep(r.Context(), conversation, bot.Media{Name: name, Type: kind}, content, s.Limits.File)
}

// unkept answers why a file was not kept.
func (s *Server) unkept(w http.ResponseWriter, g grant, err error) {
	_, tooBig := errors.AsType[*http.MaxBytesError](err)
	switch {
	case errors.Is(err, errKind):
		channels.Problem{Status: http.StatusUnsupportedMediaType, Detail: "This is not a kind of file that is taken: " + accepted() + "."}.Write(w)
	case tooBig || errors.Is(err, bot.ErrTooLarge):
		channels.Problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("The file is larger than %d bytes.", s.Limits.File)}.Write(w)
	case errors.Is(err, io.ErrUnexpectedEOF):
		channels.Problem{Status: http.StatusBadRequest, Detail: "The file ended before it was complete; send it again."}.Write(w)
	default:
		s.broken(w, "keep a file", g.address, err)
	}
}

// harmless is a file's name without a path, line breaks or signs that turn the direction of reading (they make exe.txt of
// txt.exe), and not too long.
func harmless(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x200e && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfffd {
			return -1
		}
		return r
	}, name)
	if extension := path.Ext(name); len(name) > 120 && len(extension) <= 10 {
		name = strings.ToValidUTF8(name[:120-len(extension)], "") + extension
	}
	if name == "" || name == "." || name == "/" {
		return "file"
	}
	return name
}

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
		if shownAs(bot.Media{Type: known}) == bot.ElementImage {
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
