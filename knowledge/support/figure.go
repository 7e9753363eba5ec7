package support

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/quick"
)

// A figure is a number with what it counts, a time of day or a part of a date.
type figure struct {
	value string // "1500", "3.5", "7:30"; of what is no number the text itself
	unit  string // in one form for all languages: "km", "day", "month"; empty if nothing known follows
}

// String is the figure in the one form in which all its notations are alike.
func (f figure) String() string { return strings.TrimSpace(f.value + " " + f.unit) }

// matches tells whether a source that says o supports f: the unit may be left out, not added.
func (f figure) matches(o figure) bool {
	if f.value != o.value {
		return false
	}
	return f.unit == o.unit || f.unit == "" && o.unit != "month" && o.unit != "o'clock" || f.unit == ordinal && o.unit == ""
}

// A span is a figure in a text.
type span struct {
	start, end int
	figure     figure
}

var (
	isoDate       = quick.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	dotDate       = quick.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2}\b)?`)
	clock         = quick.MustCompile(`\b(\d{1,2})[:.](\d{2})\s?(Uhr|h\b|[ap]\.?m\b\.?)|\b(\d{1,2}):(\d{2})\b|\b(\d{1,2})\s?(Uhr|[ap]\.?m\b\.?)`)
	numeral       = quick.MustCompile(`([$€£]\s?)?\d+(?:[.,'’]\d+)*(½|¼|¾)?(\s?[%€$£]|\s?°\s?[CF]?)?`)
	bullet        = regexp.MustCompile(`^\s*(?:[-*•–+]|\d{1,2}[.)])\s+`)
	ordinalSuffix = regexp.MustCompile(`^(?:st|nd|rd|th)\b`)
	fraction      = strings.NewReplacer("½", ".5", "¼", ".25", "¾", ".75")
)

// figuresOf finds the figures of a text that are written in digits, in order.
func figuresOf(text, language string) (all []span) {
	covered := func(at int) bool {
		for _, s := range all {
			if s.start <= at && at < s.end {
				return true
			}
		}
		return false
	}
	add := func(from, to int, value, unit string) {
		if from >= 0 && !covered(from) {
			all = append(all, span{from, to, figure{value, unit}})
		}
	}
	for _, m := range isoDate.FindAllStringSubmatchIndex(text, -1) {
		add(m[4], m[5], plainNumber(text[m[4]:m[5]], ""), "month")
		add(m[6], m[7], plainNumber(text[m[6]:m[7]], ""), "")
		add(m[2], m[3], text[m[2]:m[3]], "")
	}
	for _, m := range dotDate.FindAllStringSubmatchIndex(text, -1) {
		if month, _ := strconv.Atoi(text[m[4]:m[5]]); month < 1 || month > 12 {
			continue
		}
		add(m[2], m[3], plainNumber(text[m[2]:m[3]], ""), "")
		add(m[4], m[5], plainNumber(text[m[4]:m[5]], ""), "month")
		if m[6] >= 0 {
			add(m[6], m[7], text[m[6]:m[7]], "")
		}
	}
	for _, m := range clock.FindAllStringSubmatchIndex(text, -1) {
		if covered(m[0]) {
			continue
		}
		switch {
		case m[2] >= 0:
			add(m[0], m[1], hour(text[m[2]:m[3]], text[m[4]:m[5]], text[m[6]:m[7]]), "o'clock")
		case m[8] >= 0:
			add(m[0], m[1], hour(text[m[8]:m[9]], text[m[10]:m[11]], ""), "o'clock")
		default:
			add(m[0], m[1], hour(text[m[12]:m[13]], "00", text[m[14]:m[15]]), "o'clock")
		}
	}
	for _, m := range numeral.FindAllStringSubmatchIndex(text, -1) {
		if inWord(text, m[0]) || covered(m[0]) {
			continue
		}
		unit := ""
		if suffix := ordinalSuffix.FindString(text[m[1]:]); suffix != "" {
			unit = ordinal
			m[1] += len(suffix)
		}
		for _, g := range [][2]int{{m[2], m[3]}, {m[6], m[7]}} {
			if g[0] >= 0 {
				unit = units[strings.ToLower(strings.TrimSpace(text[g[0]:g[1]]))]
			}
		}
		digits := strings.TrimFunc(text[m[0]:m[1]], func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune("½¼¾", r) })
		add(m[0], m[1], plainNumber(digits, language), unit)
	}
	return all
}

// inWord tells that a digit belongs to a code or a model's name, such as E7.
func inWord(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return unicode.IsLetter(r)
}

// hour is a time of day of 24 hours.
func hour(h, m, half string) string {
	n, _ := strconv.Atoi(h)
	switch half = strings.ToLower(half); {
	case strings.HasPrefix(half, "p") && n < 12:
		n += 12
	case strings.HasPrefix(half, "a") && n == 12:
		n = 0
	}
	return fmt.Sprintf("%d:%s", n, m)
}

// plainNumber writes a number without groups and with a decimal point. What is no number, such as a version, stays.
func plainNumber(digits, language string) string {
	digits = fraction.Replace(digits)
	if value, ok := lang.Number(digits, firstOf(language, lang.English)); ok {
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return digits
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// spanAt reads a figure at a token: one in digits with the unit behind it, one in words, or the name of a month. It says how
// many tokens it takes.
func spanAt(spans []span, at int, tokens []lang.Token) (figure, int, bool) {
	for _, s := range spans {
		if s.start > at || at >= s.end {
			continue
		}
		used := 1
		for used < len(tokens) && tokens[used].Start < s.end {
			used++
		}
		f := s.figure
		if f.unit == "" && used < len(tokens) && tokens[used].Start-s.end <= 3 {
			f, used = withUnit(f, tokens, used)
		}
		return f, used, true
	}
	return inWords(tokens)
}

// withUnit reads the scale and the unit behind a number.
func withUnit(f figure, tokens []lang.Token, used int) (figure, int) {
	if scale, ok := scales[lang.Fold(tokens[used].Text)]; ok {
		if value, err := strconv.ParseFloat(f.value, 64); err == nil {
			f.value = strconv.FormatFloat(value*scale, 'f', -1, 64)
			used++
		}
	}
	if used < len(tokens) {
		if unit, ok := units[lang.Fold(tokens[used].Text)]; ok {
			f.unit = unit
			used++
		}
	}
	return f, used
}

// inWords reads "zwölf Tage", "twenty five", "December".
func inWords(tokens []lang.Token) (figure, int, bool) {
	first := tokens[0].Text
	lower := strings.ToLower(first)
	if month, ok := months[lower]; ok && (lower != first || lower == "mai") {
		return figure{month, "month"}, 1, true
	}
	if value, ok := ordinals[lang.Fold(lower)]; ok {
		return figure{value, ordinal}, 1, true
	}
	value, ok := wordNumber(lower)
	if !ok {
		return figure{}, 0, false
	}
	used := 1
	if value >= 20 && value < 100 && len(tokens) > 1 && int(value)%10 == 0 {
		if unit, ok := wordNumber(strings.ToLower(tokens[1].Text)); ok && unit < 10 {
			value, used = value+unit, 2
		}
	}
	f := figure{value: strconv.FormatFloat(value, 'f', -1, 64)}
	if used < len(tokens) {
		f, used = withUnit(f, tokens, used)
	}
	return f, used, true
}

// wordNumber reads one word. Articles and denials are none.
func wordNumber(lower string) (float64, bool) {
	if noNumber[lower] || !unicode.IsLetter(rune(lower[0])) {
		return 0, false
	}
	for _, l := range [...]string{lang.German, lang.English} {
		if value, ok := lang.Number(lower, l); ok {
			return value, true
		}
	}
	return 0, false
}
