package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// shownFor is how long the address of a file is good, at least.
const shownFor = time.Hour

// filesPath is below what files are.
const filesPath = "/web/v1/files/"

// fileName names a kept file in addresses.
func fileName(id string) string { return url.PathEscape(id) }

// remoteName names what a platform still has: the nth media of an entry.
func remoteName(conversation string, seq int64, n int) string {
	return fmt.Sprintf("%s/%d/%d", url.PathEscape(conversation), seq, n)
}

// fileURL signs where a file is found. All addresses of one hour are the same, so that browsers know what they have already.
func (s *Server) fileURL(name string) string {
	until := s.Now().Truncate(shownFor).Add(2 * shownFor).Unix()
	return fmt.Sprintf("%s%s?until=%d&sig=%s", filesPath, name, until, s.signature(name, until))
}

func (s *Server) signature(name string, until int64) string {
	h := hmac.New(sha256.New, s.Secret)
	fmt.Fprintf(h, "lotse web file v1\n%s\n%d", name, until)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// signedBy tells whether a request came by an address that was signed here, and is not too old.
func (s *Server) signedBy(r *http.Request, name string) bool {
	q := r.URL.Query()
	until, err := strconv.ParseInt(q.Get("until"), 10, 64)
	return err == nil && hmac.Equal([]byte(q.Get("sig")), []byte(s.signature(name, until))) && s.Now().Unix() <= until
}

// present makes of an entry what the browsers of a place see: media have addresses that open there, and keys are their own.
func (s *Server) present(p place, conversation string, e bot.Entry) bot.Entry {
	e.Key, _ = strings.CutPrefix(e.Key, p.address+"/")
	if strings.Contains(e.Key, "/") {
		e.Key = "" // another route's
	}
	n := 0
	show := func(m *bot.Media) (shown bool) {
		n++
		return s.open(p, m, remoteName(conversation, e.Seq, n-1))
	}
	e.Elements = slices.Clone(e.Elements)
	for i := range e.Elements {
		presentElement(&e.Elements[i], show)
	}
	return e
}

// presentElement gives the element's media their addresses; a picture that cannot be shown becomes a link.
func presentElement(e *bot.Element, show func(*bot.Media) bool) {
	if e.Media != nil {
		m := *e.Media
		if !show(&m) {
			e.Kind = bot.ElementFile
		}
		e.Media = &m
	}
	e.Cards = slices.Clone(e.Cards)
	for i := range e.Cards {
		if picture := e.Cards[i].Image; picture != nil {
			m := *picture
			e.Cards[i].Image = &m
			if !show(&m) {
				e.Cards[i].Image = nil
			}
		}
	}
}

// open gives media the address at which a browser finds them. Shown is false if the site's frame may not show them in place.
func (s *Server) open(p place, m *bot.Media, remote string) (shown bool) {
	switch {
	case m.ID != "":
		m.URL = s.fileURL(fileName(m.ID))
	case m.Remote != "":
		m.Remote = ""
		if m.URL = ""; s.Fetch != nil {
			m.URL = s.fileURL(remote)
		}
	default:
		return s.sites[p.site].shows(m.URL)
	}
	return m.URL != ""
}
