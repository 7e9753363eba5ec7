package charset_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/charset"
)

func TestTextsOfOtherTimesAreReadOrRefusedNeverGarbled(t *testing.T) {
	for name, c := range map[string]struct {
		data, want string
		refused    bool
	}{
		"UTF-8":                         {data: "Grüße – 5 €", want: "Grüße – 5 €"},
		"UTF-8 with its mark":           {data: "\xef\xbb\xbfGrüße", want: "Grüße"},
		"UTF-16, small end first":       {data: "\xff\xfeG\x00r\x00\xfc\x00\xdf\x00e\x00", want: "Grüße"},
		"UTF-16, big end first":         {data: "\xfe\xff\x00G\x00r\x00\xfc\x00\xdf\x00e", want: "Grüße"},
		"ISO-8859-1":                    {data: "Gr\xfc\xdfe aus K\xf6ln", want: "Grüße aus Köln"},
		"Windows-1252":                  {data: "\x84Gr\xfc\xdfe\x93 \x96 5 \x80, it\x92s", want: "„Grüße“ – 5 €, it’s"},
		"UTF-16 without a mark":         {data: "G\x00r\x00\xfc\x00", refused: true},
		"half a UTF-16":                 {data: "\xff\xfeG\x00r", refused: true},
		"a letter alone in UTF-16":      {data: "\xff\xfe\x00\xd8G\x00", refused: true},
		"of DOS, code page 850":         {data: "Gr\x81\xe1e", refused: true},
		"of DOS, ä is a quotation mark": {data: "K\x84se", refused: true},
		"of a Macintosh":                {data: "Gr\x9f\xa7e", refused: true},
		"Cyrillic of Windows":           {data: "\xcf\xf0\xe8\xe2\xe5\xf2", refused: true},
		"UTF-8 that broke":              {data: "Gr\xc3\xbc\xc3\x9fe \xc3", refused: true},
		"not a text":                    {data: "\x89PNG\r\n\x1a\n\x00\x00", refused: true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := charset.Text([]byte(c.data))
			if c.refused != errors.Is(err, charset.ErrUnknown) || string(got) != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestPagesSayHowTheyAreWritten(t *testing.T) {
	for name, c := range map[string]struct{ data, media, want string }{
		"in the media type": {"<p>5 \xa4", "text/html; charset=iso-8859-15", "<p>5 €"},
		"in their head":     {`<head><meta charset="windows-1251"></head><p>` + "\xcf\xf0\xe8\xe2\xe5\xf2", "text/html", `<head><meta charset="windows-1251"></head><p>Привет`},
		"nowhere":           {"<p>Gr\xfc\xdfe", "", "<p>Grüße"},
		"in UTF-8":          {"<p>Grüße", "text/html; charset=utf-8", "<p>Grüße"},
	} {
		if got, err := charset.HTML([]byte(c.data), c.media); err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
	if got, err := charset.HTML([]byte("<p>\xcf\xf0\xe8"), "text/html; charset=utf-8"); err == nil {
		t.Errorf("what says that it is UTF-8, and is not, was read as %q", got)
	}
}

func TestAStreamIsReadByItsMark(t *testing.T) {
	for data, want := range map[string]string{"\xff\xfe\xfc\x00": "ü", "\xef\xbb\xbfü": "ü", "ü": "ü", "\xfc": "\xfc"} {
		if got, err := io.ReadAll(charset.Stream(strings.NewReader(data))); err != nil || string(got) != want {
			t.Errorf("%q was read as %q, %v; want %q", data, got, err, want)
		}
	}
}
