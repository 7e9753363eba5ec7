package dialogs

import (
	"regexp"
	"strings"
	"unicode"
)

// phoneForm takes a phone number, typed or shared as a contact.
type phoneForm struct{}

var phoneNumber = regexp.MustCompile(`\+?[0-9(][0-9 /().\-\x{2011}]{3,24}[0-9]`)

// How many digits a phone number has: at most 15 by ITU-T E.164.
const leastDigits, mostDigits = 5, 15

func (f phoneForm) understand(s *Slot, h hearing) (any, bool) {
	for _, e := range h.elements {
		if e.Contact != nil && e.Contact.Phone != "" {
			return e.Contact.Phone, true
		}
	}
	found := phoneNumber.FindAllString(h.text, 2)
	if len(found) != 1 {
		return nil, false
	}
	n := strings.TrimSpace(found[0])
	digits := len(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, n))
	return n, digits >= leastDigits && digits <= mostDigits
}

// find takes only a contact: digits in a sentence may be anything.
func (f phoneForm) find(s *Slot, h hearing) (any, bool) {
	h.text = ""
	return f.understand(s, h)
}

func (phoneForm) show(_ *Slot, value any, sp speech) string { return showAny(value, sp.language) }
