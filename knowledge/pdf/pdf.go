// Package pdf reads PDF files: the text of their pages as Markdown, with headings, lists and tables guessed from where the
// words stand. It works best where poppler's pdftotext is installed.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
)

// What keeps a file from being read.
var (
	ErrProtected = errors.New("is protected by a password")
	ErrScanned   = errors.New("has no text: its pages are pictures")
	ErrDamaged   = errors.New("is damaged, or no PDF")
	ErrTooMuch   = errors.New("takes more time, memory or text than a document may")
	// ErrSpaceless is what is said of files that can only be read with pdftotext, where it is not installed.
	ErrSpaceless = errors.New("does not say where its words end")
)

// A Document is a file as it was read.
type Document struct {
	Title string // that the file names itself, or that stands above its first page; empty if neither does
	Text  string // Markdown
	Pages []int  // where in the text each page begins, in bytes
}

// A Reader reads files.
type Reader struct {
	Tool string // path of pdftotext; empty: it is not there, and files are read with less care
}

// Tool is where pdftotext is installed; empty if it is not.
func Tool() string {
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return ""
	}
	return path
}

// Read reads a file. Its errors are those above, or the context's.
func (r Reader) Read(ctx context.Context, data []byte) (Document, error) {
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return Document{}, ErrDamaged
	}
	if r.Tool == "" {
		return readPlain(ctx, data)
	}
	f, err := layout(ctx, r.Tool, data)
	if err != nil {
		return Document{}, err
	}
	return f.document()
}
