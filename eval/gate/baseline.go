package gate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/spot"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Baseline is what is known to be reached: every suite's figures, and what each case added to them, so that a gate can tell
// noise from a real drop and name the cases that got worse.
type Baseline struct {
	Tolerance Tolerance                `json:"tolerance"`
	Suites    map[string]SuiteBaseline `json:"suites"`
}

// A SuiteBaseline is the part of one suite.
type SuiteBaseline struct {
	Kind    string                  `json:"kind"`
	Data    string                  `json:"data,omitempty"` // a mark of the data that the cases were measured with
	Metrics map[string]score.Score  `json:"metrics"`
	Cases   map[string]CaseBaseline `json:"cases"`
}

// A CaseBaseline is the part of one case. In the file it is {"row": "1f3a90c2", "METRIC": 1, ...}.
type CaseBaseline struct {
	Row    string             // a mark of what was asked; empty if it was not known
	Scores map[string]float64 // by metric
}

// MarshalJSON implements [json.Marshaler].
func (c CaseBaseline) MarshalJSON() ([]byte, error) {
	all := map[string]any{}
	for metric, value := range c.Scores {
		all[metric] = value
	}
	if c.Row != "" {
		all["row"] = c.Row
	}
	return json.Marshal(all)
}

// UnmarshalJSON implements [json.Unmarshaler].
func (c *CaseBaseline) UnmarshalJSON(source []byte) error {
	all := map[string]any{}
	if err := json.Unmarshal(source, &all); err != nil {
		return err
	}
	c.Scores = map[string]float64{}
	for name, v := range all {
		switch v := v.(type) {
		case float64:
			c.Scores[name] = v
		case string:
			c.Row = v
		default:
			return fmt.Errorf("%q is neither a number nor a text", name)
		}
	}
	return nil
}

// ReadBaseline reads a baseline file.
func ReadBaseline(file string, source []byte) (*Baseline, error) {
	b := &Baseline{}
	if err := json.Unmarshal(source, b); err != nil {
		line, column := spot.Of(source, err)
		return nil, bot.Fault{
			File: file, Line: line, Column: column, Severity: bot.Error,
			Problem: "the baseline cannot be read: " + err.Error(), Remedy: "write a new one with --update-baseline",
		}
	}
	return b, nil
}

// Keep makes a baseline of a report. What old has of suites that were not run now is kept, and so is its tolerance; old may be
// nil. A suite with faults does not become a baseline: its name is returned.
func Keep(r *report.Report, old *Baseline) (b *Baseline, left []string) {
	b = &Baseline{Tolerance: DefaultTolerance(), Suites: map[string]SuiteBaseline{}}
	if old != nil {
		b.Tolerance = old.Tolerance
		maps.Copy(b.Suites, old.Suites)
	}
	for _, s := range r.Suites {
		if !s.Measured() || len(s.Faults) > 0 {
			left = append(left, s.Name)
			continue
		}
		sb := SuiteBaseline{Kind: s.Kind, Data: s.Data, Metrics: s.Metrics, Cases: map[string]CaseBaseline{}}
		for _, c := range s.Cases {
			sb.Cases[c.ID] = CaseBaseline{c.Row, c.Scores}
		}
		b.Suites[s.Name] = sb
	}
	return b, left
}

// Bytes is the baseline as it is kept: JSON with one case a line, so that a diff of two shows what changed.
func (b *Baseline) Bytes() ([]byte, error) {
	var out bytes.Buffer
	var problem error
	put := func(prefix string, key string, value any, last bool) {
		v, err := json.Marshal(value)
		if err != nil {
			problem = fmt.Errorf("write the baseline: %w", err)
		}
		k, _ := json.Marshal(key) // a string is always written
		fmt.Fprintf(&out, "%s%s: %s%s\n", prefix, k, v, comma(last))
	}
	out.WriteString("{\n")
	put("  ", "tolerance", b.Tolerance, false)
	out.WriteString("  \"suites\": {\n")
	names := slices.Sorted(maps.Keys(b.Suites))
	for i, name := range names {
		s := b.Suites[name]
		k, _ := json.Marshal(name)
		fmt.Fprintf(&out, "    %s: {\n", k)
		put("      ", "kind", s.Kind, false)
		if s.Data != "" {
			put("      ", "data", s.Data, false)
		}
		put("      ", "metrics", s.Metrics, false)
		out.WriteString("      \"cases\": {\n")
		ids := slices.Sorted(maps.Keys(s.Cases))
		for j, id := range ids {
			put("        ", id, s.Cases[id], j == len(ids)-1)
		}
		fmt.Fprintf(&out, "      }\n    }%s\n", comma(i == len(names)-1))
	}
	out.WriteString("  }\n}\n")
	return out.Bytes(), problem
}

func comma(last bool) string {
	if last {
		return ""
	}
	return ","
}
