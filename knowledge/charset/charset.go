// Package charset turns text of other times into UTF-8, or says that it cannot.
package charset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// ErrUnknown is text that is not UTF-8, names no other encoding, and reads in no other either.
var ErrUnknown = errors.New("is not UTF-8")

// Text gives a text in UTF-8. It is UTF-8 or UTF-16 if its byte order mark says so, UTF-8 if it can be, and Windows-1252 (with
// ISO-8859-1 in it) if all its signs are those of German and English.
func Text(data []byte) ([]byte, error) {
	if marked(data) {
		return decode(data, utf.BOMOverride(encoding.Nop.NewDecoder()))
	}
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		return nil, ErrUnknown
	case utf8.Valid(data):
		return data, nil
	}
	text, err := decode(data, charmap.Windows1252.NewDecoder())
	if err != nil || !western(string(text)) {
		return nil, ErrUnknown
	}
	return text, nil
}

// HTML gives a page in UTF-8, from the encoding that its byte order mark, its media type ("text/html; charset=iso-8859-15") or
// itself names.
func HTML(data []byte, mediaType string) ([]byte, error) {
	named, name, certain := charset.DetermineEncoding(data, mediaType)
	itself := bytes.Contains(bytes.ToLower(data[:min(len(data), 1024)]), []byte("charset"))
	if name == "utf-8" || !certain && !itself {
		return Text(data)
	}
	return decode(data, named.NewDecoder())
}

// Stream reads UTF-8 from what may be UTF-16 with a byte order mark; that mark is left out.
func Stream(r io.Reader) io.Reader {
	return transform.NewReader(r, utf.BOMOverride(encoding.Nop.NewDecoder()))
}

func marked(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// decode decodes a text; what the encoding does not have is an error, and not replaced.
func decode(data []byte, by transform.Transformer) ([]byte, error) {
	text, _, err := transform.Bytes(by, data)
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	if !utf8.Valid(text) || bytes.Count(text, []byte("\ufffd")) > bytes.Count(data, []byte("\ufffd")) {
		return nil, ErrUnknown
	}
	return text, nil
}

// western tells whether all signs beyond ASCII are of German and English texts, and stand where they do: other encodings of one
// byte have quotation marks and the like within words.
func western(text string) bool {
	letter := false
	for i, r := range text {
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		switch {
		case r < utf8.RuneSelf && (r >= ' ' || strings.ContainsRune("\t\r\n\f", r)):
		case strings.ContainsRune("äöüÄÖÜßéèêàâçëïîôûñÉ", r):
		case r == '’':
		case strings.ContainsRune("„“”‚‘–—…€§°²³½¼¾µ«»›‹·•©®™£×±\u00a0\u00ad", r) && (!letter || !unicode.IsLower(next)):
		case r == '\u00ad':
		default:
			return false
		}
		letter = unicode.IsLetter(r)
	}
	return true
}
