package knowledge

import (
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// passLasts is how long a citation of what is not everybody's can be opened: about a day of reading a conversation again.
const passLasts = 24 * time.Hour

// admitted gives citations of what is not everybody's a pass, where the program itself serves the article: a browser that
// opens a link does not say who its customer is.
func (a *Answers) admitted(f Finding, citations []bot.Citation) []bot.Citation {
	if a.Pass == nil {
		return citations
	}
	citations = slices.Clone(citations)
	for i, c := range citations {
		if !f.limited(c.Document) || !strings.HasPrefix(c.URL, ArticlePath) {
			continue
		}
		page, fragment, _ := strings.Cut(c.URL, "#")
		citations[i].URL = page + "?pass=" + a.Pass(c.Document, f.Reader.Now.Add(passLasts)) + "#" + fragment
	}
	return citations
}

// limited tells whether a document that was found is for some only.
func (f Finding) limited(document string) bool {
	found := func(p Passage) bool { return p.Document == document && len(p.Scope.Audience) > 0 }
	return slices.ContainsFunc(f.Article, found) || slices.ContainsFunc(f.Hits, func(h Hit) bool { return found(h.Passage) })
}
