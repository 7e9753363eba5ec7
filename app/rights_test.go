package app_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm"
)

// discounts are one for everybody, and one for partners.
func discounts() []knowledge.Document {
	article := func(id, title, text string, s knowledge.Scope) knowledge.Document {
		return knowledge.Document{ID: id, Title: title, Language: "de", URL: knowledge.ArticlePath + id, Text: text, Scope: s}
	}
	return []knowledge.Document{
		article("rabatt", howMuch, "Der Rabatt auf Maschinen beträgt zwei Prozent.", knowledge.Scope{}),
		article("rabatt-partner", howMuch, "Der Rabatt auf Maschinen beträgt zwanzig Prozent.", knowledge.Scope{Audience: []string{"partner"}}),
		article("rabatt-winter", "Wie hoch ist der Winterrabatt auf Ersatzteile?", "Der Winterrabatt auf Ersatzteile beträgt fünf Prozent.", knowledge.Scope{Until: leakTime.Add(2 * time.Hour)}),
	}
}

const howMuch = "Wie hoch ist der Rabatt auf Maschinen?"

// tells checks what a turn says.
func tells(t *testing.T, turn *bot.Turn, want, not string) {
	t.Helper()
	text := ""
	for _, e := range turn.Replies() {
		text += e.Text + "\n"
	}
	if !strings.Contains(text, want) || not != "" && strings.Contains(text, not) {
		t.Errorf("%q is answered with %q; want %q, and not %q", turn.Text(), text, want, not)
	}
}

func TestTwoCustomersGetWhatIsTheirs(t *testing.T) {
	h := newHall(t, discounts()...)
	tells(t, h.says("anybody", howMuch), "zwei Prozent", "zwanzig")
	partner := h.says("partner", howMuch, "partner")
	tells(t, partner, "zwanzig", "")
	h.now = h.now.Add(time.Minute)
	tells(t, h.says("partner", howMuch), "zwanzig", "") // by a linked channel, which vouches for nothing
	h.now = h.now.Add(time.Hour)
	tells(t, h.says("partner", howMuch), "zwei Prozent", "zwanzig")
}

// The link of a citation opens what it cites, for a day; the address alone opens nothing.
func TestAnArticleForSomeNeedsThePassOfACitation(t *testing.T) {
	h := newHall(t, discounts()...)
	open := func(address string) int {
		page, _, _ := strings.Cut(address, "#")
		w := httptest.NewRecorder()
		h.app.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, page, nil))
		return w.Code
	}
	cited := h.says("partner", howMuch, "partner").Replies()[0].Citations
	var link string
	for _, c := range cited {
		if c.Document == "rabatt-partner" {
			link = c.URL
		}
	}
	if !strings.Contains(link, "?pass=") || !strings.Contains(link, "#") {
		t.Fatalf("cited is %+v", cited)
	}
	_, pass, _ := strings.Cut(strings.Split(link, "#")[0], "?")
	for address, want := range map[string]int{
		"/articles/rabatt":                              http.StatusOK,
		"/articles/rabatt-partner":                      http.StatusNotFound,
		"/articles/rabatt-partner?pass=zzzzzzz.AAAAAAA": http.StatusNotFound,
		link:                              http.StatusOK,
		"/articles/rabatt-winter?" + pass: http.StatusOK, // it is everybody's
	} {
		if got := open(address); got != want {
			t.Errorf("%s gives %d, want %d", address, got, want)
		}
	}
	h.now = h.now.Add(25 * time.Hour)
	for _, address := range []string{link, "/articles/rabatt-winter"} {
		if got := open(address); got != http.StatusNotFound {
			t.Errorf("a day later %s gives %d", address, got)
		}
	}
}

// What has expired is not said from that moment on: not to who asked it before, nor in the middle of a flow that began before.
func TestWhatHasExpiredIsNotSaid(t *testing.T) {
	h := newHall(t, discounts()...)
	const winter = "Wie hoch ist der Winterrabatt auf Ersatzteile?"
	tells(t, h.says("a", winter), "fünf Prozent", "")
	tells(t, h.says("b", "Ich möchte einen Schaden anmelden"), "Wo steht die Maschine?", "")
	tells(t, h.says("b", winter), "fünf Prozent", "")
	h.now = h.now.Add(2 * time.Hour)
	for _, conversation := range []string{"a", "b", "new"} {
		turn := h.says(conversation, winter)
		if s := outcome(t, turn); strings.Contains(s, "fünf Prozent") || strings.Contains(s, "rabatt-winter") {
			t.Errorf("in %s it is still there: %s", conversation, s)
		}
	}
}

// listening is a model that keeps what it is shown.
type listening struct{ shown strings.Builder }

func (m *listening) Complete(_ context.Context, req llm.Request, _ func(string) error) (llm.Response, error) {
	text, err := json.Marshal(req)
	m.shown.Write(text)
	return llm.Response{Text: "Der Rabatt auf Maschinen beträgt zwanzig Prozent. [1]"}, err
}

// Claims are for rights alone.
func TestNoModelIsShownWhatTheCustomerMayClaim(t *testing.T) {
	h := newHall(t, discounts()...)
	m := &listening{}
	h.app.Answers.Model = m
	tells(t, h.says("c", howMuch, "partner", "tier:gold", "customer:mia"), "zwanzig Prozent", "")
	shown := m.shown.String()
	if !strings.Contains(shown, "zwanzig Prozent") {
		t.Fatalf("it is shown no passages: %s", shown)
	}
	for _, claim := range []string{"partner", "gold", "mia"} {
		if strings.Contains(shown, claim) {
			t.Errorf("%s is shown to the model: %s", claim, shown)
		}
	}
}
