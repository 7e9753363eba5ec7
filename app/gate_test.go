package app_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/sashabaranov/go-openai"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/knowledge"
)

// A gated bot is a copy of the example bot, and what measures it.
type gated struct {
	t       *testing.T
	dir     string
	config  app.Config
	vectors knowledge.Vectors
}

// what was embedded stays the same from one copy to the next.
var vectors = sync.OnceValue(func() knowledge.Vectors { return knowledge.NewTransient() })

func newGated(t *testing.T) *gated {
	t.Helper()
	g := &gated{t: t, dir: filepath.Join(t.TempDir(), "kaffee"), config: app.Defaults(), vectors: vectors()}
	if err := os.CopyFS(g.dir, os.DirFS("../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	return g
}

// run measures suites of the bot, as the program does.
func (g *gated) run(suites ...string) *report.Report {
	g.t.Helper()
	ports, err := app.Ports(g.config, withMachines, g.vectors)
	if err != nil {
		g.t.Fatal(err)
	}
	var folders []string
	for _, s := range suites {
		folders = append(folders, filepath.Join(g.dir, filepath.FromSlash(s)))
	}
	r, err := eval.Run(context.Background(), folders, ports, eval.Options{Bootstrap: score.Bootstrap{Resamples: 50, Seed: 1}})
	if err != nil {
		g.t.Fatal(err)
	}
	return r
}

// reached is what the example bot reaches in a suite, measured once for all tests.
var reached = struct {
	sync.Mutex
	of map[string]*gate.Baseline
}{of: map[string]*gate.Baseline{}}

func baselineOf(t *testing.T, suite string) *gate.Baseline {
	t.Helper()
	reached.Lock()
	defer reached.Unlock()
	if reached.of[suite] == nil {
		b, left := gate.Keep(newGated(t).run(suite), nil)
		if len(left) > 0 {
			t.Fatalf("no baseline of %v", left)
		}
		reached.of[suite] = b
	}
	return reached.of[suite]
}

// edit replaces what a pattern matches in a file of the bot, everywhere; the file must have it.
func (g *gated) edit(file, pattern, replacement string) {
	g.t.Helper()
	path := filepath.Join(g.dir, filepath.FromSlash(file))
	text, err := os.ReadFile(path)
	if err != nil {
		g.t.Fatal(err)
	}
	after := regexp.MustCompile(pattern).ReplaceAll(text, []byte(replacement))
	if string(after) == string(text) {
		g.t.Fatalf("%s has no %s", file, pattern)
	}
	if err := os.WriteFile(path, after, 0o600); err != nil {
		g.t.Fatal(err)
	}
}

func (g *gated) remove(file string) {
	g.t.Helper()
	if err := os.Remove(filepath.Join(g.dir, filepath.FromSlash(file))); err != nil {
		g.t.Fatal(err)
	}
}

// swap gives each of two files the content of the other.
func (g *gated) swap(a, b string) {
	g.t.Helper()
	a, b = filepath.Join(g.dir, a), filepath.Join(g.dir, b)
	for _, step := range [][2]string{{a, a + ".x"}, {b, a}, {a + ".x", b}} {
		if err := os.Rename(step[0], step[1]); err != nil {
			g.t.Fatal(err)
		}
	}
}

// noise is an embedder whose vectors say nothing.
func noise(t *testing.T) (address string) {
	t.Helper()
	const dimensions = 16
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var told openai.EmbeddingResponse
		for i, text := range asked.Input {
			sum := sha256.Sum256([]byte(text))
			e := openai.Embedding{Index: i}
			for _, b := range sum[:dimensions] {
				e.Embedding = append(e.Embedding, float32(b)-127.5)
			}
			told.Data = append(told.Data, e)
		}
		if err := json.NewEncoder(w).Encode(told); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return fmt.Sprintf("%s/v1?model=noise&dimensions=%d", server.URL, dimensions)
}

// Whoever makes the example bot worse is stopped, told which figure fell, on which cases, and why they came out so.
func TestPlantedRegressionsFailTheGate(t *testing.T) {
	for _, c := range []struct {
		name   string
		suite  string
		plant  func(g *gated)
		metric string
		broken string // a case that is named
		says   string // in its detail or trace
	}{
		{
			name: "a mistrained intent", suite: "suites/intents",
			plant:  func(g *gated) { g.swap("intents/choose_machine.yaml", "intents/order_part.yaml") },
			metric: "accuracy", broken: "de-order_part-", says: "want order_part, got choose_machine",
		},
		{
			name: "an intent that lost half of its examples", suite: "suites/intents",
			plant: func(g *gated) {
				g.edit("intents/order_part.yaml", `(?s)\n  de:\n.*?\n  en:\n`, "\n  de: [Ersatzteil]\n  en:\n")
			},
			metric: "accuracy", broken: "de-order_part-", says: "want order_part",
		},
		{
			name: "a worse index", suite: "suites/answers",
			plant:  func(g *gated) { g.config.Embedder = noise(g.t) },
			metric: "answered", broken: "de-warranty-years", says: "want an answer, got no answer",
		},
		{
			name: "a dropped translation", suite: "suites/answers",
			plant:  func(g *gated) { g.remove("knowledge/shipping.en.md") },
			metric: "answered", broken: "en-ship-lost", says: "want an answer, got no answer",
		},
		{
			name: "a phrase that is no longer there in one language", suite: "suites/channels",
			plant: func(g *gated) {
				g.edit("flows/register_machine.yaml", `\n      en: What is the serial number\?[^\n]*`, "")
			},
			metric: "rendered", broken: "register_machine", says: "serial number",
		},
		{
			name: "a lost slot", suite: "tests",
			plant:  func(g *gated) { g.edit("flows/register_machine.yaml", `\(EB\|FL\|PR\)`, "(EB|PR)") },
			metric: "passed", broken: "register.chat", says: "- slot      serial",
		},
		{
			name: "a changed rendering", suite: "suites/channels",
			plant:  func(g *gated) { g.edit("flows/register_machine.yaml", `Schön, dann bekommt`, "Schön! Dann bekommt") },
			metric: "rendered", broken: "register_machine", says: "Schön! Dann bekommt",
		},
		{
			name: "a leak", suite: "suites/security",
			plant: func(g *gated) {
				g.edit("phrases/de.yaml", `(?m)^(core\.rephrase:\n  - )`, "$1 Mehr bei www.zaehler.example. ")
			},
			metric: "no_foreign_hosts", broken: "de-", says: "zaehler.example",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, planted := baselineOf(t, c.suite), newGated(t)
			c.plant(planted)
			after := planted.run(c.suite)
			j := gate.Judge(after, b, score.Bootstrap{})
			if after.Gate = j; after.Verdict() != report.Failed {
				t.Fatalf("the verdict is not that it failed; changes: %+v", j.Changes)
			}
			said := toldOf(after, j, c.metric)
			if !strings.Contains(said, c.broken) || !strings.Contains(said, c.says) {
				t.Errorf("neither %q nor %q is named by %s:\n%s", c.broken, c.says, c.metric, said)
			}
		})
	}
}

// toldOf is what a reader is told of the cases that a metric fell on.
func toldOf(r *report.Report, j *report.Judgement, metric string) string {
	var all strings.Builder
	for _, g := range j.Regressions {
		if g.Metric != metric {
			continue
		}
		for _, w := range g.Worse {
			all.WriteString(w.Case + " " + w.Detail + "\n" + w.Trace + "\n")
		}
	}
	for _, s := range r.Suites {
		for _, f := range s.Failures {
			all.WriteString(f.Diff)
		}
	}
	return all.String()
}

// The same bot measured again, in another folder, is the same to the last figure, and passes.
func TestRerunsOfTheExampleBotPass(t *testing.T) {
	for suite, reruns := range map[string]int{"suites/intents": 20, "tests": 1} {
		b := baselineOf(t, suite)
		for i := range reruns {
			r := newGated(t).run(suite)
			r.Gate = gate.Judge(r, b, score.Bootstrap{})
			if len(r.Gate.Changes) > 0 || len(r.Gate.Notes) > 0 || r.Verdict() != report.Passed {
				t.Fatalf("%s, rerun %d: %+v", suite, i+1, r.Gate)
			}
		}
	}
}
