package eval_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

const utterances = `{"id": "a", "fold": 0, "text": "lost card", "intents": ["lost", "card"]}
{"id": "b", "fold": 5, "text": "lost card", "intents": ["card"]}
nothing
{"id": "c", "fold": 5, "text": "lost card", "intents": ["new", "lost"]}
{"id": "d", "fold": 5, "text": "lost card", "intents": ["new"]}
`

func TestASetInItsOriginalFormIsMeasured(t *testing.T) {
	root := tree(t, map[string]string{
		"data/utterances.jsonl": utterances,
		"suite/suite.json":      `{"name": "bank", "kind": "intents", "form": "nlupp", "data": "../data"}`,
	})
	s := suite(t, run(t, ports(), root), "bank")
	// "lost" comes first among the examples: right for c alone, whose other intent it is.
	if s.Metrics["accuracy"] != (score.Score{Value: round(1.0 / 3), N: 3}) {
		t.Errorf("metrics %v", s.Metrics)
	}
	if len(s.Faults) != 1 || s.Faults[0].Line != 3 || !strings.HasSuffix(s.Faults[0].File, "utterances.jsonl") {
		t.Errorf("the broken row: %v", s.Faults)
	}
	if c := s.Cases[1]; c.ID != "c" || c.Line != 4 || !strings.HasSuffix(c.File, "utterances.jsonl") {
		t.Errorf("the case does not stand where it was published: %+v", c)
	}
}

func TestASetThatIsNotOnThisMachineIsNamed(t *testing.T) {
	t.Setenv("LOTSE_NO_SUCH_FOLDER", "")
	root := tree(t, map[string]string{
		"a/suite.json": `{"name": "unset", "kind": "intents", "form": "nlupp", "data": "${LOTSE_NO_SUCH_FOLDER}/bank"}`,
		"b/suite.json": `{"name": "gone", "kind": "intents", "form": "nlupp", "data": "nowhere"}`,
		"c/suite.json": `{"name": "mistyped", "kind": "intents", "form": "nlup", "data": "."}`,
	})
	r := run(t, ports(), root)
	if s := suite(t, r, "unset"); s.Skipped != "LOTSE_NO_SUCH_FOLDER is not set: it says where the data lies" || s.Measured() {
		t.Errorf("skipped because %q", s.Skipped)
	}
	if s := suite(t, r, "gone"); !strings.HasPrefix(s.Skipped, "its data is not there: ") || s.Measured() {
		t.Errorf("skipped because %q", s.Skipped)
	}
	if s := suite(t, r, "mistyped"); len(s.Faults) == 0 || !strings.Contains(s.Faults[0].Problem, "did you mean nlupp?") {
		t.Errorf("faults %v", s.Faults)
	}
	if r.Verdict() != report.Unrunnable {
		t.Errorf("verdict %v", r.Verdict())
	}
}
