package lang

import (
	"net/mail"
	"regexp"
	"strings"
)

// address finds what may be an e-mail address; net/mail then judges it.
var address = regexp.MustCompile(`[\p{L}\p{N}.!#$%&'*+/=?^_{|}~-]+@[\p{L}\p{N}][\p{L}\p{N}.-]*\.[\p{L}]{2,}`)

// spoken is how people write around spam filters: "anna (at) example.org".
var spoken = strings.NewReplacer(" (at) ", "@", "(at)", "@", " [at] ", "@", "[at]", "@")

// Email finds the e-mail address in a text. It refuses a text with two different ones.
func Email(text string) (string, bool) {
	found := ""
	for _, candidate := range address.FindAllString(spoken.Replace(text), -1) {
		candidate = strings.Trim(candidate, ".'")
		parsed, err := mail.ParseAddress(candidate)
		if err != nil || parsed.Name != "" || strings.Contains(candidate, "..") {
			continue
		}
		if found != "" && !strings.EqualFold(found, parsed.Address) {
			return "", false
		}
		found = parsed.Address
	}
	return found, found != ""
}
