package knowledge_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// printed is a PDF with a line of text on each page; its trailer may say more.
func printed(trailer string, lines ...string) string {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
	kids := ""
	for _, line := range lines {
		content := "BT /F1 12 Tf 72 700 Td (" + line + ") Tj ET"
		kids += fmt.Sprintf("%d 0 R ", len(objects)+1)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", len(objects)+2),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids, len(lines))
	file, xref := "%PDF-1.4\n", ""
	for i, o := range objects {
		xref += fmt.Sprintf("%010d 00000 n \n", len(file))
		file += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return file + fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref, len(objects)+1, trailer, len(file))
}

// typed is a DOCX with these paragraphs.
func typed(t *testing.T, paragraphs ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = fmt.Fprintf(w, `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>`, strings.Join(paragraphs, "</w:t></w:r></w:p><w:p><w:r><w:t>"))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnswersFromAPDFOpenItsPage(t *testing.T) {
	dir := folder(t, map[string]string{
		"manual.pdf":          printed("", "This machine makes coffee.", "Descale the machine every three months with vinegar.", "The warranty lasts two years."),
		knowledge.SourcesFile: "sources:\n  - path: manual.pdf\n    url: https://example.org/manual.pdf\n",
	})
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	if report := ingest(t, l, dir); len(report.Added) != 1 || len(report.Failed) > 0 {
		t.Fatalf("%+v", report)
	}
	a := &knowledge.Answers{Index: l.Index, Articles: shelf}
	for question, want := range map[string]string{
		"When do I descale the machine?":         "https://example.org/manual.pdf#page=2",
		"How many years does the warranty last?": "https://example.org/manual.pdf#page=3",
	} {
		if got := ask(t, a, question, "en"); got.Abstains() || got.Citations[0].URL != want {
			t.Errorf("%s: %+v, want it from %s", question, got, want)
		}
	}
}

func TestOfficeDocumentsAreReadBesideTheOthers(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"sub/tasks.de.docx": typed(t, "Der Tank wird jeden Abend geleert.", "Danach wird er gespült."),
		"short.pdf":         printed("", "The office opens at nine."),
		"old.txt":           "Gr\xfc\xdfe aus K\xf6ln, der Stadt am Rhein.\r\nBis bald.",
		"wide.md":           "\xff\xfe#\x00 \x00\xdc\x00b\x00e\x00r\x00",
	}))
	want := map[string]knowledge.Document{
		"sub/tasks.de": {ID: "sub/tasks.de", Title: "tasks", URL: "/articles/sub/tasks.de", Language: "de", Text: "Der Tank wird jeden Abend geleert.\n\nDanach wird er gespült."},
		"short":        {ID: "short", Title: "short", URL: "/articles/short", Language: "en", Text: "The office opens at nine.", Pages: []int{0}},
		"old":          {ID: "old", Title: "old", URL: "/articles/old", Language: "de", Text: "Grüße aus Köln, der Stadt am Rhein.  \nBis bald."},
		"wide":         {ID: "wide", Title: "Über", URL: "/articles/wide", Language: "de", Text: "# Über"},
	}
	if diff := cmp.Diff(want, got, whereAndHash); diff != "" || len(faults) > 0 {
		t.Errorf("faults %v, documents (-want +got):\n%s", faults, diff)
	}
}

func TestABrokenDocumentSaysWhyAndNeverStopsTheOthers(t *testing.T) {
	encrypted := fmt.Sprintf("/Encrypt << /Filter /Standard /V 1 /R 2 /O <%[1]s> /U <%[1]s> /P -4 >> /ID [<%[2]s> <%[2]s>]", strings.Repeat("ab", 32), strings.Repeat("01", 16))
	dir := folder(t, map[string]string{
		"a/protected.pdf":  printed(encrypted, "secret"),
		"b/scanned.pdf":    printed("", ""),
		"c/cut.pdf":        printed("", "text")[:90],
		"d/protected.docx": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
		"e/cut.docx":       typed(t, "text")[:40],
		"g/dos.txt":        "Gr\x81\xe1e",
		"h/slides.PPTX":    "PK",
		"h/prices.xlsx":    "PK",
		"h/~$prices.docx":  "is open",
		"h/picture.png":    "PNG",
		"i/empty.md":       "---\ntitle: Soon\n---\n",
		"z/good.pdf":       printed("", "The office opens at nine."),
	})
	huge := filepath.Join(dir, "huge.pdf")
	if err := os.WriteFile(huge, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 500<<20); err != nil {
		t.Fatal(err)
	}
	got, faults := read(t, dir)
	if _, there := got["z/good"]; !there || len(got) != 1 {
		t.Errorf("%d documents were read", len(got))
	}
	said := map[string]string{}
	for _, f := range faults {
		said[f.File] = f.Problem + " (" + f.Remedy + ")"
	}
	for file, want := range map[string]string{
		"a/protected.pdf": "is protected by a password", "b/scanned.pdf": "tesseract", "c/cut.pdf": "is damaged", "d/protected.docx": "is protected by a password",
		"e/cut.docx": "is damaged", "g/dos.txt": "is not UTF-8", "huge.pdf": "is larger than 64 MB",
		"i/empty.md": "says nothing", "h/slides.PPTX": "save it as PDF", "h/prices.xlsx": "save it as CSV",
	} {
		if !strings.Contains(said[file], want) {
			t.Errorf("%s: %q, want %q", file, said[file], want)
		}
	}
	if said["h/~$prices.docx"] != "" || said["h/picture.png"] != "" {
		t.Errorf("what is no document is a fault: %v", faults)
	}
}
