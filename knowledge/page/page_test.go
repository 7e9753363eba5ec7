package page_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/page"
)

func read(t *testing.T, html string) page.Page {
	t.Helper()
	p, err := page.Read(html, "https://example.org/help/")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPageIsReadWithoutWhatStandsOnEveryPage(t *testing.T) {
	got := read(t, `<html lang=de-AT><head><title>Versand | Laden</title></head><body><nav>Start</nav><header>Laden</header>
<main><header><h1>Versand</h1></header><p>Siehe <a href="../karte">Karte</a>.</p><aside>Angebote!</aside><form>Suche</form><script>x()</script>
<pre><code>a  b
c</code></pre></main><footer>Impressum</footer></body></html>`)
	want := page.Page{Title: "Versand", Language: "de", Text: "# Versand\n\nSiehe [Karte](https://example.org/karte).\n\n```\na  b\nc\n```"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

func TestWhatAPageSaysIsReadWhole(t *testing.T) {
	for name, c := range map[string]struct{ html, want string }{
		"several articles": {
			`<nav>Start</nav><div><h1>FAQ</h1><article><h2>Warranty</h2><p>Two years.</p></article><article><h2>Shipping</h2><p>Five euros.</p></article></div><footer>Imprint</footer>`,
			"# FAQ\n\n## Warranty\n\nTwo years.\n\n## Shipping\n\nFive euros.",
		},
		"a teaser before the text":            {`<article><p>New: autumn blend!</p></article><div><h1>Returns</h1><p>Send it back in 30 days.</p></div>`, "New: autumn blend!\n\n# Returns\n\nSend it back in 30 days."},
		"one article below the site's header": {`<header><h1>Shop</h1></header><article><p>Five euros.</p></article><div>Others bought</div>`, "Five euros."},
		"sections with headers": {
			`<main><h1>Help</h1><section><header><h2>Returns</h2></header><p>Within 30 days.</p></section><section><header><h2>Shipping</h2></header><p>Three days.</p></section></main>`,
			"# Help\n\n## Returns\n\nWithin 30 days.\n\n## Shipping\n\nThree days.",
		},
	} {
		if got := read(t, "<body>"+c.html+"</body>").Text; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Linked data may give lists of types and answers, and name its letters.
func TestQuestionsOfLinkedDataAreReadInAllTheirForms(t *testing.T) {
	for _, script := range []string{
		`<script type="application/ld+json; charset=utf-8">{"@type":"FAQPage","mainEntity":{"@type":"Question","name":"How long is the warranty?","acceptedAnswer":{"@type":"Answer","text":"Two years."}}}</script>`,
		`<script type="application/ld+json">{"@type":["FAQPage"],"mainEntity":[{"@type":["Question"],"name":"How long is the warranty?","acceptedAnswer":[{"@type":"Answer","text":"Two years."}]}]}</script>`,
	} {
		if got := read(t, "<body><main><h1>FAQ</h1><p>Ask.</p></main>"+script+"</body>").Text; !strings.Contains(got, "## How long is the warranty?\n\nTwo years.") {
			t.Errorf("%s: %q", script, got)
		}
	}
}

func TestQuestionsStandAboveTheirAnswers(t *testing.T) {
	for name, c := range map[string]struct{ html, want string }{
		"what is unfolded": {
			`<h2>Versand</h2><details><summary><h4>Was kostet es?</h4></summary><p>5 Euro.</p><ul><li>ab 50: frei</li></ul></details><details><summary>Und <b>nach</b> Wien?</summary>9 Euro.</details>`,
			"## Versand\n\n### Was kostet es?\n\n5 Euro.\n\n- ab 50: frei\n\n### Und nach Wien?\n\n9 Euro.",
		},
		"buttons": {
			`<h3><button aria-expanded=false>Wie lange?</button></h3><div aria-hidden=true>Drei Tage, in der Weihnachtszeit auch vier.</div>` +
				`<button aria-controls=a>Wohin?</button><p id=a>Nach Wien.</p><button aria-expanded=false>Menü</button><button>Kaufen?</button>`,
			"### Wie lange?\n\nDrei Tage, in der Weihnachtszeit auch vier.\n\n#### Wohin?\n\nNach Wien.",
		},
		"lists of questions": {
			`<h1>Hilfe</h1><dl><dt>Rücksendung?</dt><dd><p>30 Tage.</p></dd><dt>Umtausch?</dt><dd>Ja.</dd></dl>`,
			"# Hilfe\n\n## Rücksendung?\n\n30 Tage.\n\n## Umtausch?\n\nJa.",
		},
		"lists of terms": {
			`<dl><dt>Bar:</dt><dd>Druck.</dd><dd>Auch eine Theke.</dd><dt>kW</dt><dd>Leistung</dd></dl>`,
			"- **Bar**: Druck. Auch eine Theke.\n- **kW**: Leistung",
		},
		"what is written for search engines": {
			`<script type="application/ld+json">{"@graph":[{"@type":"FAQPage","mainEntity":[
{"@type":"Question","name":"Wann habt ihr offen?","acceptedAnswer":{"@type":"Answer","text":"<p>Von <b>9</b> bis 18 Uhr.<script>x()<\/script></p>"}},
{"@type":"Question","name":"Was kostet es?","acceptedAnswer":{"@type":"Answer","text":"Nichts anderes als oben."}}]}]}</script>
<script type="application/ld+json">{broken</script><h2>Was kostet es ?</h2><p>5 Euro.</p>`,
			"## Was kostet es ?\n\n5 Euro.\n\n## Wann habt ihr offen?\n\nVon **9** bis 18 Uhr.",
		},
	} {
		if diff := cmp.Diff(c.want, read(t, c.html).Text); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPicturesSayWhatTheyShow(t *testing.T) {
	got := read(t, `<figure><img src="a.png" alt="Lage des Schalters"><figcaption>Der Schalter <b>hinten</b></figcaption></figure><p><img src=line.gif alt="">Text <img src=b.png alt="Plan"></p>`)
	want := "![Lage des Schalters](https://example.org/help/a.png) Der Schalter **hinten**\n\nText ![Plan](https://example.org/help/b.png)"
	if diff := cmp.Diff(want, got.Text); diff != "" {
		t.Errorf("pictures (-want +got):\n%s", diff)
	}
}

func TestTablesHaveAHead(t *testing.T) {
	got := read(t, `<table><caption>Preise</caption><tr><td>Zone</td><td colspan=2>Preis</td></tr><tr><td rowspan=2>A</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4|5</td></tr></table>`)
	want := "| Zone | Preis | Preis |\n|------|-------|-------|\n| A    | 1     | 2     |\n| A    | 3     | 4\\|5  |\n\nPreise"
	if diff := cmp.Diff(want, got.Text); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestNestedListsOfWhateverDepthAreRead(t *testing.T) {
	html := strings.Repeat("<details><summary>Q?</summary><dl><dt>T?<dd>", 100) + "Ende"
	if p := read(t, html); !strings.Contains(p.Text, "Ende") {
		t.Errorf("the innermost text is lost: %.200q", p.Text)
	}
}

func TestAPageSaysWhereItStandsInOtherLanguages(t *testing.T) {
	got := read(t, `<html lang=de><head><link rel=alternate hreflang=en href="/en/returns"><link rel="alternate" hreflang="de" href="https://example.org/help/">
<link rel=alternate hreflang=x-default href="/en/returns"><link rel=alternate type="application/rss+xml" href="/feed"></head><body><main>Text</main></body></html>`)
	if diff := cmp.Diff([]string{"https://example.org/en/returns"}, got.Translations); diff != "" {
		t.Errorf("translations (-want +got):\n%s", diff)
	}
}
