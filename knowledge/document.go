package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// A Document is one article of the knowledge base.
type Document struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Asked    []string `json:"asked,omitempty"` // other wordings of the question it answers
	URL      string   `json:"url"`             // where a customer reads it
	Language string   `json:"language"`        // ISO 639-1; empty if it could not be told
	Text     string   `json:"text"`            // Markdown
	Pages    []int    `json:"pages,omitempty"` // where in the text each page begins, in bytes; nil if it has no pages
	Scope    Scope    `json:"scope,omitzero"`  // for whom, when, and about what
	// Translations are the IDs under which the same may stand in other languages, where its own does not tell them.
	Translations []string `json:"translations,omitempty"`
	File         string   `json:"file"`           // where it was read
	Line         int      `json:"line,omitempty"` // 1-based, in a file of many documents
	Hash         string   `json:"hash"`           // of everything a customer or an index could see, see [Document.Sum]
}

// cutting is the version of the way documents are cut. It is part of every hash, so that a better cut reaches documents that
// did not change.
const cutting = "2"

// Sum is the hash of the document's content (SHA-256, 128 bits, hexadecimal). Where it was read does not count.
func (d Document) Sum() string {
	h := sha256.New()
	parts := []string{cutting, d.ID, d.Title, d.URL, d.Language, d.Text, d.Scope.text()}
	if len(d.Pages) > 0 {
		parts = append(parts, fmt.Sprint(d.Pages))
	}
	if len(d.Translations) > 0 {
		parts = append(parts, fmt.Sprint(d.Translations))
	}
	for _, part := range append(parts, d.Asked...) {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// pageAt is the page on which a place in the text lies, 1-based; 0 if the document has no pages.
func (d Document) pageAt(place int) int {
	n, _ := slices.BinarySearch(d.Pages, place+1)
	return n
}

// ArticlePath is where the program itself serves documents that have no address of their own.
const ArticlePath = "/articles/"

// articleURL is the address of a document that has none of its own.
func articleURL(id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return ArticlePath + strings.Join(parts, "/")
}
