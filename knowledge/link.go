package knowledge

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// quoteWords is how many words at the beginning and the end of a quote identify it in an article.
const quoteWords = 6

// Cite makes the citation of a quote from a passage. Its URL opens the article at the quote: a text fragment highlights it
// where the browser can (https://wicg.github.io/scroll-to-text-fragment/), the anchor leads there where it cannot, and
// a document that has pages opens at the page. Articles with a fragment of their own keep it.
func Cite(p Passage, quote string) bot.Citation {
	return bot.Citation{Document: p.Document, Title: labelled(p, p.Title), URL: deepLink(p, quote), Quote: quote}
}

func deepLink(p Passage, quote string) string {
	if p.URL == "" {
		return ""
	}
	link, ours := p.URL, strings.HasPrefix(p.URL, ArticlePath)
	if p.Page > 0 && !ours && !strings.Contains(link, "#") {
		return fmt.Sprintf("%s#page=%d", link, p.Page) // RFC 8118; viewers know nothing else of what follows
	}
	if !strings.Contains(link, "#") {
		link += "#"
		if ours {
			link += p.Anchor
		}
	}
	if text := textFragment(p, quote); text != "" {
		link += ":~:text=" + text
	}
	return strings.TrimSuffix(link, "#")
}

// textFragment names the first line of the quote: a fragment cannot span blocks reliably. Rows of a table are put together
// from cells and cannot be found in the article as they are quoted.
func textFragment(p Passage, quote string) string {
	if p.Kind == KindTable || p.Kind == KindTitle {
		return ""
	}
	line, _, _ := strings.Cut(quote, "\n")
	words := strings.Fields(bullet.ReplaceAllString(line, ""))
	if len(words) <= 2*quoteWords {
		return fragmentEscape(strings.Join(words, " "))
	}
	return fragmentEscape(strings.Join(words[:quoteWords], " ")) + "," + fragmentEscape(strings.Join(words[len(words)-quoteWords:], " "))
}

// fragmentEscape percent-encodes; dashes, commas and ampersands have a meaning in text fragments.
func fragmentEscape(s string) string {
	return strings.NewReplacer("-", "%2D", ",", "%2C", "&", "%26").Replace(url.PathEscape(s))
}
