package private

// A detector finds one kind of personal data.
type detector struct {
	find  func(text string) []Span
	worth func(s signs) bool // trying: a text with these signs may have some
}

// detectors are those of all kinds. Where two of them claim the same letters, the first has them, and the other what is left.
var detectors = []detector{
	{links, func(s signs) bool { return s.slashes >= 2 || s.www }},
	{emails, func(s signs) bool { return s.at && s.dots >= 1 }},
	{ibans, func(s signs) bool { return s.digits >= 2 }},
	{cards, func(s signs) bool { return s.digits >= 12 }},
	{identities, func(s signs) bool { return s.digits >= 1 }},
	{births, func(s signs) bool { return s.digits >= 4 }},
	{ips, func(s signs) bool { return s.colons >= 2 || s.dots >= 3 && s.digits >= 4 }},
	{addresses, func(s signs) bool { return s.digits >= 1 }},
	{numbers, func(s signs) bool { return s.digits >= 1 }},
	{phones, func(s signs) bool { return s.digits >= 6 }},
	{plates, func(s signs) bool { return s.digits >= 1 && s.dashes >= 1 }},
	{people, func(signs) bool { return true }},
}

// signs are letters without which there is nothing of some kind. Most texts have few of them, and counting takes less time than
// trying a single expression.
type signs struct {
	digits, colons, slashes, dots, dashes int
	at, www                               bool // an @, or a bracket that may stand for one; the end of "www."
}

func signsOf(text string) (s signs) {
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			s.digits++
		case c == ':':
			s.colons++
		case c == '/':
			s.slashes++
		case c == '.':
			s.dots++
			s.www = s.www || i > 0 && text[i-1]|' ' == 'w'
		case c == '-':
			s.dashes++
		case c == '@' || c == '(' || c == '[':
			s.at = true
		}
	}
	return s
}
