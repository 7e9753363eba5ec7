package knowledge_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
)

func TestArticlesAreSafeAndCanBeLinkedInto(t *testing.T) {
	d := knowledge.Document{ID: "d", Title: "T", Text: "# T\n\nErster Absatz mit [Link](https://example.org/x) und [Falle](javascript:alert(1)).\n\n" +
		"<script>alert(1)</script><img src=x onerror=alert(1)>\n\n![Bild](https://tracker.example.org/p.png) ![Eigenes](/bild.png)\n\n" +
		"3. drei\n4. vier\n\n| A |\n| --- |\n| b |\n"}
	page, err := knowledge.Render(d)
	if err != nil {
		t.Fatal(err)
	}
	html := string(page)
	for _, want := range []string{`<h1 id="b1">T</h1>`, `<p id="b2">Erster`, `href="https://example.org/x"`, `<ol start="3" id="b4">`, `<table id="`, `src="/bild.png"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the article has no %s:\n%s", want, html)
		}
	}
	for _, danger := range []string{"javascript:", "<script", "onerror", "tracker.example.org"} {
		if strings.Contains(html, danger) {
			t.Errorf("the article contains %s:\n%s", danger, html)
		}
	}
	for _, p := range knowledge.Cut(d) {
		if p.Anchor != "" && !strings.Contains(html, `id="`+p.Anchor+`"`) {
			t.Errorf("%s points to %s, which the article does not have", p.ID, p.Anchor)
		}
	}
}

func TestCitationsOpenAtTheQuote(t *testing.T) {
	p := knowledge.Passage{Document: "d", Title: "T", URL: "/articles/d", Anchor: "b4", Kind: knowledge.KindText}
	for _, c := range []struct{ url, quote, want string }{
		{"/articles/d", "Kurz, mit Komma & Strich-wort.", "/articles/d#b4:~:text=Kurz%2C%20mit%20Komma%20%26%20Strich%2Dwort."},
		{"/articles/d", "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn", "/articles/d#b4:~:text=eins%20zwei%20drei%20vier%20f%C3%BCnf%20sechs,acht%20neun%20zehn%20elf%20zw%C3%B6lf%20dreizehn"},
		{"https://example.org/faq#wo", "Dort.", "https://example.org/faq#wo:~:text=Dort."},
		{"https://example.org/faq", "Dort.", "https://example.org/faq#:~:text=Dort."},
		{"", "Dort.", ""},
	} {
		p.URL = c.url
		if got := knowledge.Cite(p, c.quote).URL; got != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.url, c.quote, got, c.want)
		}
	}
}
