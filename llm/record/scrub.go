package record

import (
	"regexp"
	"strings"
)

// What stands in the place of what was taken out.
const (
	someone = "someone@example.com"
	secret  = "[secret]"
)

var (
	mail = regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}`)
	// keys: of OpenAI and its like, GitHub, Slack, AWS, Telegram, JSON web tokens (RFC 7519), and whatever follows "Bearer".
	keys = regexp.MustCompile(`\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bxox[a-z]-[A-Za-z0-9-]{10,}|\bAKIA[A-Z0-9]{16}\b|` +
		`\b\d{8,10}:[A-Za-z0-9_-]{35}\b|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}|(?i:\bbearer\s+)[A-Za-z0-9._~+/-]{8,}=*`)
	reserved = regexp.MustCompile(`(?i)[@.](?:example\.(?:com|net|org)|example|test|invalid)$`) // RFC 2606
)

// scrub takes e-mail addresses and what is shaped like a key out of a text. Addresses in the domains that are reserved for
// examples stay.
func scrub(text string) string {
	text = keys.ReplaceAllString(text, secret)
	return mail.ReplaceAllStringFunc(text, func(address string) string {
		if reserved.MatchString(address) {
			return address
		}
		return someone
	})
}

// without takes the secrets out of a text.
func without(text string, secrets []string) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, secret)
		}
	}
	return text
}

// hintLength is how much of what was asked is kept, in characters.
const hintLength = 80

// shortened is the end of a text, on one line: what was asked stands there.
func shortened(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > hintLength {
		return "…" + string(r[len(r)-hintLength:])
	}
	return text
}
