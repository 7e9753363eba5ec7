package private

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang/quick"
)

// What stands for itself wherever it is found: its form says what it is.
var (
	linkForm  = quick.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"']+`)
	emailForm = quick.MustCompile(`(?i)[\p{L}\p{N}][\p{L}\p{N}._%+-]*(?:@| ?[\[(](?:at|ät)[\])] ?)[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}`)
	ibanForm  = quick.MustCompile(`(?i)\b[a-z]{2}\d{2}(?:[ ]?[a-z0-9]{4}){2,7}(?:[ ]?[a-z0-9]{1,3})?\b`)
	ip4Form   = quick.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`)
	ip6Form   = quick.MustCompile(`(?i)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}`)
	plateForm = quick.MustCompile(`\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]?\d{1,4}[EH]?\b`)
	wordEnd   = regexp.MustCompile(`[\p{L}\d:]$`)
	wordStart = regexp.MustCompile(`^[\p{L}\d:]`)
	tokenForm = regexp.MustCompile(`[A-Za-z0-9_-]{16,}`)
)

// links are URLs that lead to one person's things: with a token in them, a query, or a name before the host. Others are no
// secret.
func links(text string) []Span {
	return only(found(Link, linkForm, text), text, func(s string) bool {
		_, query, asks := strings.Cut(s, "?")
		_, rest, _ := strings.Cut(s, "//")
		host, path, _ := strings.Cut(rest, "/")
		return asks && query != "" || strings.Contains(host, "@") || hasToken(path)
	})
}

// hasToken tells a random key from words that were joined by hyphens.
func hasToken(path string) bool {
	for _, t := range tokenForm.FindAllString(path, -1) {
		if strings.ContainsAny(t, "0123456789") && strings.Count(t, "-") < 4 || len(t) == 36 {
			return true
		}
	}
	return false
}

func emails(text string) []Span { return found(Email, emailForm, text) }

// ibans are right by checksum, or at least as long as those of their country: a mistyped one is personal, too.
func ibans(text string) []Span {
	var all []Span
	for _, s := range found(IBAN, ibanForm, text) {
		for end := s.End; end > s.Start+14; end-- { // a word may have followed
			if isIBAN(text[s.Start:end]) {
				all = append(all, Span{IBAN, s.Start, end})
				break
			}
		}
	}
	return all
}

func isIBAN(s string) bool {
	s = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	if length, known := ibanLengths[s[:2]]; known {
		return len(s) == length
	}
	return len(s) >= 15 && len(digitsOf(s)) >= 10 && mod97(s[4:]+s[:4]) == 1
}

// ibanLengths are those of the SWIFT IBAN registry, for the countries nearest to us.
var ibanLengths = map[string]int{
	"AT": 20, "BE": 16, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "HU": 28, "IE": 22, "IT": 27,
	"LI": 21, "LU": 20, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "SE": 24, "SI": 19, "SK": 24, "TR": 26,
}

func ips(text string) []Span {
	whole := func(s Span) bool {
		_, err := netip.ParseAddr(text[s.Start:s.End])
		return err == nil && !wordEnd.MatchString(text[:s.Start]) && !wordStart.MatchString(text[s.End:]) && s.End-s.Start > 6
	}
	all := claim(found(IP, ip4Form, text), found(IP, ip6Form, text))
	return slices.DeleteFunc(all, func(s Span) bool { return !whole(s) })
}

func plates(text string) []Span { return found(Plate, plateForm, text) }
