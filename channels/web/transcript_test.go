package web_test

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// talked lets a customer, the bot and an agent say a bit of everything.
func talked(w *world, v *visitor) {
	at := w.clock.Now()
	said := func(by bot.Author, name string, minutes int, r bot.Reply) bot.Entry {
		return bot.Entry{Author: by, Name: name, At: at.Add(time.Duration(minutes) * time.Minute), Reply: r}
	}
	note := said(bot.ByAgent, "Anna", 3, bot.Reply{Text: "schwieriger Fall"})
	note.Note = true
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) { c.Language = "de" },
		said(bot.ByCustomer, "", 0, bot.Reply{Text: "Fehler **E7** <script>", Elements: []bot.Element{
			{Kind: bot.ElementImage, Media: &bot.Media{ID: "x", Name: "maschine.png"}},
			{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 52.52, Longitude: 13.405, Name: "Zuhause"}},
		}}),
		said(bot.ByBot, "", 1, bot.Reply{
			Text:      "Die **Pumpe** steht [1].\n\n1. Ausschalten.\n2. Warten.",
			Citations: []bot.Citation{{Title: "Fehler E7", URL: "/help/e7"}},
			Elements: []bot.Element{
				{Kind: bot.ElementCard, Cards: []bot.Card{{Title: "Brunnen 3", Text: "Für *zwei*."}}},
				{Kind: bot.ElementForm, Form: &bot.Form{Title: "Gerät"}},
			},
		}),
		said(bot.BySystem, "", 2, bot.Reply{Text: "Anna hat übernommen."}), note,
		said(bot.ByAgent, "Anna", 4, bot.Reply{Text: "Guten Tag."}),
	)
}

func TestACustomerTakesTheTranscriptHome(t *testing.T) {
	w := open(t, func(o *web.Options) {
		o.NewID = func() string { return "c1" }
		o.Phrases = bot.NewPhrases([]string{"de", "en"}, web.Words)
	})
	v := w.visit(t)
	talked(w, v)
	for format, kind := range map[string]string{"txt": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8", "json": "application/json"} {
		t.Run(format, func(t *testing.T) {
			r := v.do("GET", "/web/v1/transcript?zone=Europe/Berlin&format="+format, nil, nil)
			if r.status != http.StatusOK || r.header.Get("Content-Type") != kind || r.header.Get("Content-Disposition") != "attachment; filename=gespraech."+format {
				t.Errorf("got %d %s %s", r.status, r.header.Get("Content-Type"), r.header.Get("Content-Disposition"))
			}
			golden(t, "transcript."+format, r.body)
			if strings.Contains(r.body, "schwieriger Fall") || strings.Contains(r.body, "<script>") && format == "html" {
				t.Error("it tells what it must not")
			}
		})
	}
}

func TestATranscriptIsAskedForProperly(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	empty := v.do("GET", "/web/v1/transcript?format=txt", nil, nil)
	if empty.status != http.StatusOK || empty.body != "Conversation with Lotse\nAll times: UTC\n" {
		t.Errorf("before anything was said: %d %q", empty.status, empty.body)
	}
	if r := v.do("GET", "/web/v1/transcript?format=pdf", nil, nil); r.status != http.StatusBadRequest {
		t.Errorf("as a PDF: %d", r.status)
	}
	for zone, want := range map[string]string{"Asia/Tokyo": "Asia/Tokyo", "": "UTC", "Etc/Unknown": "UTC", "../../etc/passwd": "UTC", "Local": "UTC"} {
		r := v.do("GET", "/web/v1/transcript?format=txt&zone="+zone, nil, nil)
		if r.status != http.StatusOK || r.body != "Conversation with Lotse\nAll times: "+want+"\n" {
			t.Errorf("where it is %q: %d %q", zone, r.status, r.body)
		}
	}
	if r := (&visitor{world: w, t: t}).do("GET", "/web/v1/transcript", nil, nil); r.status != http.StatusUnauthorized {
		t.Errorf("without a token: %d", r.status)
	}
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "Hello", w.clock.Now()))
	if r := v.do("GET", "/web/v1/transcript", nil, nil); !strings.Contains(r.body, "<p>Hello</p>") {
		t.Errorf("html is not what comes without a format: %s", r.body)
	}
}
