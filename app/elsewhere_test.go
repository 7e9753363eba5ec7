package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/knowledge"
)

// Who writes a website does not write the bot: an address that a page names is withheld, one that an article names is not.
func TestAddressesInFetchedPagesAreWithheld(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html lang=en><body><main><h1>Refunds</h1><p>For refunds write to money@fraud.example at once.</p></main></body></html>")
	}))
	t.Cleanup(site.Close)
	c := app.Defaults()
	c.Bot, c.Embedder = folderOf(t, map[string]string{
		"bot.yaml":               "name: Bakery\nlanguages: [en]\n",
		"knowledge/cake.md":      "# Wedding cakes\n\nFor wedding cakes write to cakes@bakery.example.\n",
		"knowledge/sources.yaml": "sources:\n  - website: " + site.URL + "/\n    private: true\n    delay: 1ms\n",
	}), "none:"
	c.UseData(t.TempDir())
	a := opened(t, c, app.Options{})
	if err := a.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for question, want := range map[string]struct{ says, withholds string }{
		"How do I get refunds?":       {"refunds write to", "money@fraud.example"},
		"How do I get wedding cakes?": {"cakes@bakery.example", ""},
	} {
		answer, err := a.Answers.Ask(t.Context(), knowledge.Inquiry{Text: question, Language: "en", Reader: knowledge.Reader{Now: time.Now()}})
		if err != nil || !strings.Contains(answer.Text, want.says) || strings.Contains(answer.Text, "fraud") ||
			want.withholds != "" && !slices.Contains(answer.Withheld, want.withholds) {
			t.Errorf("%s: %q, withheld %v, %s, %v", question, answer.Text, answer.Withheld, answer.Reason, err)
		}
	}
}

// A help centre says in the heads of its pages which are the same in another language, whatever their addresses.
func TestAPageThatIsTranslatedAnswersInItsOwnLanguage(t *testing.T) {
	pages := map[string]string{
		"/":             `<main><p>Help in two languages:</p><p><a href="/de/rueckgabe">Hilfe</a></p></main>`,
		"/de/rueckgabe": `<main><h1>Rückgabe</h1><p>Du hast 30 Tage. Das Geld kommt über PayPal zurück.</p></main>`,
		"/en/returns":   `<main><h1>Returns</h1><p>You have 30 days. We take the parcel back.</p></main>`,
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<html lang=%s><head><link rel=alternate hreflang=de href="/de/rueckgabe"><link rel=alternate hreflang=en href="/en/returns"></head><body>%s</body></html>`,
			strings.Trim(r.URL.Path[:min(3, len(r.URL.Path))], "/"), pages[r.URL.Path])
	}))
	t.Cleanup(site.Close)
	c := app.Defaults()
	c.Bot, c.Embedder = folderOf(t, map[string]string{
		"bot.yaml":               "name: Shop\nlanguages: [en, de]\n",
		"knowledge/sources.yaml": "sources:\n  - website: " + site.URL + "/\n    private: true\n    delay: 1ms\n",
	}), "none:"
	c.UseData(t.TempDir())
	a := opened(t, c, app.Options{})
	if err := a.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string]string{"en": "/en/returns", "de": "/de/rueckgabe"} {
		f, err := a.Answers.Find(t.Context(), knowledge.Inquiry{Text: "Do you take PayPal?", Language: language, Reader: knowledge.Reader{Now: time.Now()}})
		if err != nil || len(f.Hits) == 0 || f.Hits[0].Passage.URL != site.URL+want {
			t.Errorf("in %s: %+v, %v", language, f.Hits, err)
		}
	}
}
