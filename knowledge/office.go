package knowledge

import (
	"context"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/docx"
	"github.com/lotse-bot/lotse/knowledge/page"
	"github.com/lotse-bot/lotse/knowledge/pdf"
)

// fromHTML fills a document from a page: the title from its head, the text from its main content.
func (d *Document) fromHTML(data []byte, address string) (bot.Fault, bool) {
	p, err := page.Read(string(data), address)
	if err != nil {
		return broken(d.File, 0, fmt.Sprintf("the page cannot be turned into text: %v", err), "save it as Markdown"), false
	}
	d.Title, d.Language, d.Text = p.Title, p.Language, p.Text
	for _, to := range p.Translations {
		id, _ := identity(pageName(to, "text/html"))
		d.Translations = append(d.Translations, id)
	}
	return bot.Fault{}, true
}

// fromDOCX fills a document from a word processor's.
func (d *Document) fromDOCX(data []byte) (bot.Fault, bool) {
	f, err := docx.Read(data)
	if err != nil {
		return broken(d.File, 0, err.Error(), "save it again as DOCX, without a password"), false
	}
	d.Title, d.Language, d.Text = f.Title, f.Language, f.Text
	return bot.Fault{}, true
}

// fromPDF fills a document from a PDF.
func (d *Document) fromPDF(ctx context.Context, data []byte) (bot.Fault, bool) {
	f, err := pdf.Reader{Tool: pdf.Tool()}.Read(ctx, data)
	if err != nil {
		return broken(d.File, 0, err.Error(), mendPDF(err)), false
	}
	d.Title, d.Text, d.Pages = f.Title, f.Text, f.Pages
	return bot.Fault{}, true
}

func mendPDF(err error) string {
	switch {
	case errors.Is(err, pdf.ErrProtected):
		return "save it without a password"
	case errors.Is(err, pdf.ErrScanned):
		return "it is scanned: recognise its text first, for example with ocrmypdf or tesseract"
	case errors.Is(err, pdf.ErrSpaceless):
		return "install poppler-utils, whose pdftotext reads it"
	case errors.Is(err, pdf.ErrTooMuch):
		return "divide it, or print it as a PDF anew"
	}
	return "print it as a PDF anew"
}
