package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

// helpCentre is a website with pages that come and go.
type helpCentre struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]string
}

func newHelpCentre(t *testing.T) *helpCentre {
	h := &helpCentre{pages: map[string]string{
		"/":      `<h1>Help</h1><p>Welcome.</p><a href="/bread">Bread</a><a href="/cake">Cake</a>`,
		"/bread": "<h1>Storing bread</h1><p>Store bread at room temperature, in a paper bag.</p>",
		"/cake":  "<h1>Ordering a cake</h1><p>A wedding cake takes us two weeks to bake.</p>",
	}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		text, ok := h.pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<html lang=en><body><main>%s</main></body></html>", text)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *helpCentre) remove(path string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.pages, path)
}

// bot is a bot that answers from the website.
func (h *helpCentre) bot(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "bakery")
	write(t, filepath.Join(dir, "bot.yaml"), "name: Bakery\nlanguages: [en]\n")
	write(t, filepath.Join(dir, "knowledge", "hours.md"), "# Opening hours\n\nWe open at six in the morning.\n")
	write(t, filepath.Join(dir, "knowledge", "sources.yaml"), "sources:\n  - website: "+h.URL+"/\n    private: true\n    delay: 1ms\n    every: 6h\n")
	return dir
}

func TestIngestReadsAWebsiteAndSaysWhatBecameOfIt(t *testing.T) {
	h := newHelpCentre(t)
	bot, data := h.bot(t), t.TempDir()
	ingest := func(args ...string) (int, string) {
		t.Helper()
		code, out, problem := runs(t, append([]string{"ingest", "--bot", bot, "--data", data}, args...)...)
		return code, out + problem
	}
	ask := func(question string) string {
		t.Helper()
		_, out, problem := runs(t, "ask", "--bot", bot, "--data", data, question)
		return out + problem
	}
	if code, out := ingest(); code != 0 || !strings.Contains(out, h.URL+"/: 3 added, 0 changed, 0 removed") {
		t.Fatalf("exit %d: %s", code, out)
	}
	if out := ask("How do I store bread?"); !strings.Contains(out, "paper bag") || !strings.Contains(out, h.URL+"/bread") {
		t.Errorf("the answer is not cited from the website: %s", out)
	}
	h.remove("/bread")
	code, out := ingest("--json", "--source", h.URL+"/")
	var report knowledge.Report
	if err := json.Unmarshal([]byte(out), &report); code != 0 || err != nil || len(report.Removed) != 1 || len(report.Sources) != 1 {
		t.Errorf("exit %d, %v: %s", code, err, out)
	}
	if out := ask("How do I store bread?"); strings.Contains(out, "paper bag") {
		t.Errorf("a page that is gone answers: %s", out)
	}
	cake := strings.TrimPrefix(h.URL, "http://") + "/cake"
	if code, out := ingest("--drop", cake); code != 0 || strings.Contains(ask("How long does a wedding cake take to bake?"), "two weeks") {
		t.Errorf("exit %d: %s; what was withdrawn answers", code, out)
	}
	if code, out := ingest("--restore", cake); code != 0 || !strings.Contains(ask("How long does a wedding cake take to bake?"), "two weeks") {
		t.Errorf("exit %d: %s; what was restored does not answer", code, out)
	}
	h.Close()
	if code, out := ingest(); code != exitFailed || !strings.Contains(out, "failed   "+h.URL) || !strings.Contains(out, "0 removed") {
		t.Errorf("the website is down: exit %d: %s", code, out)
	}
	if code, out := ingest("--source", "nowhere"); code != exitBroken || !strings.Contains(out, h.URL) {
		t.Errorf("a source that is not there: exit %d: %s", code, out)
	}
}

func TestAWebsiteIsReadWhileTheBotIsServed(t *testing.T) {
	h := newHelpCentre(t)
	s := serve(t, h.bot(t), t.TempDir())
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	for n := 0; ; n++ {
		a := s.must(fmt.Sprint("c", n), fmt.Sprint("u", n), "How do I store bread?")
		if len(a.Replies) > 0 && len(a.Replies[0].Citations) > 0 && a.Replies[0].Citations[0].URL != "" && strings.HasPrefix(a.Replies[0].Citations[0].URL, h.URL+"/bread") {
			return
		}
		if pause(ctx); ctx.Err() != nil {
			t.Fatalf("the website is not cited: %+v", a)
		}
	}
}

// What is wrong with an article is found before the bot is served, whatever it is written in.
func TestCheckReadsTheDocumentsOfThisMachine(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	write(t, filepath.Join(dir, "bot.yaml"), "name: Shop\nlanguages: [en]\n")
	write(t, filepath.Join(dir, "knowledge", "hours.en.md"), "# Hours\n\nWe open at nine.\n")
	write(t, filepath.Join(dir, "knowledge", "sources.yaml"), "sources:\n  - website: https://help.shop.example/\n  - path: ../manuals\n")
	write(t, filepath.Join(dir, "knowledge", "prices.en.md"), "---\ntitel: Prices\n---\nFive euros.\n")
	code, out, _ := runs(t, "check", dir)
	for _, want := range []string{`prices.en.md:2:1: there is no "titel" here (did you mean "title"?`, "sources.yaml:3: cannot read the source", "Shop: 0 flows, 2 faults"} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("exit %d, want %q:\n%s", code, want, out)
		}
	}
}
