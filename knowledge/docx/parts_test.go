package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestAPartThatIsLargerThanItSaysIsNotReadOn(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Store, CompressedSize64: 4000, UncompressedSize64: 10})
	if err == nil {
		_, err = w.Write([]byte("<document>" + strings.Repeat(" ", 3990)))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	p := parts{archive: archive, left: 100}
	if root, err := p.read("word/document.xml"); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v, %v", root, err)
	}
	p.left = 9
	if root, err := p.read("word/document.xml"); !errors.Is(err, ErrTooMuch) {
		t.Errorf("%v, %v", root, err)
	}
}
