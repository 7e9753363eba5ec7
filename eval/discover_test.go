package eval_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// tree writes files into a folder of its own.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func names(r *report.Report) []string {
	var all []string
	for _, s := range r.Suites {
		all = append(all, s.Name+" "+s.Kind)
	}
	return all
}

func TestSuitesAreFoundWhereverTheyLie(t *testing.T) {
	root := tree(t, map[string]string{
		"bots/shop/rules.txt":                     "hallo = Tag!",
		"bots/shop/tests/a.chat":                  "customer  hallo\nlotse     Tag!\n",
		"bots/shop/tests/intents/suite.json":      `{"name": "shop_intents", "kind": "intents"}`,
		"bots/shop/.git/suite.json":               `{"name": "hidden", "kind": "intents"}`,
		"bots/shop/node_modules/x/tests/x.chat":   "customer  x\n",
		"apart/suite.json":                        `{"name": "apart", "kind": "conversations", "bot": "../bots/shop"}`,
		"apart/b.chat":                            "customer  hallo\nlotse     Tag!\n",
		"copy/suite.json":                         `{"name": "apart", "kind": "conversations", "bot": "../bots/shop"}`,
		"copy/b.chat":                             "customer  hallo\nlotse     Tag!\n",
		"bots/shop/tests/intents/deeper/suite.js": "not a suite",
	})
	r := run(t, ports(), root, filepath.Join(root, "bots", "shop"))
	if diff := cmp.Diff([]string{"apart conversations", "apart conversations", "shop conversations", "shop_intents intents"}, names(r)); diff != "" {
		t.Error(diff)
	}
	if f := r.Suites[1].Faults; len(f) != 1 || !strings.Contains(f[0].Problem, `another suite is called "apart", too`) {
		t.Errorf("two suites of one name: %v", f)
	}
	for _, s := range []*report.Suite{r.Suites[0], r.Suites[2]} {
		if s.Metrics["passed"].Value != 1 {
			t.Errorf("%s: %+v", s.Name, s.Faults)
		}
	}
}

// A search that fails is the worst search: nothing found, an answerable question not answered, an unanswerable one answered.
func TestASearchThatFailsIsCountedAsTheWorst(t *testing.T) {
	p := ports()
	p.Searcher = failing{}
	s := suite(t, run(t, p, "testdata/suites/shop_search"), "shop_search")
	for metric, want := range map[string]score.Score{"hit@1": {Value: 0, N: 3}, "abstain_f1": {Value: 0, N: 5}, "abstain_auroc": {Value: 0, N: 5}} {
		if s.Metrics[metric] != want {
			t.Errorf("%s is %+v, want %+v", metric, s.Metrics[metric], want)
		}
	}
	if len(s.Faults) != 10 || s.Faults[0].Line != 1 || s.Faults[0].Problem != "not searched: the index is gone" {
		t.Errorf("%d faults: %v", len(s.Faults), s.Faults)
	}
}

type failing struct{}

func (failing) Index(context.Context, []eval.Document) (eval.Library, error) { return failing{}, nil }

func (failing) Search(context.Context, eval.Query) (eval.Found, error) {
	return eval.Found{}, errors.New("the index is gone")
}
func (failing) Close() error { return nil }

// A test set without a sentence within scope has no accuracy to be quoted with oos_recall.
func TestASuiteOfNothingWithinScope(t *testing.T) {
	root := tree(t, map[string]string{
		"suite.json":  `{"name": "outside", "kind": "intents", "metrics": ["accuracy", "oos_recall"]}`,
		"train.jsonl": `{"id": "t", "text": "wo ist mein paket", "lang": "de", "intent": "track"}`,
		"test.jsonl":  `{"id": "q", "text": "wie wird das wetter", "lang": "de", "intent": "oos"}`,
	})
	r := run(t, ports(), root)
	s := suite(t, r, "outside")
	if !cmp.Equal(s.Missing, []string{"accuracy"}) || s.Metrics["oos_recall"] != (score.Score{Value: 1, N: 1}) {
		t.Errorf("missing %v, metrics %v", s.Missing, s.Metrics)
	}
	table := written(t, r.WriteTable)
	if !strings.Contains(table, "accuracy      does not apply") {
		t.Errorf("the table does not say that accuracy does not apply:\n%s", table)
	}
}

func TestEveryScriptThatIsNamedIsRun(t *testing.T) {
	root := tree(t, map[string]string{
		"shop/rules.txt":    "hallo = Tag!",
		"shop/tests/a.chat": "customer  hallo\nlotse     Tag!\n",
		"shop/tests/b.chat": "customer  hallo\nlotse     Tag!\n",
		"shop/tests/c.chat": "customer  hallo\nlotse     Tag!\n",
	})
	script := func(name string) string { return filepath.Join(root, "shop", "tests", name) }
	for want, named := range map[int][]string{
		1: {script("a.chat"), script("a.chat")},
		2: {script("a.chat"), script("c.chat")},
		3: {script("b.chat"), filepath.Join(root, "shop")},
	} {
		r := run(t, ports(), named...)
		if len(r.Suites) != 1 || len(r.Suites[0].Cases) != want {
			t.Errorf("%v: %d suites, the first with %d scripts; want one with %d", named, len(r.Suites), len(r.Suites[0].Cases), want)
		}
	}
}
