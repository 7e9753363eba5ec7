package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	reader "github.com/ledongthuc/pdf"

	"github.com/lotse-bot/lotse/knowledge/markdown"
)

// Letters to a space in what can be read. German words have six letters in the mean, chemistry's fourteen.
const crowded = 14

// readPlain reads a file without pdftotext: the text of its pages, line by line.
func readPlain(ctx context.Context, data []byte) (d Document, err error) {
	defer func() {
		if p := recover(); p != nil { // the module panics on much that is broken
			d, err = Document{}, fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	r, err := reader.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case errors.Is(err, reader.ErrInvalidPassword):
		return Document{}, ErrProtected
	case err != nil:
		return Document{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	var w markdown.Writer
	letters, gaps := 0, 0
	for n := 1; n <= r.NumPage(); n++ {
		if err := ctx.Err(); err != nil {
			return Document{}, err
		}
		text, err := r.Page(n).GetPlainText(nil)
		if err != nil {
			return Document{}, fmt.Errorf("%w: page %d: %w", ErrDamaged, n, err)
		}
		if len(w.String())+len(text) > most {
			return Document{}, ErrTooMuch
		}
		words := strings.Fields(text)
		letters, gaps = letters+lettersOf(words), gaps+len(words)
		d.Pages = append(d.Pages, w.Place())
		writePlain(&w, text)
	}
	switch {
	case gaps == 0:
		return Document{}, ErrScanned
	case letters > crowded*gaps:
		return Document{}, ErrSpaceless
	}
	d.Text = w.String()
	for i, at := range d.Pages {
		d.Pages[i] = min(at, len(d.Text)) // the last may be empty
	}
	if title := clean(r.Trailer().Key("Info").Key("Title").Text()); !program.MatchString(title) {
		d.Title = title
	}
	return d, nil
}

func lettersOf(words []string) int {
	n := 0
	for _, word := range words {
		for _, r := range word {
			if unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}

// writePlain writes lines as paragraphs: what stands apart by an empty line.
func writePlain(w *markdown.Writer, text string) {
	var open string
	var j joiner
	for line := range strings.SplitSeq(text, "\n") {
		if line = clean(strings.Join(strings.Fields(line), " ")); line != "" {
			open = j.join(open, markdown.Escape(line))
			continue
		}
		w.Paragraph(visible(open))
		open = ""
	}
	w.Paragraph(visible(open))
}
