package pdf_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/pdf"
)

// tool is pdftotext; LOTSE_REQUIRE demands it.
func tool(t *testing.T) pdf.Reader {
	t.Helper()
	if path := pdf.Tool(); path != "" {
		return pdf.Reader{Tool: path}
	}
	missing(t, "pdftotext (Debian: apt-get install poppler-utils)")
	return pdf.Reader{}
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("LOTSE_REQUIRE") != "" {
		t.Fatalf("LOTSE_REQUIRE demands %s", what)
	}
	t.Skipf("needs %s", what)
}

// printed is a page as Chromium prints it, with its running head and foot: the date, the title, the address, page numbers.
func printed(t *testing.T, page string) []byte {
	t.Helper()
	path := os.Getenv("LOTSE_CHROMIUM")
	if path == "" {
		path = "chromium"
	}
	path, err := exec.LookPath(path)
	if err != nil {
		missing(t, "Chromium (Debian: apt-get install chromium), or its path in LOTSE_CHROMIUM")
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(from, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(from)}
	cmd := exec.CommandContext(t.Context(), path, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"), "--print-to-pdf="+to, address.String())
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("print the page: %v\n%s", err, said)
	}
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// written is a file with one page for each content, in Helvetica of 12 points as F1, with more in its trailer.
func written(trailer string, pages ...string) []byte {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /StandardEncoding >>"}
	var kids []string
	for _, content := range pages {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", n+1),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages))
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

// lines is a page with lines of text, from its upper left corner down.
func lines(texts ...string) string {
	content := "BT /F1 12 Tf 14 TL 72 700 Td"
	for _, text := range texts {
		content += " (" + text + ") Tj T*"
	}
	return content + " ET"
}
