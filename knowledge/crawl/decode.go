package crawl

import (
	"bytes"
	"mime"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/knowledge/charset"
)

// decode turns the text of a page into UTF-8, whatever it is written in. What reads as UTF-8 is UTF-8, whatever page and server
// say: nothing else happens to.
func decode(body []byte, contentType string) ([]byte, error) {
	if utf8.Valid(body) && bytes.IndexByte(body, 0) < 0 {
		return bytes.TrimPrefix(body, []byte("\ufeff")), nil
	}
	return charset.HTML(body, contentType)
}

// media is a content type without its parameters; that of bytes whose server does not say is guessed from their beginning.
func media(contentType string, body []byte) string {
	if m, _, err := mime.ParseMediaType(contentType); err == nil {
		return m
	}
	if contentType == "" && bytes.Contains(bytes.ToLower(body[:min(len(body), 1024)]), []byte("<html")) {
		return "text/html"
	}
	return "application/octet-stream"
}

// isHTML tells of a media type that it is a page's.
func isHTML(media string) bool { return media == "text/html" || media == "application/xhtml+xml" }
