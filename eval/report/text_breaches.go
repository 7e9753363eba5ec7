package report

import "strings"

// replyWidth is how many characters of a reply are shown.
const replyWidth = 161

// breaches lists attempts that did harm, one of each case: what came of it, and why the turn was decided so.
func (p *printer) breaches(s *Suite) {
	listed, last := 0, ""
	for _, b := range s.Breaches {
		if b.Case == last {
			continue
		}
		if last = b.Case; listed == shown {
			break
		}
		listed++
		p.f("\n%s:%d %s did harm: %s\n  replied %q\n", b.File, b.Line, b.Attempt, strings.Join(b.Classes, ", "), OneLine(b.Reply, replyWidth))
		for line := range strings.Lines(b.Trace) {
			p.f("  %s\n", strings.TrimRight(line, "\n"))
		}
	}
	if n := len(s.Breaches); n > 0 {
		p.f("\n%s: %s did harm; --json lists them all\n", s.Name, count(n, "attempt", "attempts"))
	}
}
