package app_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/access"
	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/examples/kaffee"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

// newShop is a town whose bot's folder may be written to.
func newShop(t *testing.T) (w *town, knowledge string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../examples/kaffee")); err != nil {
		t.Fatal(err)
	}
	return newTown(t, func(c *app.Config) { c.Bot = dir }), filepath.Join(dir, "knowledge")
}

// get reads what an admin is told.
func get[T any](c *colleague, path string) (v T) {
	c.w.t.Helper()
	if err := json.Unmarshal(c.answer(httptest.NewRequest(http.MethodGet, path, nil)), &v); err != nil {
		c.w.t.Fatal(err)
	}
	return v
}

type gapList struct{ Gaps []gaps.Gap }

type pairList struct{ FAQs []gaps.Pair }

const gutschein = "---\ntitle: Verkauft ihr Geschenkgutscheine?\nlanguage: de\nquestions: [Kann ich bei euch einen Geschenkgutschein kaufen?]\n---\n" +
	"Ja, Geschenkgutscheine gibt es im Laden in Hamburg über 25 und 50 Euro. Ein Geschenkgutschein gilt drei Jahre.\n"

// TestAGapFromTheFirstQuestionToTheArticle: an honest no, the gap with its count, somebody who takes it, the article, and the gap
// is resolved by itself; the next customer gets the answer.
func TestAGapFromTheFirstQuestionToTheArticle(t *testing.T) {
	w, knowledge := newShop(t)
	anna := w.colleague("Anna")
	for _, q := range []string{"Verkauft ihr Geschenkgutscheine?", "Kann ich bei euch einen Geschenkgutschein kaufen?"} {
		w.browser().asksInVain(q)
	}
	open := get[gapList](anna, "/desk/v1/gaps").Gaps
	if len(open) != 1 || open[0].Count != 2 || open[0].Reasons[gaps.Unanswered] != 2 {
		t.Fatalf("the gaps are %+v", open)
	}
	id := open[0].ID
	anna.post("/desk/v1/gaps/"+id+"/take", map[string]string{})
	if g := get[gaps.Gap](anna, "/desk/v1/gaps/"+id[:6]); g.State != gaps.Taken || g.By == "" {
		t.Errorf("taken, it is %+v", g.Standing)
	}
	draft := get[struct{ Markdown string }](anna, "/desk/v1/gaps/"+id+"/draft")
	if !strings.Contains(draft.Markdown, "approved: false") || !strings.Contains(draft.Markdown, "Geschenkgutschein") {
		t.Errorf("the draft is\n%s", draft.Markdown)
	}

	if err := os.WriteFile(filepath.Join(knowledge, "gutschein.de.md"), []byte(gutschein), 0o600); err != nil {
		t.Fatal(err)
	}
	w.until("the gap is resolved", func() bool {
		resolved := get[gapList](anna, "/desk/v1/gaps?state=resolved").Gaps
		return len(resolved) == 1 && resolved[0].ID == id && resolved[0].Article == "gutschein.de"
	})
	if left := get[gapList](anna, "/desk/v1/gaps").Gaps; len(left) > 0 {
		t.Errorf("still missing: %+v", left)
	}
	eve := w.browser()
	eve.says("Verkauft ihr Geschenkgutscheine?", "")
	eve.hears("drei Jahre")
	var did []string
	for _, r := range get[struct{ Records []access.Record }](anna, "/access/v1/audit").Records {
		if r.About == id {
			did = append(did, r.What)
		}
	}
	if diff := cmp.Diff([]string{"take gap"}, did); diff != "" {
		t.Errorf("the audit: %s", diff)
	}
}

// asksInVain asks what no article answers: the bot says so, and offers a person.
func (b *browser) asksInVain(text string) {
	b.w.t.Helper()
	b.says(text, "")
	no := b.hears("")
	if len(no.Citations) > 0 || !slices.ContainsFunc(no.Choices, func(c bot.Choice) bool { return c.Payload == bot.PersonPayload }) {
		b.w.t.Fatalf("to %q the bot says %+v", text, no.Reply)
	}
}

// TestOnlyAdminsSeeWhatIsMissing, and nobody from another website.
func TestOnlyAdminsSeeWhatIsMissing(t *testing.T) {
	w := newTown(t)
	anna := w.colleague("Anna")
	invited := struct{ Token string }{}
	if err := json.Unmarshal(anna.post("/access/v1/invitations", map[string]any{"role": access.Agent}), &invited); err != nil {
		t.Fatal(err)
	}
	bob := &colleague{w: w}
	bob.post("/access/v1/join", map[string]string{"token": invited.Token, "login": "bob", "name": "Bob", "password": "ein langes Passwort"})
	for _, path := range []string{
		"GET /desk/v1/gaps", "GET /desk/v1/gaps/x", "GET /desk/v1/gaps/x/draft", "POST /desk/v1/gaps/x/take", "POST /desk/v1/gaps/x/resolve", "POST /desk/v1/gaps/x/reopen",
		"GET /desk/v1/faqs", "GET /desk/v1/faqs/x", "POST /desk/v1/faqs/x/accept", "POST /desk/v1/faqs/x/reject", "GET /desk/v1/contradictions",
	} {
		method, url, _ := strings.Cut(path, " ")
		for who, want := range map[*colleague]int{{w: w}: http.StatusUnauthorized, bob: http.StatusForbidden} {
			if got := who.do(httptest.NewRequest(method, url, nil)).StatusCode; got != want {
				t.Errorf("%s: %d, want %d", path, got, want)
			}
		}
		if strings.HasSuffix(url, "s") {
			continue // a list
		}
		if got := anna.do(httptest.NewRequest(method, url, nil)).StatusCode; !strings.Contains(url, "/x") || got != http.StatusNotFound {
			t.Errorf("%s by an admin, who asks for what is not there: %d", path, got)
		}
	}
	foreign := httptest.NewRequest(http.MethodPost, "/desk/v1/gaps/x/take", nil)
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := anna.do(foreign).StatusCode; got != http.StatusForbidden {
		t.Errorf("from another website: %d", got)
	}
}

// TestWhatAnAgentAnswersBecomesAnArticle: taken from a conversation that an agent closed, reviewed, and accepted.
func TestWhatAnAgentAnswersBecomesAnArticle(t *testing.T) {
	w := newTown(t)
	anna := w.colleague("Anna")
	anna.available()
	ada := w.browser()
	ada.asksInVain("Verkauft ihr Geschenkgutscheine?")
	ada.says("Mit einem Menschen sprechen", bot.PersonPayload)
	w.until("Ada waits", func() bool {
		c, err := w.app.Store.Conversation(t.Context(), ada.conversation)
		return err == nil && c.Owner != bot.OwnerBot
	})
	anna.act(ada.conversation, "take", handoff.Request{})
	ada.says("Verkauft ihr Geschenkgutscheine im Laden?", "")
	w.until("Anna reads it", func() bool {
		all := anna.sees(ada.conversation).Entries
		return strings.Contains(all[len(all)-1].Text, "im Laden")
	})
	anna.act(ada.conversation, "reply", handoff.Request{Text: "Hallo! Geschenkgutscheine gibt es in unserem Laden in Hamburg, über 25 und 50 Euro."})
	anna.act(ada.conversation, "close", handoff.Request{})
	waiting := get[pairList](anna, "/desk/v1/faqs").FAQs
	if len(waiting) != 1 || waiting[0].Question != "Verkauft ihr Geschenkgutscheine im Laden?" {
		t.Fatalf("what waits is %+v", waiting)
	}
	var accepted struct{ Markdown, JSONL string }
	if err := json.Unmarshal(anna.post("/desk/v1/faqs/"+waiting[0].ID+"/accept", map[string]bool{"approved": true}), &accepted); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(accepted.Markdown, "approved: true") || !strings.Contains(accepted.JSONL, "über 25 und 50 Euro") {
		t.Errorf("the article is\n%s\n%s", accepted.Markdown, accepted.JSONL)
	}
	if left := get[pairList](anna, "/desk/v1/faqs").FAQs; len(left) > 0 {
		t.Errorf("still waiting: %+v", left)
	}
	answered := get[gapList](anna, "/desk/v1/gaps").Gaps
	if len(answered) != 1 {
		t.Fatalf("the gaps are %+v", answered)
	}
	draft := get[struct{ Markdown string }](anna, "/desk/v1/gaps/"+answered[0].ID+"/draft")
	if !strings.Contains(draft.Markdown, "> Geschenkgutscheine gibt es in unserem Laden in Hamburg") {
		t.Errorf("the draft does not say what Anna answered:\n%s", draft.Markdown)
	}
}

// TestTheBoardCanBeLookedAtWhileTheBotIsServed: what was asked a moment ago is there, and nothing can be changed.
func TestTheBoardCanBeLookedAtWhileTheBotIsServed(t *testing.T) {
	w := newTown(t)
	w.browser().asksInVain("Verkauft ihr Geschenkgutscheine?")
	b, err := app.OpenGaps(t.Context(), w.app.Config, app.Options{Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}, Log: w.app.Log})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	all, err := b.List(t.Context(), "")
	if err != nil || len(all) != 1 || !b.Served {
		t.Fatalf("it shows %+v, %v", all, err)
	}
	if draft, err := b.Draft(t.Context(), all[0].ID); err != nil || draft.Title != "Verkauft ihr Geschenkgutscheine?" {
		t.Errorf("the draft is %+v, %v", draft, err)
	}
}
