package knowledge

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// plain is the text of a node without markup; hard line breaks stay.
func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			b.Write(unescape(c, src))
			if c.HardLineBreak() {
				b.WriteByte('\n')
			} else if c.SoftLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(src))
		case *ast.RawHTML:
			if isBreak(c, src) {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	lines := strings.Split(b.String(), "\n")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(l), " ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// span is where a node stands in the source.
func span(n ast.Node) (start, end int) {
	start = -1
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || c.Type() == ast.TypeInline {
			return ast.WalkContinue, nil
		}
		lines := c.Lines()
		for i := range lines.Len() {
			at := lines.At(i)
			if start < 0 || at.Start < start {
				start = at.Start
			}
			end = max(end, at.Stop)
		}
		return ast.WalkContinue, nil
	})
	return max(start, 0), end
}

// unescape undoes Markdown's escapes and HTML's character references.
func unescape(t *ast.Text, src []byte) []byte {
	value := t.Segment.Value(src)
	if t.IsRaw() || !bytes.ContainsAny(value, `\&`) {
		return value
	}
	return util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(value)))
}

func isBreak(r *ast.RawHTML, src []byte) bool {
	return bytes.HasPrefix(bytes.ToLower(r.Segments.Value(src)), []byte("<br"))
}

// bullet is what marks an item of a list.
var bullet = regexp.MustCompile(`^\s*(-|\d+\.)\s+`)
