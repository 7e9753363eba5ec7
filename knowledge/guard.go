package knowledge

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang/quick"
)

// A guard keeps out of answers what whoever wrote into a document, or got a model to write, must not bring to a customer: the
// names of hosts and e-mail addresses that nobody vouches for.
type guard struct {
	trusted  []string // hosts, in lower case; their subdomains are trusted, too
	withheld []string
}

// guard trusts the operator's hosts, and those on which customers read the documents at hand.
func (a *Answers) guard(urls ...string) *guard {
	g := &guard{}
	for _, h := range a.Hosts {
		g.trusted = append(g.trusted, bareHost(h))
	}
	for _, u := range urls {
		if parsed, err := url.Parse(u); err == nil && parsed.Host != "" {
			g.trusted = append(g.trusted, bareHost(parsed.Hostname()))
		}
	}
	return g
}

// What stands in the place of an address that is withheld.
const withheld = "…"

// address is a web address, an e-mail address, or the name of a host as people write it: with a scheme, with "www.", or with
// an ending that is one of a country or a common one. Case tells "uns.Im" from a host in Isle of Man.
var address = regexp.MustCompile(`(?i:\b[a-z][a-z0-9+.-]{1,20}://[^\s<>()\[\]"]+)|` +
	`(?:[\p{L}\p{N}._%+-]+@)?\b(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+` +
	`(?:(?i:com|net|org|info|biz|app|dev|xyz|online|site|website|shop|store|cloud|club|top|live|link|click|page|tech|space|fun|icu|vip|win|bid|loan|` +
	`review|download|stream|zip|mov|support|help|services|agency|digital|network|world|today|news|life|email|` +
	`zone|host|press|money|finance|gov|edu|mil|int|name|pro|mobi|example|test|invalid)|[a-z]{2}|[A-Z]{2})\b` +
	`(?::\d+)?(?:/[^\s<>()\[\]"]*)?`)

// clean replaces the addresses that are not trusted.
func (g *guard) clean(text string) string {
	return address.ReplaceAllStringFunc(text, func(a string) string {
		end := len(strings.TrimRight(a, ".,;:!?"))
		a, rest := a[:end], a[end:]
		if g.trusts(a) {
			return a + rest
		}
		if !slices.Contains(g.withheld, a) {
			g.withheld = append(g.withheld, a)
		}
		return withheld + rest
	})
}

// trusts tells whether somebody vouches for the host of an address. What has one letter before its ending is an abbreviation.
func (g *guard) trusts(address string) bool {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		rest = address
	}
	rest, _, _ = strings.Cut(rest, "/")
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		rest = rest[at+1:]
	}
	host, _, _ := strings.Cut(rest, ":")
	if host = bareHost(host); !ok && abbreviation.MatchString(host) {
		return true
	}
	return slices.ContainsFunc(g.trusted, func(t string) bool { return host == t || strings.HasSuffix(host, "."+t) })
}

var abbreviation = regexp.MustCompile(`^(?:[\p{L}\p{N}]\.)*[\p{L}\p{N}]{1,2}$`)

func bareHost(h string) string { return strings.TrimPrefix(strings.ToLower(h), "www.") }

// guarded takes out of an answer what the guard withholds: nothing if it quotes the bot's own authors.
func (a *Answers) guarded(answer Answer) Answer {
	if !answer.Written && a.own(answer.Citations) {
		return answer
	}
	var urls []string
	for _, c := range answer.Citations {
		urls = append(urls, c.URL)
	}
	g := a.guard(urls...)
	answer.Text = g.clean(answer.Text)
	answer.Citations = slices.Clone(answer.Citations)
	for i, c := range answer.Citations {
		answer.Citations[i] = bot.Citation{Document: c.Document, Title: g.clean(c.Title), URL: c.URL, Quote: g.clean(c.Quote)}
	}
	for _, w := range g.withheld {
		if !slices.Contains(answer.Withheld, w) {
			answer.Withheld = append(answer.Withheld, w)
		}
	}
	return answer
}

// own tells whether the bot's authors wrote all that is cited.
func (a *Answers) own(cited []bot.Citation) bool {
	return a.Own != nil && !slices.ContainsFunc(cited, func(c bot.Citation) bool { return !a.Own(c.Document) })
}

// markupLike is what could be shown as something else than text: links, pictures, tags, and addresses that run code.
var markupLike = quick.MustCompile(`\]\(|!\[|<[a-zA-Z/!]|(?i)\b(?:javascript|vbscript|data):`)

// addressesIn finds the addresses of a text. Every one has a dot before another letter, or a scheme; most sentences have neither.
func addressesIn(text string) []string {
	for i := range len(text) - 1 {
		if text[i] == '.' && text[i+1] > ' ' || strings.HasPrefix(text[i:], "://") {
			return address.FindAllString(text, -1)
		}
	}
	return nil
}

// fits tells whether a sentence of a model may stand on a passage at all: it brings no markup, and no address or code that
// the passage does not have. Words may be others, where they mean the same; these cannot mean the same as anything else.
func fits(said string, p Passage) bool {
	if markupLike.MatchString(said) {
		return false
	}
	text := firstOf(p.Whole, p.Text)
	for _, a := range addressesIn(said) {
		if !strings.Contains(text, strings.TrimRight(a, ".,;:!?")) {
			return false
		}
	}
	named := codes(said)
	return len(named) == 0 || mentioned(named, strings.Join(append([]string{text, p.Title}, p.Headings...), " ")) == 1
}

// toWriter finds sentences that are not meant for readers but for whoever writes an answer from them: they speak of its
// answer, its instructions or its prompt.
var toWriter = quick.MustCompile(`(?i)\b(?:your|deine[rmns]?|ihre[rmns]?) (?:\p{L}+ )?(?:response|answer|reply|output|prompt|antwort(?:en)?|ausgabe)\b|` +
	`\b(?:system|initial|original) (?:prompt|instructions?|anweisung(?:en)?)\b|` +
	`\b(?:ignore|disregard|forget|ignoriere?n?|vergiss|vergessen sie) (?:\p{L}+ ){0,4}(?:instructions?|rules|prompts?|guidelines|anweisungen|regeln|vorgaben|instruktionen|aufgaben|tasks)\b`)

// takesOver finds those that want to be obeyed in place of what was said before. What stands behind one of them is what they want.
var takesOver = regexp.MustCompile(`(?i)\b(?:ignore|disregard|forget|ignoriere?n?|vergiss|vergessen sie) (?:\p{L}+ ){0,2}(?:previous|prior|above|earlier|bisherigen|vorherigen|vorigen|obigen) ` +
	`(?:\p{L}+ )?(?:instructions?|rules|prompts?|guidelines|anweisungen|regeln|vorgaben|instruktionen)\b`)

// forReaders leaves such sentences out: they are neither quoted, nor does anything rest on them.
func forReaders(units []string) []string {
	if i := slices.IndexFunc(units, takesOver.MatchString); i >= 0 {
		units = units[:i]
	}
	return slices.DeleteFunc(units, toWriter.MatchString)
}
