package handoff

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// errGone is answered for a file that is not, or no longer, to be had.
var errGone = errors.New("the file is not there any more")

// Attached are files as elements of a reply: pictures are shown, others offered.
func Attached(files []bot.Media) (all []bot.Element) {
	for _, m := range files {
		all = append(all, bot.Element{Kind: m.Kind(), Media: &bot.Media{ID: m.ID, Name: m.Name, Type: m.Type, Size: m.Size, Alt: m.Alt}})
	}
	return all
}

// file serves one that is kept here.
func (d *Desk) file(w http.ResponseWriter, r *http.Request, _ Agent) error {
	m, _, content, err := d.Files.File(r.Context(), r.PathValue("id"))
	if errors.Is(err, bot.ErrNothing) {
		return errGone
	}
	if err != nil {
		return err
	}
	return send(w, m, content)
}

// media serves what a platform still has: it is fetched when an agent looks at it, not before.
func (d *Desk) media(w http.ResponseWriter, r *http.Request, _ Agent) error {
	ctx := r.Context()
	m, err := d.remote(ctx, r.PathValue("id"), r.PathValue("seq"), r.PathValue("n"))
	if err != nil {
		return err
	}
	content, err := d.Fetch(ctx, m.Channel, m, d.MaxFile)
	if err != nil {
		d.Log.Warn("fetch a file", "conversation", r.PathValue("id"), "channel", m.Channel, "error", err)
		return errGone
	}
	return send(w, m, content)
}

// remote finds the nth element of an entry, a file that a platform has.
func (d *Desk) remote(ctx context.Context, id, seq, n string) (m bot.Media, err error) {
	after, err1 := strconv.ParseInt(seq, 10, 64)
	i, err2 := strconv.Atoi(n)
	if err1 != nil || err2 != nil {
		return m, errGone
	}
	entries, err := d.Reader.Transcript(ctx, id, after-1)
	if err != nil {
		return m, err
	}
	if len(entries) == 0 || entries[0].Seq != after || i < 0 || i >= len(entries[0].Elements) {
		return m, errGone
	}
	found := entries[0].Elements[i].Media
	if found == nil || found.Remote == "" {
		return m, errGone
	}
	return *found, nil
}

// send answers with a file. What is no picture is downloaded: nothing a customer sent runs in the desk.
func send(w http.ResponseWriter, m bot.Media, content io.ReadCloser) error {
	defer func() { _ = content.Close() }()
	how, kind := "attachment", "application/octet-stream"
	if m.Kind() == bot.ElementImage {
		how, kind = "inline", m.Type
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": path.Base("/" + m.Name)}))
	_, _ = io.Copy(w, content) // nothing can be done for a client that left
	return nil
}

// attach keeps a file that the agent is about to send.
func (d *Desk) attach(w http.ResponseWriter, r *http.Request, _ Agent) error {
	part, head, err := r.FormFile("file")
	if err != nil {
		return errBody
	}
	defer func() { _ = part.Close() }()
	start := make([]byte, 512)
	n, _ := io.ReadFull(part, start)
	if _, err := part.Seek(0, io.SeekStart); err != nil {
		return err
	}
	m := bot.Media{Name: path.Base("/" + head.Filename), Type: sniff(start[:n]), Alt: r.FormValue("alt")}
	if m, err = d.Files.Keep(r.Context(), r.PathValue("id"), m, part, d.MaxFile); err != nil {
		return err
	}
	return answer(w, m)
}

// sniff says what a file is by what is in it, not by what it is called.
func sniff(start []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(start), ";")
	return kind
}
