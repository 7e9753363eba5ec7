package channels

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The cases are those of the widget's markdown.test.ts, and some more: whoever changes one side sees it in the other.
func TestReadsTheMarkdownThatTheWidgetReads(t *testing.T) {
	text := func(s string) Span { return Span{Kind: SpanText, Text: s} }
	cite := func(n int) Span { return Span{Kind: SpanCitation, Number: n} }
	paragraph := func(spans ...Span) []Block { return []Block{{Kind: Paragraph, Spans: spans}} }
	for name, c := range map[string]struct {
		markdown string
		want     []Block
	}{
		"a reply with steps and citations": {
			"Alle **zwei Monate** [1].\nSo geht es:\n\n1. Tank *leeren*.\n\n2. Menü `Pflege` starten [2].",
			[]Block{
				{Kind: Paragraph, Spans: []Span{
					text("Alle "), {Kind: SpanBold, Text: "zwei Monate"}, text(" "), cite(1), text("."), {Kind: SpanBreak}, text("So geht es:"),
				}},
				{Kind: List, Numbered: true, Start: 1, Items: [][]Span{
					{text("Tank "), {Kind: SpanItalic, Text: "leeren"}, text(".")},
					{text("Menü "), {Kind: SpanCode, Text: "Pflege"}, text(" starten "), cite(2), text(".")},
				}},
			},
		},
		"links lead where they say, and bare addresses end where the sentence does": {
			"Siehe [Garantie](/help/garantie) oder https://shop.example/a?b=1.",
			paragraph(text("Siehe "), Span{Kind: SpanLink, Text: "Garantie", URL: "/help/garantie"}, text(" oder "),
				Span{Kind: SpanLink, Text: "https://shop.example/a?b=1", URL: "https://shop.example/a?b=1"}, text(".")),
		},
		"what could run code stays text": {
			"[Klick](javascript:alert(1) <img src=x> [x](//evil.example)",
			paragraph(text("[Klick](javascript:alert(1)"), text(" <img src=x> "), text("[x](//evil.example)")),
		},
		"arithmetic and file names are no emphasis": {"2*3*4 und a_b_c", paragraph(text("2*3*4 und a_b_c"))},
		"two kinds of lists are two lists": {
			"- a\n- b\n7. c\n8) d",
			[]Block{
				{Kind: List, Items: [][]Span{{text("a")}, {text("b")}}},
				{Kind: List, Numbered: true, Start: 7, Items: [][]Span{{text("c")}, {text("d")}}},
			},
		},
		"a heading, and what only looks like one": {
			"## Pflege\n#keine",
			[]Block{{Kind: Heading, Spans: []Span{text("Pflege")}}, {Kind: Paragraph, Spans: []Span{text("#keine")}}},
		},
		"marks that never close stay text":    {"**a `b [1 [c](", paragraph(text("**a `b [1 [c]("))},
		"an empty mark is none":               {"**** `` [] [](x)", paragraph(text("**** `` [] [](x)"))},
		"three digits are no citation":        {"[100]", paragraph(text("[100]"))},
		"a carriage return is no end of line": {"- a\r", paragraph(text("- a\r"))},
		"nothing":                             {" \n\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Parse(c.markdown)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOnlySafeAddressesAreFollowed(t *testing.T) {
	for url, want := range map[string]bool{
		"https://shop.example": true, "HTTP://shop.example": true, "mailto:hilfe@shop.example": true, "tel:+4940": true, "/help": true,
		"javascript:alert(1)": false, " javascript:x": false, "data:text/html,x": false, "//evil.example": false, `/\evil.example`: false, "vbscript:x": false, "": false,
	} {
		if got := Safe(url); got != want {
			t.Errorf("Safe(%q) is %t", url, got)
		}
	}
}

func TestAMegabyteOfStarsIsTakenApartInAMoment(t *testing.T) {
	begun := time.Now()
	for _, text := range []string{strings.Repeat("*", 1<<20), strings.Repeat("[", 1<<16), strings.Repeat("_a ", 1<<16), strings.Repeat("https://", 1<<14)} {
		Parse(text)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestThousandsOfDashesAreSplitInAMoment(t *testing.T) {
	begun := time.Now()
	for _, text := range []string{strings.Repeat("- ", 1<<15), strings.Repeat("[ ", 1<<12), strings.Repeat("\u200d", 1<<14)} {
		Split(text, 4096)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestPlainTextKeepsWhatMarkupSaid(t *testing.T) {
	got := Plain("# Pflege\nAlle **zwei** Monate [1]:\n3. [hier](/h)\n4. https://a.example\n- *c*")
	want := "Pflege\nAlle zwei Monate [1]:\n3. hier (/h)\n4. https://a.example\n• c"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
