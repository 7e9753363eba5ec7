package private

import (
	"fmt"
	"strings"
)

// standInPhone uses the numbers that regulators keep free: 030 23125 xxx (Bundesnetzagentur, Mitteilung 148/2021), 020 7946 0xxx
// (Ofcom), 555-01xx (North American Numbering Plan).
func standInPhone(original string, n int) string {
	digits := digitsOf(original)
	switch abroad := strings.HasPrefix(original, "+") || strings.HasPrefix(digits, "00"); {
	case abroad && strings.HasPrefix(strings.TrimLeft(digits, "0"), "44"):
		return fmt.Sprintf("+44 20 7946 0%03d", n%1000)
	case abroad && strings.HasPrefix(strings.TrimLeft(digits, "0"), "1"):
		return fmt.Sprintf("+1 202 555 01%02d", n%100)
	case abroad:
		return fmt.Sprintf("+49 30 23125 %03d", n%1000)
	case !strings.HasPrefix(digits, "0") && len(digits) == 10:
		return fill(original, fmt.Sprintf("20255501%02d", n%100))
	}
	return fmt.Sprintf("030 23125 %03d", n%1000)
}

// examples are the IBANs that the SWIFT IBAN registry shows for each country, without their last two characters.
var ibanExamples = map[string]string{
	"DE": "3704004405320130", "AT": "19043002345732", "CH": "007620116238529", "GB": "NWBK601613319268", "FR": "200410100505000131026",
	"NL": "ABNA04171643", "BE": "5390075470", "ES": "210004184502000513", "IT": "X05428111010000001234", "PL": "1090101400000712198128",
}

// standInIBAN is an IBAN of the same country with a right checksum (ISO 13616), written in groups if the original is.
func standInIBAN(original string, n int) string {
	country := strings.ToUpper(original[:2])
	example, known := ibanExamples[country]
	if !known {
		country, example = "DE", ibanExamples["DE"]
	}
	account := fmt.Sprintf("%s%02d", example, n%100)
	iban := fmt.Sprintf("%s%02d%s", country, 98-mod97(account+country+"00"), account)
	if strings.Contains(original, " ") {
		iban = grouped(iban)
	}
	return iban
}

// grouped writes in groups of four.
func grouped(s string) string {
	var parts []string
	for len(s) > 4 {
		parts, s = append(parts, s[:4]), s[4:]
	}
	return strings.Join(append(parts, s), " ")
}

// standInCard begins with 4000 and passes Luhn's sum; no bank gives such a card out.
func standInCard(original string, n int) string {
	width := len(digitsOf(original))
	digits := fmt.Sprintf("4%0*d", width-2, n+1)
	return fill(original, fmt.Sprintf("%s%d", digits, (10-luhn(digits+"0"))%10))
}
