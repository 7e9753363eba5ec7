package docx

import (
	"strconv"
	"strings"
)

// A style is what a paragraph looks like, as far as it says what it is.
type style struct {
	basedOn string
	level   int // of a heading, 1 to 6; 0 is none
	title   bool
	list    *listing
}

// A listing places a paragraph in a list.
type listing struct {
	id    string // "0" takes it out of one
	depth int
}

// levels a heading may have.
const deepest = 6

func (r *reader) readStyles(root *node) {
	r.styles = map[string]style{}
	for _, s := range root.children {
		if s.name != "style" || s.attr("type") != "paragraph" {
			continue
		}
		name := strings.ToLower(s.child("name").val())
		one := style{basedOn: s.child("basedOn").val(), title: name == "title", list: listingOf(s.child("pPr"))}
		if number, ok := strings.CutPrefix(name, "heading "); ok { // built-in styles keep their English names
			one.level, _ = strconv.Atoi(number)
		} else if outline := s.child("pPr", "outlineLvl"); outline != nil {
			one.level = outlineLevel(outline)
		}
		one.level = min(one.level, deepest)
		r.styles[s.attr("styleId")] = one
	}
	if r.language == "" {
		r.language = root.child("docDefaults", "rPrDefault", "rPr", "lang").val()
	}
}

// outlineLevel is the level of a heading; 9 is text.
func outlineLevel(n *node) int {
	level, err := strconv.Atoi(n.val())
	if err != nil || level < 0 || level > 8 {
		return 0
	}
	return min(level+1, deepest)
}

func listingOf(properties *node) *listing {
	n := properties.child("numPr")
	if n == nil {
		return nil
	}
	depth, _ := strconv.Atoi(n.child("ilvl").val())
	return &listing{id: n.child("numId").val(), depth: min(max(depth, 0), 8)}
}

// styleOf is what a paragraph is by its own properties, by its style, and by those that it is based on.
func (r *reader) styleOf(properties *node) style {
	var s style
	if outline := properties.child("outlineLvl"); outline != nil {
		s.level = outlineLevel(outline)
	}
	s.list = listingOf(properties)
	id := properties.child("pStyle").val()
	for range 10 { // styles of a broken file may be based on each other
		of, ok := r.styles[id]
		if !ok {
			break
		}
		s.title = s.title || of.title
		if s.level == 0 {
			s.level = of.level
		}
		if s.list == nil {
			s.list = of.list
		} else if s.list.id == "" && of.list != nil {
			s.list.id = of.list.id
		}
		id = of.basedOn
	}
	return s
}

// readNumbering learns which lists count, and what they begin with.
func (r *reader) readNumbering(root *node) {
	type level struct {
		counts bool
		start  int
	}
	abstract := map[string][9]level{}
	for _, n := range root.children {
		if n.name != "abstractNum" {
			continue
		}
		var levels [9]level
		for _, l := range n.children {
			if at, err := strconv.Atoi(l.attr("ilvl")); l.name == "lvl" && err == nil && at >= 0 && at < 9 {
				format := l.child("numFmt").val()
				levels[at].counts = format != "bullet" && format != "none" && format != ""
				levels[at].start, _ = strconv.Atoi(l.child("start").val())
			}
		}
		abstract[n.attr("abstractNumId")] = levels
	}
	r.counts = map[listing]int{}
	for _, n := range root.children {
		if n.name == "num" {
			for depth, l := range abstract[n.child("abstractNumId").val()] {
				if l.counts {
					r.counts[listing{n.attr("numId"), depth}] = max(l.start, 1)
				}
			}
		}
	}
}

// readNotes learns the footnotes or endnotes.
func (r *reader) readNotes(kind string) func(*node) {
	return func(root *node) {
		if r.notes == nil {
			r.notes = map[string]*node{}
		}
		for _, n := range root.children {
			if n.name == kind && n.attr("type") == "" { // separators have one
				r.notes[kind+n.attr("id")] = n
			}
		}
	}
}

// readLinks learns where links lead.
func (r *reader) readLinks(root *node) {
	r.links = map[string]string{}
	for _, n := range root.children {
		if strings.HasSuffix(n.attr("Type"), "/hyperlink") {
			r.links[n.attr("Id")] = n.attr("Target")
		}
	}
}

func (r *reader) readProperties(root *node) {
	if title := strings.TrimSpace(text(root.child("title"))); title != "" {
		r.title = title
	}
	if language := strings.TrimSpace(text(root.child("language"))); language != "" {
		r.language = language
	}
}

func text(n *node) string {
	if n == nil {
		return ""
	}
	return n.text
}
