package private

// mod97 is the remainder of ISO 7064 over letters (A is 10) and digits, as IBANs use it (ISO 13616).
func mod97(s string) int {
	rest := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return -1
		}
	}
	return rest
}

// luhn is the remainder of Luhn's sum over digits (ISO/IEC 7812-1, annex B): 0 if the last one is right.
func luhn(digits string) int {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum % 10
}

// digitsOf are the digits of a text alone.
func digitsOf(s string) string {
	var out []byte
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			out = append(out, s[i])
		}
	}
	return string(out)
}
