package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
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
