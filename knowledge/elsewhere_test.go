package knowledge_test

import (
	"archive/zip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/indextest"
)

// A webSite is a website whose pages a test writes.
type webSite struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]string // by path; one that begins with an exclamation mark is down
	asked int
}

func newWebSite(t *testing.T, pages map[string]string) *webSite {
	w := &webSite{pages: pages}
	w.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.asked++
		text, ok := w.pages[r.URL.Path]
		switch {
		case !ok:
			http.NotFound(out, r)
		case strings.HasPrefix(text, "!"):
			out.WriteHeader(http.StatusInternalServerError)
		case strings.HasSuffix(r.URL.Path, ".md"):
			out.Header().Set("Content-Type", "text/markdown")
			fmt.Fprint(out, text)
		default:
			out.Header().Set("Content-Type", "text/html")
			fmt.Fprint(out, "<html lang=de><body><main>"+text+"</main></body></html>")
		}
	}))
	t.Cleanup(w.Close)
	return w
}

func (w *webSite) set(path, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[path] = text
	if text == "" {
		delete(w.pages, path)
	}
}

// sources writes sources.yaml.
func sources(t *testing.T, dir, text string) []knowledge.Source {
	t.Helper()
	write(t, dir, knowledge.SourcesFile, text)
	all, faults := knowledge.Sources(dir)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return all
}

// hurried is a library that does not wait between requests.
func hurried(shelf *knowledge.Transient) *knowledge.Library {
	l := library(shelf, nil)
	l.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return l
}

func refresh(t *testing.T, l *knowledge.Library, all []knowledge.Source) knowledge.Report {
	t.Helper()
	r, err := l.Ingest(t.Context(), all, knowledge.Watch{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ids are what became of documents, in order; host is what all begin with.
func ids(host string, lists ...[]string) [][]string {
	var all [][]string
	for _, list := range lists {
		short := []string{}
		for _, id := range list {
			short = append(short, strings.TrimPrefix(id, host))
		}
		slices.Sort(short)
		all = append(all, short)
	}
	return all
}

func TestAWebsiteIsASource(t *testing.T) {
	w := newWebSite(t, map[string]string{
		"/":              `<h1>Hilfe</h1><p>Willkommen.</p><a href=/kalk>K</a><a href=/geld/>G</a><a href=/garantie.html>Ga</a><a href=/tief.md>T</a>`,
		"/kalk":          "<h1>Entkalken</h1><p>Alle drei Monate entkalken.</p>",
		"/geld/":         "<h1>Geld</h1><p>Das Geld kommt nach fünf Tagen.</p>",
		"/garantie.html": "<h1>Garantie</h1><p>Sie gilt zwei Jahre.</p>",
		"/tief.md":       "---\napproved: true\naudience: staff\n---\n# Tiefkühlfach\n\nMinus achtzehn Grad.",
	})
	host := strings.TrimPrefix(w.URL, "http://")
	dir := folder(t, map[string]string{"eigenes.de.md": "# Eigenes\n\nVon hier."})
	site := "sources:\n  - website: " + w.URL + "/\n    private: true\n    delay: 1ns\n    owner: web team\n"
	all := sources(t, dir, site)
	shelf := knowledge.NewTransient()
	l := hurried(shelf)
	r := refresh(t, l, all)
	if diff := cmp.Diff([][]string{{"", "/garantie", "/geld", "/kalk", "/tief", "eigenes.de"}}, ids(host, r.Added)); diff != "" || len(r.Failed) > 0 {
		t.Fatalf("first: %v, added (-want +got):\n%s", r.Failed, diff)
	}
	want := []knowledge.Tally{{Name: dir, Added: 1}, {Name: w.URL + "/", Added: 5}}
	if diff := cmp.Diff(want, r.Sources, cmpopts.IgnoreUnexported(knowledge.Tally{})); diff != "" {
		t.Errorf("by source (-want +got):\n%s", diff)
	}
	d, _, err := shelf.Document(t.Context(), host+"/kalk")
	if err != nil || d.URL != w.URL+"/kalk" || d.Language != "de" || d.Title != "Entkalken" || d.Scope.Owner != "web team" || !d.Fetched() {
		t.Errorf("%+v, %v", d, err)
	}
	if d, _, _ := shelf.Document(t.Context(), host+"/tief"); d.Scope.Approved || len(d.Scope.Audience) > 0 {
		t.Errorf("a page on the web says of itself %+v", d.Scope)
	}

	w.set("/kalk", "<h1>Entkalken</h1><p>Alle vier Monate entkalken.</p>")
	w.set("/geld/", "")
	w.set("/garantie.html", "!")
	r = refresh(t, l, all)
	if diff := cmp.Diff([][]string{{}, {"/kalk"}, {"/geld"}}, ids(host, r.Added, r.Changed, r.Removed)); diff != "" {
		t.Errorf("second: added, changed, removed (-want +got):\n%s", diff)
	}
	if got := found(t, l, "Geld"); slices.Contains(got, host+"/geld") {
		t.Errorf("a page that is gone is found: %v", got)
	}
	if len(r.Failed) != 1 || r.Failed[0].File != w.URL+"/garantie.html" || !slices.Contains(found(t, l, "Garantie"), host+"/garantie") {
		t.Errorf("a page that is down: faults %v", r.Failed)
	}

	all = sources(t, dir, site+"    exclude: [/tief.md]\n")
	if _, err := l.Refresh(t.Context(), all, knowledge.Source.Local, knowledge.Watch{}); err != nil {
		t.Fatal(err)
	}
	if got := found(t, l, "Tiefkühlfach"); slices.Contains(got, host+"/tief") {
		t.Error("what is excluded now is found until the website is read again")
	}
	all = sources(t, dir, site+"    audience: [partner]\n")
	if _, err := l.Refresh(t.Context(), all, knowledge.Source.Local, knowledge.Watch{}); err != nil {
		t.Fatal(err)
	}
	if got := found(t, l, "Garantie"); slices.Contains(got, host+"/garantie") {
		t.Error("what is for partners now is found by everybody, until the website is read again")
	}

	w.Close()
	if r := refresh(t, l, all); len(r.Removed) > 0 || len(r.Failed) == 0 {
		t.Errorf("the website is down: removed %v, faults %v", r.Removed, r.Failed)
	}
	if r := refresh(t, l, sources(t, dir, "sources: []\n")); len(r.Removed) != 3 || r.Sources[len(r.Sources)-1].Removed != 3 {
		t.Errorf("the source is gone: %+v", r)
	}
}

// A file that was deleted does not wait for a website that takes its time.
func TestWhatIsOnThisMachineComesFirst(t *testing.T) {
	w := newWebSite(t, map[string]string{"/": "<h1>Hilfe</h1><p>Willkommen.</p>"})
	files := folder(t, map[string]string{"alt.de.md": "# Altes\n\nDas gilt nicht mehr."})
	all := sources(t, t.TempDir(), "sources:\n  - website: "+w.URL+"/\n    private: true\n    delay: 1ns\n  - path: "+files+"\n")
	l := library(knowledge.NewTransient(), nil)
	refresh(t, l, all)
	if err := os.Remove(filepath.Join(files, "alt.de.md")); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	watch := knowledge.Watch{Now: time.Now, Each: func(p knowledge.Progress) {
		if p.Total > 0 { // the website's first page
			if got := found(t, l, "Altes"); slices.Contains(got, "alt.de") {
				t.Error("the deleted file is still found")
			}
			stop()
		}
	}}
	_, _ = l.Ingest(ctx, all, watch)
	if ctx.Err() == nil {
		t.Error("the website was not looked at")
	}
}

func TestTheFilesOfACommitAreASource(t *testing.T) {
	repository := folder(t, map[string]string{
		"docs/kalk.de.md": "# Entkalken\n\nAlle drei Monate entkalken.", "docs/faq/wo.de.md": "# Wo?\n\nIn Hamburg.", "README.md": "# Readme",
		"docs/preise.txt": "Der Preis beträgt fünf Euro.", "docs/preise.txt.meta.yaml": "audience: partner\n",
	})
	git := func(args ...string) string {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), "git", append([]string{"-C", repository, "-c", "user.name=A", "-c", "user.email=a@b.example"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "-q", "-b", "main")
	git("add", ".")
	git("commit", "-q", "-m", "One")
	dir := t.TempDir()
	all := sources(t, dir, "sources:\n  - git: "+repository+"\n    branch: main\n    folder: docs\n    url: https://code.example/blob/{commit}/{path}\n")
	shelf := knowledge.NewTransient()
	l := library(shelf, nil)
	if r := refresh(t, l, all); len(r.Added) != 3 || len(r.Failed) > 0 {
		t.Fatalf("%+v", r)
	}
	forPartners(t, shelf, "preise")
	d, _, err := shelf.Document(t.Context(), "faq/wo.de")
	if want := "https://code.example/blob/" + git("rev-parse", "HEAD") + "/docs/faq/wo.de.md"; err != nil || d.URL != want || d.Language != "de" || !d.Fetched() {
		t.Errorf("%+v, %v; want %s", d, err, want)
	}
	if !all[1].Local() || len(all[1].Watched()) != 3 {
		t.Errorf("it is not watched: %v", all[1].Watched())
	}
	if err := os.WriteFile(filepath.Join(repository, "docs", "neu.de.md"), []byte("# Neu\n\nNicht im Commit."), 0o600); err != nil {
		t.Fatal(err)
	}
	git("rm", "-q", "docs/faq/wo.de.md")
	git("commit", "-q", "-m", "Two")
	if r := refresh(t, l, all); len(r.Added) != 0 || !slices.Equal(r.Removed, []string{"faq/wo.de"}) {
		t.Errorf("after a commit: %+v", r)
	}
	if err := os.RemoveAll(filepath.Join(repository, ".git")); err != nil {
		t.Fatal(err)
	}
	if r := refresh(t, l, all); len(r.Removed) > 0 || len(r.Failed) != 1 {
		t.Errorf("the repository is broken: %+v", r)
	}
}

// forPartners fails unless a document is for partners alone, as the file beside it says.
func forPartners(t *testing.T, shelf *knowledge.Transient, id string) {
	t.Helper()
	d, _, err := shelf.Document(t.Context(), id)
	if err != nil || !slices.Equal(d.Scope.Audience, []string{"partner"}) {
		t.Errorf("%s is for %v, %v; want partners", id, d.Scope.Audience, err)
	}
}

func TestAnArchiveIsReadLikeAFolder(t *testing.T) {
	dir := t.TempDir()
	pack := func(files map[string]string) {
		t.Helper()
		f, err := os.Create(filepath.Join(dir, "hilfe.zip"))
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(f)
		for name, text := range files {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	kalk, geld := "# Entkalken\n\nAlle drei Monate entkalken.", "# Geld\n\nDas Geld kommt nach fünf Tagen."
	pack(map[string]string{
		"kalk.de.md": kalk, "faq/geld.de.md": geld, "bombe.txt": strings.Repeat(" ", 4<<20), "../../flucht.md": "# Flucht", "pic.png": "PNG",
		".git/x.md": "# X", "__MACOSX/._kalk.de.md": "x",
		"faq/preise.txt": "Der Preis beträgt fünf Euro.", "faq/preise.txt.meta.yaml": "audience: partner\n",
		"intern.txt": "Nicht für alle.", "intern.txt.meta.yaml": "audience: staff\n" + strings.Repeat(" ", 4<<20),
	})
	shelf := knowledge.NewTransient()
	l := library(shelf, nil)
	all, _ := knowledge.Sources(dir)
	r := refresh(t, l, all)
	slices.Sort(r.Added)
	if diff := cmp.Diff([]string{"hilfe/faq/geld.de", "hilfe/faq/preise", "hilfe/kalk.de"}, r.Added); diff != "" || len(r.Failed) != 3 {
		t.Errorf("faults %v, added (-want +got):\n%s", r.Failed, diff)
	}
	forPartners(t, shelf, "hilfe/faq/preise")
	pack(map[string]string{"kalk.de.md": kalk})
	if r := refresh(t, l, all); !slices.Equal(r.Removed, []string{"hilfe/faq/geld.de", "hilfe/faq/preise"}) || r.Unchanged != 1 {
		t.Errorf("packed again: %+v", r)
	}
	write(t, dir, "hilfe.zip", "PK broken")
	if r := refresh(t, l, all); len(r.Removed) > 0 || len(r.Failed) != 1 {
		t.Errorf("a broken archive: %+v", r)
	}
}

func TestWhatIsWithdrawnStaysAwayUntilItIsRestored(t *testing.T) {
	w := newWebSite(t, map[string]string{"/": "<h1>Hilfe</h1><p>Das ist falsch.</p>"})
	dir := folder(t, map[string]string{"kalk.de.md": "# Entkalken\n\nAlle drei Monate entkalken."})
	all := sources(t, dir, "sources:\n  - website: "+w.URL+"/\n    private: true\n    delay: 1ns\n")
	l := library(knowledge.NewTransient(), nil)
	refresh(t, l, all)
	host := strings.TrimPrefix(w.URL, "http://")
	for _, id := range []string{"kalk.de", host} {
		if err := l.Withdraw(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if got := append(found(t, l, "Entkalken"), found(t, l, "falsch")...); len(got) > 0 {
			t.Errorf("found %v", got)
		}
		if r := refresh(t, l, all); len(r.Withdrawn) != 2 || len(r.Added) > 0 {
			t.Errorf("%+v", r)
		}
	}
	for _, id := range []string{"kalk.de", host} {
		if err := l.Restore(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if r := refresh(t, l, all); len(r.Added) != 2 {
		t.Errorf("restored: %+v", r)
	}
}

// A document that is dropped while it is embedded does not come back.
func TestWhatIsDroppedWhileItIsEmbeddedStaysAway(t *testing.T) {
	dir := folder(t, map[string]string{"kalk.de.md": "# Entkalken\n\nAlle drei Monate entkalken."})
	l := library(knowledge.NewTransient(), nil)
	ingest(t, l, dir)
	l.Embedder = dropping{func() {
		if err := l.Withdraw(t.Context(), "kalk.de"); err != nil {
			t.Error(err)
		}
	}}
	if err := l.Embed(t.Context(), knowledge.Watch{}); err != nil {
		t.Fatal(err)
	}
	if got := found(t, l, "Entkalken"); len(got) > 0 {
		t.Errorf("found %v", got)
	}
}

// dropping is an embedder during whose work something happens.
type dropping struct{ do func() }

func (dropping) Name() string    { return "dropping" }
func (dropping) Dimensions() int { return indextest.Dimensions }

func (d dropping) EmbedPassages(_ context.Context, texts []string) ([][]float32, error) {
	d.do()
	var rows [][]float32
	for _, text := range texts {
		rows = append(rows, indextest.Embed(text))
	}
	return rows, nil
}

func (dropping) EmbedQuery(_ context.Context, text string) ([]float32, error) {
	return indextest.Embed(text), nil
}

func TestWhatIsWrongWithASourceElsewhere(t *testing.T) {
	for written, want := range map[string]string{
		"website: help.example.com":                            "is not the address of a website",
		"website: https://anna:geheim@a.example/":              "has a name or a password in it",
		"website: https://anna:ge/geheim@a.example/":           "has a name or a password in it",
		"website: anna:geheim@a.example/":                      "has a name or a password in it",
		"website: https://anna:geheim%zz@a.example/":           "has a name or a password in it",
		"website: https://a.example/\n    path: x":             "at two places",
		"website: https://a.example/\n    every: 5s":           "too often",
		"website: https://a.example/\n    include: [a/b]":      "not a pattern of paths",
		"website: https://a.example/\n    dpeth: 3":            "dpeth",
		"website: https://${LOTSE_TEST_UNSET}.example/":        "LOTSE_TEST_UNSET",
		"path: a.md\n    every: 6h":                            "every is for websites",
		"language: de":                                         "has no path",
		"website: https://a.example/\n    every: now and then": "now and then",
	} {
		dir := folder(t, map[string]string{knowledge.SourcesFile: "sources:\n  - " + written + "\n"})
		_, faults := knowledge.Sources(dir)
		if len(faults) != 1 || !strings.Contains(faults[0].Problem, want) || faults[0].Remedy == "" {
			t.Errorf("%s: %v; want %q", written, faults, want)
		}
		if strings.Contains(fmt.Sprint(faults), "geheim") {
			t.Errorf("a password is repeated: %v", faults)
		}
	}
}
