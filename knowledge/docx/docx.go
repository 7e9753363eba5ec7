// Package docx reads documents of word processors (Office Open XML, ECMA-376) as Markdown.
package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
)

// What keeps a file from being read.
var (
	ErrProtected = errors.New("is protected by a password, or of a program before 2007")
	ErrDamaged   = errors.New("is damaged, or no DOCX")
	ErrTooMuch   = errors.New("takes more memory than a document may")
)

// A Document is a file as it was read.
type Document struct {
	Title    string // as its properties name it, or a paragraph in the style of a title
	Language string // ISO 639-1; empty if it does not say
	Text     string // Markdown
}

// Read reads a file. Its errors are those above, with where it failed.
func Read(data []byte) (Document, error) {
	if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return Document{}, ErrProtected // an encrypted file lies in a container of the old kind
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	p := parts{archive: archive, left: most}
	main, err := p.main()
	if err != nil {
		return Document{}, err
	}
	body, err := p.read(main)
	switch {
	case err != nil:
		return Document{}, err
	case body.child("body") == nil:
		return Document{}, fmt.Errorf("%w: %s has no body", ErrDamaged, main)
	}
	r := reader{}
	folder := path.Dir(main)
	for name, use := range map[string]func(*node){
		folder + "/styles.xml": r.readStyles, folder + "/numbering.xml": r.readNumbering, folder + "/footnotes.xml": r.readNotes("footnote"),
		folder + "/endnotes.xml": r.readNotes("endnote"), folder + "/_rels/" + path.Base(main) + ".rels": r.readLinks, "docProps/core.xml": r.readProperties,
	} {
		part, err := p.read(name)
		if errors.Is(err, ErrTooMuch) {
			return Document{}, err
		}
		if err == nil { // what is not there, or broken, costs its headings or links, not the text
			use(part)
		}
	}
	r.blocks(body.child("body"))
	r.flush()
	language, _, _ := strings.Cut(strings.ToLower(r.language), "-")
	return Document{Title: r.title, Language: language, Text: r.String()}, nil
}
