package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// placeholder is what the frame page holds where a site's look belongs.
const placeholder = `content="{}"`

// An asset is a built file, ready to be sent.
type asset struct {
	kind  string // its media type
	plain []byte
	small []byte // gzipped; empty if that gains nothing
	tag   string
}

// routePages serves the loader, the frame page of each site, and what that loads.
func (s *Server) routePages() error {
	loader, err := load(s.Pages, "w.js")
	if err != nil {
		return err
	}
	s.routes.HandleFunc("GET /w.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin") // it is made to be embedded
		loader.serve(w, r)
	})
	names, err := fs.Glob(s.Pages, "web/*")
	if err != nil {
		return err
	}
	for _, name := range names {
		a, err := load(s.Pages, name)
		if err != nil {
			return err
		}
		if path.Base(name) == "index.html" {
			s.routes.HandleFunc("GET /web/{$}", s.frame(a))
			s.routes.HandleFunc("GET /chat", s.hosted(a))
			s.routes.HandleFunc("GET /chat/{site}", s.hosted(a))
			continue
		}
		s.routes.HandleFunc("GET /"+name, a.serve)
	}
	return nil
}

// A dress is what the page is told about where it is shown: the site's look, and what the channel takes.
type dress struct {
	Look
	Site     string `json:"site,omitempty"`
	Hosted   bool   `json:"hosted,omitempty"`   // it is a page of its own
	Upload   int64  `json:"upload,omitempty"`   // largest file that is taken, in bytes; 0 takes none
	Types    string `json:"types,omitempty"`    // what files are taken, as an input's accept
	Identify bool   `json:"identify,omitempty"` // the website can say who the customer is
}

func (s *Server) dress(site Site, hosted bool) dress {
	d := dress{Look: site.Look, Site: site.Name, Hosted: hosted, Identify: len(site.Identity) > 0}
	if s.Files != nil {
		d.Upload, d.Types = s.Limits.File, accepted()
	}
	return d
}

// frame serves the page the widget lives in, dressed for the site that embeds it.
func (s *Server) frame(page asset) http.HandlerFunc {
	dressed := map[string]asset{}
	for name, site := range s.sites {
		dressed[name] = s.dressed(page, site, false, "")
	}
	return func(w http.ResponseWriter, r *http.Request) {
		s.show(w, r, dressed, r.URL.Query().Get("site"), false)
	}
}

// hosted serves the same page as one of its own: /chat is that of the first site, /chat/{site} that of each.
func (s *Server) hosted(page asset) http.HandlerFunc {
	dressed := map[string]asset{}
	for name, site := range s.sites {
		dressed[name] = s.dressed(page, site, true, "../web/")
	}
	first := s.Sites[0]
	own := map[string]asset{first.Name: s.dressed(page, first, true, "web/")}
	return func(w http.ResponseWriter, r *http.Request) {
		if site := r.PathValue("site"); site != "" {
			s.show(w, r, dressed, site, true)
			return
		}
		s.show(w, r, own, first.Name, true)
	}
}

// dressed writes the dress into the page, and its base if it is shown elsewhere.
func (s *Server) dressed(page asset, site Site, hosted bool, base string) asset {
	b, err := json.Marshal(s.dress(site, hosted))
	if err != nil {
		panic(err) // strings and maps of strings always marshal
	}
	text := strings.Replace(string(page.plain), placeholder, `content="`+html.EscapeString(string(b))+`"`, 1)
	if base != "" {
		text = strings.Replace(text, "<head>", `<head><base href="`+base+`" />`, 1)
	}
	return prepare("index.html", []byte(text))
}

func (s *Server) show(w http.ResponseWriter, r *http.Request, dressed map[string]asset, site string, hosted bool) {
	a, known := dressed[site]
	if !known {
		http.Error(w, "There is no such site here.", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", s.sites[site].policy(hosted))
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera=(), geolocation=(self), microphone=()")
	a.serve(w, r)
}

func load(pages fs.FS, name string) (asset, error) {
	data, err := fs.ReadFile(pages, name)
	if err != nil {
		return asset{}, fmt.Errorf("web channel: read the built page %s: %w; run npm run build in pages", name, err)
	}
	return prepare(name, data), nil
}

func prepare(name string, data []byte) asset {
	sum := sha256.Sum256(data)
	a := asset{kind: mime.TypeByExtension(path.Ext(name)), plain: data, tag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a valid one
	_, _ = z.Write(data)
	_ = z.Close()
	if b.Len() < len(data) {
		a.small = b.Bytes()
	}
	return a
}

// serve sends the asset. Names carry no hashes, so browsers ask each time and mostly hear 304.
func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", a.tag)
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("If-None-Match"), a.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.plain
	if len(a.small) > 0 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = a.small
	}
	_, _ = w.Write(body) // an error here means that the client is gone
}
