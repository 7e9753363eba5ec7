package private

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// standIns make the n-th stand-in, counted from 0, of the form of an original. All of them are nobody's: example domains
// (RFC 2606), documentation addresses (RFC 5737, RFC 3849), numbers of the ranges that are kept free for films and books.
var standIns = map[Kind]func(original string, n int) string{
	Name: func(o string, n int) string { return likeCase(o, pick(givenNames, n)) },
	Email: func(o string, n int) string {
		return strings.Replace(fmt.Sprintf("muster%d@example.com", n+1), "@", at(o), 1)
	},
	Phone:    standInPhone,
	IBAN:     standInIBAN,
	Card:     standInCard,
	Address:  standInAddress,
	Birth:    standInBirth,
	Number:   counted,
	Identity: standInIdentity,
	IP:       standInIP,
	Link:     func(_ string, n int) string { return fmt.Sprintf("https://example.com/%d", n+1) },
	Plate: func(o string, n int) string {
		return counted("XX-XX"+o[strings.LastIndexFunc(o, unicode.IsLetter)+1:], n)
	},
}

// Invented persons.
var (
	givenNames  = strings.Fields("Maria Max Erika Jonas Lena Paul Clara Felix Emma Anton Greta Moritz Ida Oskar Nora Emil Frieda Hugo Luise Karl")
	familyNames = strings.Fields("Muster Beispiel Probe Mustermann Exempel Beispielmann Musterfrau Probst Beispielfrau Musterer Vorlage Versuch")
)

// pick is the n-th of a list, in pairs when it is used up.
func pick(list []string, n int) string {
	if n < len(list) {
		return list[n]
	}
	return list[n%len(list)] + "-" + pick(list, n/len(list)-1)
}

// likeCase writes a stand-in as the original is written: in capitals, or in lower case.
func likeCase(original, standIn string) string {
	first, size := utf8.DecodeRuneInString(original)
	switch {
	case unicode.IsLower(first):
		return strings.ToLower(standIn)
	case size < len(original) && original == strings.ToUpper(original):
		return strings.ToUpper(standIn)
	}
	return standIn
}

// at is how an address separates its two parts.
func at(email string) string {
	if i := strings.IndexAny(email, "[("); i >= 0 && !strings.Contains(email, "@") {
		return " (at) "
	}
	return "@"
}

// counted keeps everything but the digits: those become 1, zeros, and a counter.
func counted(original string, n int) string {
	width := len(digitsOf(original))
	return fill(original, fmt.Sprintf("1%0*d", max(width-1, 0), n+1))
}

// fill puts digits in the places of the digits of a form. Digits that are missing are zeros, those too many fall off in front.
func fill(form, digits string) string {
	width := len(digitsOf(form))
	digits = strings.Repeat("0", max(width-len(digits), 0)) + digits
	digits = digits[len(digits)-width:]
	out := []byte(form)
	for i, c := range out {
		if c >= '0' && c <= '9' {
			out[i], digits = digits[0], digits[1:]
		}
	}
	return string(out)
}

// standInAddress keeps of an address what parts it has: a street with its number, a postcode with its town.
func standInAddress(original string, n int) string {
	english := strings.IndexFunc(original, unicode.IsDigit) == 0 && !postcodeFirst.MatchString(original)
	var parts []string
	if streetPart.MatchString(original) {
		street := fmt.Sprintf("Musterstraße %d", n+1)
		if english {
			street = fmt.Sprintf("%d Example Street", n+1)
		}
		parts = append(parts, street)
	}
	if m := postcodePart.FindStringSubmatch(original); m != nil {
		code := fill(m[1], fmt.Sprintf("1234%d", n%10))
		if m[2] != "" {
			code += " Musterstadt"
		}
		parts = append(parts, code)
	}
	if len(parts) == 0 {
		return counted(original, n)
	}
	return strings.Join(parts, ", ")
}

func standInBirth(original string, n int) string {
	day := fmt.Sprintf("%02d", n%28+1)
	switch {
	case strings.IndexFunc(original, unicode.IsLetter) >= 0:
		return fmt.Sprintf("%s. Januar 1970", strings.TrimPrefix(day, "0"))
	case original[min(4, len(original)-1)] == '-':
		return "1970-01-" + day
	}
	return day + ".01.1970"
}

// standInIdentity uses 987-65-43xx for US social security numbers, which were never given out.
func standInIdentity(original string, n int) string {
	if ssnForm.MatchString(original) && len(original) == 11 {
		return fmt.Sprintf("987-65-43%02d", (20+n)%100)
	}
	return counted(original, n)
}

func standInIP(original string, n int) string {
	if strings.Contains(original, ":") {
		return fmt.Sprintf("2001:db8::%x", n+1)
	}
	return fmt.Sprintf("192.0.2.%d", n%254+1)
}
