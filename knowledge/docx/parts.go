package docx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What a file may hold. A book of 600 pages has 10 MB of XML.
const (
	most  = 40 << 20 // bytes of all parts that are read, unpacked
	nodes = 4 << 20  // elements of one part
	deep  = 256      // elements within each other
)

// parts are the files in the archive.
type parts struct {
	archive *zip.Reader
	left    int64
}

// main is the name of the part with the text.
func (p *parts) main() (string, error) {
	rels, err := p.read("_rels/.rels")
	if errors.Is(err, ErrTooMuch) {
		return "", err
	}
	if err == nil {
		for _, r := range rels.children {
			if strings.HasSuffix(r.attr("Type"), "/officeDocument") {
				return strings.TrimPrefix(r.attr("Target"), "/"), nil
			}
		}
	}
	return "word/document.xml", nil
}

// A node is an element, or text if it has no name.
type node struct {
	name     string // without its namespace
	attrs    []xml.Attr
	children []*node
	text     string
}

// read reads a part as a tree.
func (p *parts) read(name string) (*node, error) {
	f, err := p.archive.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil {
		p.left -= info.Size() // archive/zip reads no more than that
	}
	if err != nil || p.left < 0 {
		return nil, ErrTooMuch
	}
	root, err := tree(f)
	if errors.Is(err, ErrTooMuch) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	return root, nil
}

func tree(r io.Reader) (*node, error) {
	d := xml.NewDecoder(r)
	open := []*node{{}}
	count := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local, attrs: t.Attr}
			top.children = append(top.children, n)
			open = append(open, n)
			if count++; count > nodes || len(open) > deep {
				return nil, ErrTooMuch
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if top.name == "t" || len(open) == 3 { // of runs, and of properties
				top.text += string(t)
			}
		}
	}
	if len(open[0].children) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return open[0].children[0], nil
}

// attr is an attribute, whatever its namespace.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child follows names down the tree; nil if there is none.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var next *node
		for _, c := range n.children {
			if c.name == name {
				next = c
				break
			}
		}
		n = next
	}
	return n
}

// val is the attribute in which most elements keep what they say.
func (n *node) val() string { return n.attr("val") }

// on tells whether a property is set: it is there, and not said to be off.
func (n *node) on() bool {
	switch n.val() {
	case "0", "false", "off":
		return false
	}
	return n != nil
}
