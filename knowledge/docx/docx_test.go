package docx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/docx"
)

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	wordHead = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"`
)

// german styles as a German Word writes them: their IDs are translated, their names are not.
const german = `<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Haus"><w:name w:val="Hausüberschrift"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Abschnitt"><w:name w:val="Abschnitt"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlung"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`

const lists = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`

// file packs the parts of a document, with this body.
func file(t *testing.T, body string, more map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                  `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":            `<w:document ` + wordHead + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/styles.xml":              `<w:styles ` + wordHead + `><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>` + german + `</w:styles>`,
		"word/numbering.xml":           `<w:numbering ` + wordHead + `>` + lists + `</w:numbering>`,
		"word/footnotes.xml":           `<w:footnotes ` + wordHead + `><w:footnote w:type="separator" w:id="-1"/><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Nur in Deutschland.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.org/karte?a=1" TargetMode="External"/></Relationships>`,
	}
	for name, text := range more {
		all[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range all {
		if text == "" {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(xmlHead + text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func p(style, text string) string {
	if style != "" {
		style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return `<w:p>` + style + `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func numbered(depth, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + depth + `"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func read(t *testing.T, body string, more map[string]string) docx.Document {
	t.Helper()
	d, err := docx.Read(file(t, body, more))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADocumentIsReadByItsStyles(t *testing.T) {
	d := read(t, p("Titel", "Handbuch")+p("Haus", "Reinigung")+p("", "Kalk *schadet*. 1. Teil")+p("Abschnitt", "Was man braucht")+
		p("Aufzhlung", "Entkalker")+p("Aufzhlung", "Gefäß")+
		numbered("0", "Tank leeren.")+numbered("0", "Programm starten:")+numbered("1", "kurz")+numbered("1", "lang")+numbered("0", "Warten.")+p("", "Fertig."), nil)
	want := docx.Document{Title: "Handbuch", Language: "de", Text: `# Handbuch

# Reinigung

Kalk \*schadet\*. 1. Teil

## Was man braucht

- Entkalker
- Gefäß
1. Tank leeren.
2. Programm starten:
   1. kurz
   2. lang
3. Warten.

Fertig.`}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func TestWhatWasDeletedIsNotRead(t *testing.T) {
	d := read(t, `<w:p><w:r><w:t xml:space="preserve">Die Frist beträgt </w:t></w:r><w:del w:id="1"><w:r><w:delText>14</w:delText><w:drawing><wp:docPr descr="weg"/></w:drawing></w:r></w:del><w:ins w:id="2"><w:r><w:t>30</w:t></w:r></w:ins>`+
		`<w:r><w:t xml:space="preserve"> Tage</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:t>.</w:t></w:r><w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom></w:p>`+
		`<w:del><w:p><w:r><w:t>weg</w:t></w:r></w:p></w:del><w:sdt><w:sdtPr/><w:sdtContent>`+p("", "Im Feld.")+`</w:sdtContent></w:sdt>`, nil)
	if want := "Die Frist beträgt 30 Tage.\n\nIm Feld."; d.Text != want {
		t.Errorf("read %q, want %q", d.Text, want)
	}
}

func TestLinksNotesAndPicturesAreRead(t *testing.T) {
	d := read(t, `<w:p><w:r><w:t xml:space="preserve">Siehe </w:t></w:r><w:hyperlink r:id="rId9"><w:r><w:t>die Karte</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> oder fragen Sie</w:t><w:footnoteReference w:id="2"/><w:t>.</w:t></w:r></w:p>`+
		`<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Grafik 1" descr="Der Schalter ist hinten"/></wp:inline></w:drawing></w:r></w:p>`+
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:t>Zeile</w:t><w:br/><w:t>zwei</w:t></w:r></w:p>`+
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+p("", "Im Kasten.")+`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>`+p("", "Im Kasten.")+`</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
		map[string]string{"docProps/core.xml": `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Anfahrt</dc:title><dc:language>de-AT</dc:language></cp:coreProperties>`})
	want := docx.Document{Title: "Anfahrt", Language: "de", Text: "Siehe [die Karte](<https://example.org/karte?a=1>) oder fragen Sie¹.\n\n¹ Nur in Deutschland.\n\nDer Schalter ist hinten\n\nZeile  \nzwei\n\nIm Kasten."}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func TestCellsThatSpanOthersAreRepeated(t *testing.T) {
	tc := func(properties, text string) string {
		return `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + p("", text) + `</w:tc>`
	}
	d := read(t, `<w:tbl><w:tblPr><w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr><w:tr>`+tc("", "Zone")+tc("", "Gewicht")+tc("", "Preis")+`</w:tr><w:tr>`+tc(`<w:vMerge w:val="restart"/>`, "Inland")+tc("", "2 kg")+tc("", "5 €")+`</w:tr>`+
		`<w:tr>`+tc(`<w:vMerge/>`, "")+tc("", "5 kg")+tc("", "7 | 8 €")+`</w:tr><w:tr>`+tc("", "Welt")+tc(`<w:gridSpan w:val="2"/>`, "auf Anfrage")+`</w:tr></w:tbl>`+
		`<w:tbl><w:tblPr><w:tblLook w:val="0480" w:firstRow="0"/></w:tblPr><w:tr>`+tc("", "Höhe")+tc("", "30 cm")+`</w:tr></w:tbl>`+
		`<w:tbl><w:tr>`+tc("", "Ein Hinweis im Rahmen.")+`</w:tr></w:tbl>`, nil)
	want := `| Zone | Gewicht | Preis |
| --- | --- | --- |
| Inland | 2 kg | 5 € |
| Inland | 5 kg | 7 \| 8 € |
| Welt | auf Anfrage | auf Anfrage |

|  |  |
| --- | --- |
| Höhe | 30 cm |

Ein Hinweis im Rahmen.`
	if diff := cmp.Diff(want, d.Text); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	good := file(t, p("", "text"), nil)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"encrypted":       {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), docx.ErrProtected},
		"no archive":      {[]byte("hello"), docx.ErrDamaged},
		"cut off":         {good[:len(good)/2], docx.ErrDamaged},
		"another archive": {file(t, "", map[string]string{"word/document.xml": ""}), docx.ErrDamaged},
		"broken XML":      {file(t, "<w:p><w:r>", nil), docx.ErrDamaged},
		"a bomb":          {file(t, p("", strings.Repeat("a", 41<<20)), nil), docx.ErrTooMuch},
		"very deep":       {file(t, strings.Repeat("<w:sdt>", 1000)+strings.Repeat("</w:sdt>", 1000), nil), docx.ErrTooMuch},
	} {
		if d, err := docx.Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v and %.50q, want: %v", name, err, d.Text, c.want)
		}
	}
	if d := read(t, p("Haus", "Ohne Stile"), map[string]string{"word/styles.xml": "", "word/numbering.xml": "<broken"}); d.Text != "Ohne Stile" {
		t.Errorf("without styles: %q", d.Text)
	}
}
