package knowledge

import "strings"

// Format is how a file is written.
type Format string

// The formats.
const (
	Markdown Format = "markdown"
	HTML     Format = "html"
	Text     Format = "text"
	PDF      Format = "pdf"
	DOCX     Format = "docx"
	JSONL    Format = "jsonl"
	JSON     Format = "json"
	CSV      Format = "csv"
)

// allFormats in the order in which they are named.
var allFormats = []Format{Markdown, HTML, Text, PDF, DOCX, JSONL, JSON, CSV}

// formats by the end of a file's name.
var formats = map[string]Format{
	".md": Markdown, ".markdown": Markdown, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".txt": Text,
	".pdf": PDF, ".docx": DOCX, ".jsonl": JSONL, ".ndjson": JSONL, ".json": JSON, ".csv": CSV, ".tsv": CSV,
}

// unread is how files are written that hold documents and cannot be read. They are named rather than passed over: who put them there
// wants them answered from.
const unread Format = "unread"

// saveAs say what to save such a file as, by the end of its name.
var saveAs = map[string]string{
	".doc": "DOCX", ".odt": "DOCX", ".rtf": "DOCX", ".pages": "DOCX", ".ppt": "PDF", ".pptx": "PDF", ".odp": "PDF",
	".xls": "CSV", ".xlsx": "CSV", ".ods": "CSV", ".numbers": "CSV", ".epub": "HTML", ".eml": "text", ".msg": "text",
}

// mediaTypes of documents. A server that says text/plain or application/octet-stream means that it does not know.
var mediaTypes = map[string]Format{
	"text/html": HTML, "application/xhtml+xml": HTML, "text/markdown": Markdown, "application/pdf": PDF,
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCX,
	"application/jsonl": JSONL, "application/x-ndjson": JSONL, "text/csv": CSV, "text/tab-separated-values": CSV,
}

// text tells whether a format is text.
func (f Format) text() bool { return f != PDF && f != DOCX }

func formatNames() string {
	var names []string
	for _, f := range allFormats {
		names = append(names, string(f))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
