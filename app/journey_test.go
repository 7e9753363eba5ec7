package app_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

var update = flag.Bool("update", false, "rewrite the transcripts in docs/journeys.md")

// chat is what somebody sees on Telegram of a conversation from an entry on: her words as they were heard, the bot's as the chat
// shows them, with buttons in brackets.
func (w *town) chat(conversation string, after int64, u *telegramtest.User) string {
	w.t.Helper()
	entries, err := w.app.Store.Transcript(w.t.Context(), conversation, after)
	if err != nil {
		w.t.Fatal(err)
	}
	shown := w.telegram.Shows(u.ID)
	replies := 0
	for _, e := range entries {
		if e.Author != bot.ByCustomer && !e.Note {
			replies++
		}
	}
	shown = shown[len(shown)-replies:]
	var b strings.Builder
	for _, e := range entries {
		switch {
		case e.Note:
		case e.Author == bot.ByCustomer:
			b.WriteString(line("customer", e.Text))
		default:
			b.WriteString(line("telegram", shown[0].String()))
			shown = shown[1:]
		}
	}
	return b.String()
}

// day is the one thing in these conversations that is different tomorrow.
var day = regexp.MustCompile(`20\d\d-\d\d-\d\d`)

// line is one line of a transcript; what has several lines is indented.
func line(who, text string) string {
	return who + "  " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+strings.Repeat(" ", len(who)+2)) + "\n"
}

// told compares a transcript with the one that docs/journeys.md tells under a name, or rewrites it.
func told(t *testing.T, name, got string) {
	t.Helper()
	got = day.ReplaceAllString(got, "2026-11-20")
	const file = "../docs/journeys.md"
	all, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)(<!-- " + name + " -->\n```text\n)(.*?)(```)")
	m := block.FindSubmatch(all)
	if m == nil {
		t.Fatalf("docs/journeys.md has no transcript called %s; it would be:\n%s", name, got)
	}
	if *update {
		all = block.ReplaceAllFunc(all, func([]byte) []byte { return []byte(string(m[1]) + got + string(m[3])) })
		if err := os.WriteFile(file, all, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(m[2]), got); diff != "" {
		t.Errorf("the journey %s went otherwise (-docs +now); go test ./app -run %s -update writes it anew:\n%s", name, t.Name(), diff)
	}
}
