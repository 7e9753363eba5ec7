package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// The JUnit XML that CI systems read (the schema of Apache Ant's junitreport task, as Jenkins and GitLab take it).
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitProblem `xml:"failure"`
		Error   *junitProblem `xml:"error"`
		Skipped *junitProblem `xml:"skipped"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitProblem struct {
		Summary string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the report as JUnit XML. Tests are the scripts of conversations, and the metrics of all suites, which fail
// if the gate says so; what could not be measured is an error.
func (r *Report) WriteJUnit(w io.Writer) error {
	var all junitSuites
	for _, s := range r.Suites {
		all.add(s.junit(r.Gate))
	}
	if len(r.Faults) > 0 {
		all.add(junitSuite{Name: "eval", Cases: faultCases("eval", r.Faults)})
	}
	b, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("write the report as JUnit XML: %w", err)
	}
	_, err = w.Write(append([]byte(xml.Header), append(b, '\n')...))
	return err
}

func (all *junitSuites) add(s junitSuite) {
	for _, c := range s.Cases {
		s.Tests++
		if c.Failure != nil {
			s.Failures++
		}
		if c.Error != nil {
			s.Errors++
		}
		if c.Skipped != nil {
			s.Skipped++
		}
	}
	all.Tests, all.Failures, all.Errors, all.Skipped = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors, all.Skipped+s.Skipped
	all.Suites = append(all.Suites, s)
}

func (s *Suite) junit(j *Judgement) junitSuite {
	out := junitSuite{Name: s.Name}
	if s.Skipped != "" {
		out.Cases = append(out.Cases, junitCase{Class: s.Name, Name: s.Kind, Skipped: &junitProblem{Summary: s.Skipped}})
	}
	if s.Kind == "conversations" {
		out.Cases = append(out.Cases, s.scriptCases()...)
	}
	for _, m := range slices.Sorted(maps.Keys(s.Metrics)) {
		f := s.Main(m)
		out.Cases = append(out.Cases, junitCase{
			Class: s.Name, Name: m, Failure: regressed(j, s.Name, m),
			Output: fmt.Sprintf("%.4f of %d cases (%.4f-%.4f) %s", f.Value, f.N, f.Low, f.High, f.Setting),
		})
	}
	for _, m := range s.Missing {
		out.Cases = append(out.Cases, junitCase{Class: s.Name, Name: m, Failure: regressed(j, s.Name, m), Skipped: &junitProblem{Summary: "does not apply"}})
	}
	whole := slices.DeleteFunc(slices.Clone(s.Faults), func(f bot.Fault) bool { return s.Kind == "conversations" && isScript(f.File) })
	out.Cases = append(out.Cases, faultCases(s.Name, whole)...)
	return out
}

func (s *Suite) scriptCases() []junitCase {
	var out []junitCase
	for _, c := range s.Cases {
		if !isScript(c.File) {
			continue
		}
		jc := junitCase{Class: s.Name, Name: c.ID}
		if i := slices.IndexFunc(s.Failures, func(f Failure) bool { return f.Case == c.ID }); i >= 0 {
			f := s.Failures[i]
			jc.Failure = &junitProblem{Summary: fmt.Sprintf("%s:%d", f.File, f.Line), Text: f.Diff}
		}
		for _, f := range s.Faults {
			if f.File == c.File && f.Severity == bot.Error {
				jc.Error = &junitProblem{Summary: f.Problem, Text: f.Error()}
			}
		}
		out = append(out, jc)
	}
	return out
}

// isScript tells a scripted conversation from a flow, which is a case of the same suite.
func isScript(file string) bool { return strings.HasSuffix(file, ".chat") }

func regressed(j *Judgement, suite, metric string) *junitProblem {
	if j == nil {
		return nil
	}
	var out *junitProblem
	for _, g := range j.Regressions {
		switch {
		case g.Suite != suite || g.Metric != metric:
			continue
		case out == nil:
			out = &junitProblem{}
		default:
			out.Summary += "; "
		}
		out.Summary += fmt.Sprintf("%s: %s: was %.4f, is %.4f", g.Named(), g.Problem, g.Was.Value, g.Is.Value)
		for _, w := range g.Worse {
			out.Text += fmt.Sprintf("%s:%d %s %s\n", w.File, w.Line, w.Case, w.Detail)
		}
		if g.Label == "" { // the cases of its labels are among its own
			break
		}
	}
	return out
}

func faultCases(class string, faults []bot.Fault) []junitCase {
	var out []junitCase
	for _, f := range faults {
		if f.Severity == bot.Error {
			out = append(out, junitCase{Class: class, Name: fmt.Sprintf("%s:%d", f.File, f.Line), Error: &junitProblem{Summary: f.Problem, Text: f.Error()}})
		}
	}
	return out
}
