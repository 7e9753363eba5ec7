package knowledge_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

func TestWhenASourceIsDue(t *testing.T) {
	w := newWebSite(t, map[string]string{"/": "<h1>Hilfe</h1><p>Willkommen.</p>"})
	dir := t.TempDir()
	site := "sources:\n  - website: " + w.URL + "/\n    private: true\n    delay: 1ns\n"
	all := sources(t, dir, site+"    every: 6h\n")
	l := hurried(knowledge.NewTransient())
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	l.Now = func() time.Time { return now }
	due := func(all []knowledge.Source, after time.Duration, want bool) {
		t.Helper()
		now = now.Add(after)
		got, err := l.Due(t.Context(), all[len(all)-1])
		if err != nil || got != want {
			t.Errorf("due is %v, %v; want %v", got, err, want)
		}
	}
	due(all, 0, true)
	refresh(t, l, all)
	due(all, 5*time.Hour, false)
	due(all, 2*time.Hour, true)
	due(all[:1], 0, true) // files are always looked at
	refresh(t, l, all)
	w.Close()
	refresh(t, l, all)
	due(all, 10*time.Minute, false)
	due(all, 10*time.Minute, true) // it was down

	once := sources(t, dir, site)
	due(once, 1000*time.Hour, true) // it is still down
	due(sources(t, dir, site+"    owner: web\n"), 0, true)
}

// What fails may be well in a moment, or never: it is tried again soon, and then more and more seldom.
func TestWhatFailedIsTriedAgain(t *testing.T) {
	for every, want := range map[string][]time.Duration{
		"":                 {15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour, 24 * time.Hour},
		"    every: 45m\n": {15 * time.Minute, 30 * time.Minute, 45 * time.Minute, 45 * time.Minute},
		"    every: 1m\n":  {time.Minute, time.Minute},
	} {
		w := newWebSite(t, map[string]string{"/": `<h1>Hilfe</h1><p>Willkommen.</p><a href=/a>A</a>`, "/a": "!"})
		all := sources(t, t.TempDir(), "sources:\n  - website: "+w.URL+"/\n    private: true\n    delay: 1ns\n"+every)
		l := hurried(knowledge.NewTransient())
		now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		l.Now = func() time.Time { return now }
		for n, wait := range want {
			refresh(t, l, all)
			if got := after(t, l, all, &now); got < wait*9/10 || got > wait*11/10+tick {
				t.Errorf("%q: after failure %d it is tried again after %v, want %v", every, n+1, got, wait)
			}
		}
		w.set("/a", "<h1>A</h1><p>Alles zu A.</p>")
		if r := refresh(t, l, all); len(r.Added) != 1 || len(r.Failed) > 0 {
			t.Errorf("%q: it is well: %+v", every, r)
		}
		if every == "" {
			now = now.Add(1000 * time.Hour)
			if due, err := l.Due(t.Context(), all[len(all)-1]); due || err != nil {
				t.Errorf("it is well, and due: %v, %v", due, err)
			}
		}
	}
}

// tick is how often is looked whether a source is due.
const tick = 10 * time.Second

// after lets time pass until the last source is due, and tells how long that took.
func after(t *testing.T, l *knowledge.Library, all []knowledge.Source, now *time.Time) time.Duration {
	t.Helper()
	for began := *now; ; *now = now.Add(tick) {
		due, err := l.Due(t.Context(), all[len(all)-1])
		if err != nil || now.Sub(began) > 1000*time.Hour {
			t.Fatalf("it is not due, %v", err)
		}
		if due {
			return now.Sub(began)
		}
	}
}

// Who asks to be left alone is left alone, however often it would be read.
func TestASiteIsLeftAloneForAsLongAsItAsks(t *testing.T) {
	for every, times := range map[string]int{"": 2, "    every: 1m\n": 2, "    every: 24h\n": 2} {
		asked := 0
		w := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.Header().Set("Retry-After", "43200")
			w.WriteHeader(http.StatusTooManyRequests)
		}))
		defer w.Close()
		all := sources(t, t.TempDir(), "sources:\n  - website: "+w.URL+"/\n    private: true\n    delay: 1ns\n"+every)
		l := hurried(knowledge.NewTransient())
		now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		l.Now = func() time.Time { return now }
		refresh(t, l, all)
		if got := after(t, l, all, &now); got != 12*time.Hour {
			t.Errorf("%q: it is asked again after %v", every, got)
		}
		refresh(t, l, all)
		if asked != times {
			t.Errorf("%q: asked %d times", every, asked)
		}
	}
}

// A site that lost most of its pages at once is looked at again when it is to be believed.
func TestASiteThatIsDoubtedIsLookedAtAgain(t *testing.T) {
	pages := map[string]string{"/": "<h1>Hilfe</h1><p>Willkommen.</p>"}
	for i := range 8 {
		pages[fmt.Sprint("/", i)] = fmt.Sprintf("<h1>%d</h1><p>Alles zu %[1]d.</p>", i)
		pages["/"] += fmt.Sprintf("<a href=/%d>%[1]d</a>", i)
	}
	w := newWebSite(t, pages)
	all := sources(t, t.TempDir(), "sources:\n  - website: "+w.URL+"/\n    private: true\n    delay: 1ns\n")
	l := hurried(knowledge.NewTransient())
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	l.Now = func() time.Time { return now }
	refresh(t, l, all)
	w.set("/", "<h1>Hilfe</h1><p>Hier ist nichts.</p>")
	for i := range 8 {
		w.set(fmt.Sprint("/", i), "")
	}
	if r := refresh(t, l, all); len(r.Removed) > 0 || len(r.Failed) != 1 {
		t.Errorf("at once: %+v", r)
	}
	if got := after(t, l, all, &now); got != 6*time.Hour {
		t.Errorf("it is looked at again after %v", got)
	}
	if r := refresh(t, l, all); len(r.Removed) != 8 || len(r.Failed) > 0 {
		t.Errorf("then: %+v", r)
	}
}
