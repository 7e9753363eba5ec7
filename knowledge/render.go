package knowledge

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// Render gives a document as safe HTML, to be put into a page. Its headings, paragraphs, lists and tables have the IDs that
// citations link to. Images are left out unless they are served by the same host, so that reading an article tells nobody
// else about it.
func Render(d Document) (template.HTML, error) {
	src := []byte(d.Text)
	var out bytes.Buffer
	if err := markdown.Renderer().Render(&out, src, outline(src)); err != nil {
		return "", fmt.Errorf("render %s: %w", d.ID, err)
	}
	return template.HTML(policy().SanitizeBytes(out.Bytes())), nil //nolint:gosec // sanitised on this line
}

// policy is made when the first article is shown: its tables are large.
var policy = sync.OnceValue(articlePolicy)

func articlePolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "del",
		"ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^b[0-9]+$`)).Globally()
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(false)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^/[^/]`)).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	return p
}
