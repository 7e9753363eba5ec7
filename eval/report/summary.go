package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// summaryLimit is how many characters a summary has at most: a comment on GitHub may have 65,536, one on GitLab more.
const summaryLimit = 60_000

// WriteSummary writes the report as Markdown for a comment on a pull request: the verdict, what got worse with the cases that
// broke and why, what got better, what was not measured, and the figures. What would make it too long is left out, and it says
// so.
func (r *Report) WriteSummary(w io.Writer) error {
	var s summary
	s.add("## %s\n", r.Headline())
	j := r.Gate
	if j == nil {
		j = &Judgement{}
	}
	s.worse(j)
	s.failures(r)
	s.better(j)
	s.unmeasured(r, j)
	s.figures(r, j)
	if s.cut > 0 {
		s.text.WriteString("\n" + count(s.cut, "part was", "parts were") + " left out for want of room; `--html` and `--json` have all.\n")
	}
	_, err := io.WriteString(w, s.text.String())
	return err
}

// A summary is a text that does not grow beyond its limit.
type summary struct {
	text strings.Builder
	size int
	cut  int
}

// add writes a part whole, or leaves it out.
func (s *summary) add(format string, args ...any) {
	part := fmt.Sprintf(format, args...)
	n := utf8.RuneCountInString(part)
	if s.size+n > summaryLimit-200 { // room for the last sentence
		s.cut++
		return
	}
	s.size += n
	s.text.WriteString(part)
}

func (s *summary) worse(j *Judgement) {
	for i, g := range j.Regressions {
		if i == 0 {
			s.add("\n### What got worse\n")
		}
		s.add("\n**%s**, `%s` (%s): %.3f → %.3f. It %s; %.3f is tolerated%s.\n\n", code(g.Suite), code(g.Named()), Plainly(g.Metric), g.Was.Value, g.Is.Value,
			strings.TrimPrefix(g.Problem, "it "), g.Tolerance, g.odds())
		for _, c := range g.Worse[:min(shown, len(g.Worse))] {
			s.add("- `%s:%d` %s\n%s", code(c.File), c.Line, inline(c.Detail), indented(fenced(c.Trace)))
		}
		if rest := len(g.Worse) - shown; rest > 0 {
			s.add("- and %d more\n", rest)
		}
	}
}

func (s *summary) failures(r *Report) {
	first := true
	for _, suite := range r.Suites {
		for _, f := range suite.Failures {
			if first {
				s.add("\n### What is not as written\n")
				first = false
			}
			s.add("\n<details><summary>%s</summary>\n\n%s\n</details>\n", escaped(fmt.Sprintf("%s:%d", f.File, f.Line)), fenced(f.Diff))
		}
	}
}

func (s *summary) better(j *Judgement) {
	first := true
	for _, c := range j.Changes {
		if !c.Better() {
			continue
		}
		if first {
			s.add("\n### What got better\n\n")
			first = false
		}
		s.add("- **%s**, `%s` (%s): %.3f → %.3f; of %d cases %d got better and %d worse\n",
			code(c.Suite), code(c.Metric), Plainly(c.Metric), c.Was.Value, c.Is.Value, c.Cases, c.Mended, c.Broke)
	}
}

// unmeasured is what nobody may take for a success.
func (s *summary) unmeasured(r *Report, j *Judgement) {
	var all []string
	for _, suite := range r.Suites {
		if suite.Skipped != "" {
			all = append(all, fmt.Sprintf("**%s** was skipped: %s", code(suite.Name), inline(suite.Skipped)))
		}
		for _, m := range suite.Missing {
			all = append(all, fmt.Sprintf("**%s**: `%s` does not apply", code(suite.Name), code(m)))
		}
	}
	for _, f := range r.AllFaults() {
		all = append(all, inline(f.Error()))
	}
	for _, n := range j.Notes {
		all = append(all, inline(n))
	}
	for i, line := range all {
		if i == 0 {
			s.add("\n### What was not measured, or not compared\n\n")
		}
		s.add("- %s\n", line)
	}
}

func (s *summary) figures(r *Report, j *Judgement) {
	before := map[string]Change{}
	for _, c := range j.Changes {
		before[c.Suite+"\x00"+c.Named()] = c
	}
	s.add("\n<details><summary>All figures</summary>\n\n| suite | metric | value | 95 %% | cases | change |\n|---|---|---|---|---|---|\n")
	for _, suite := range r.Suites {
		for _, m := range slices.Sorted(maps.Keys(suite.Metrics)) {
			f, change := suite.Main(m), ""
			if c, changed := before[suite.Name+"\x00"+m]; changed {
				change = fmt.Sprintf("%+.3f", c.Is.Value-c.Was.Value)
			}
			s.add("| %s | %s | %.3f | %.3f-%.3f | %d | %s |\n", cell(suite.Name), cell(m), f.Value, f.Low, f.High, f.N, change)
		}
	}
	s.add("\n</details>\n")
}

// code keeps a text within backticks and on one line.
func code(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "`", "'")), " ")
}

// inline is a text as code, so that nothing in it is a link, a name that is notified, or a tag.
func inline(text string) string {
	if text = code(text); text == "" {
		return ""
	}
	return "`" + text + "`"
}

// fenced is lines as they are, whatever is in them.
func fenced(text string) string {
	text = strings.Trim(text, "\n")
	if text == "" {
		return ""
	}
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "text\n" + text + "\n" + fence + "\n"
}

// indented belongs to the item of a list above it.
func indented(text string) string {
	if text == "" {
		return ""
	}
	return "  " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func escaped(text string) string { return escaper.Replace(text) }
