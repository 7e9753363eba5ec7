package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// margin is the part of a page's height, above and below, in which running heads stand.
const margin = 0.12

var (
	digits     = regexp.MustCompile(`\d+`)
	leader     = regexp.MustCompile(`(\. ?){4,}[\divxlc]*$`)
	pageNumber = regexp.MustCompile(`(?i)^[-–—|\s]*((page|seite|p\.|s\.)\s*)?(\d{1,4}|[ivxlc]{1,6})(\s*(/|of|von)\s*\d{1,4})?[-–—|\s]*$`)
)

// clear takes away what stands in the margins of several pages, numbers apart (running heads, feet and page numbers),
// and the lines of a table of contents.
func (f *file) clear() {
	body := f.body()
	seen := map[string]int{}
	for _, p := range f.pages {
		var own []string
		for _, l := range p.lines {
			if key, ok := p.running(l, body); ok && !slices.Contains(own, key) {
				own = append(own, key)
				seen[key]++
			}
		}
	}
	for _, p := range f.pages {
		for _, l := range p.lines {
			key, ok := p.running(l, body)
			l.gone = ok && (seen[key] >= max(2, min(3, (len(f.pages)+1)/2)) || pageNumber.MatchString(l.text())) || leader.MatchString(l.text())
		}
		p.lines = slices.DeleteFunc(p.lines, func(l *line) bool { return l.gone || len(l.words) == 0 })
	}
}

// running gives what identifies a line that stands where running heads do, in letters that are not larger than the text's. A
// page that is not higher than some lines of text has no margins.
func (p *page) running(l *line, body float64) (string, bool) {
	if l.size() > larger*body || l.bottom > margin*p.height && l.top < (1-margin)*p.height || p.height < 20*l.high() {
		return "", false
	}
	key := digits.ReplaceAllString(strings.ToLower(l.text()), "0")
	return fmt.Sprintf("%s at %.0f", key, l.top/4), true // a point more or less does not matter
}
