package app_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/llm/llmtest"
)

// shop is the folder of a small bot.
func shop(t testing.TB) string {
	t.Helper()
	return folderOf(t, map[string]string{
		"bot.yaml":                 "name: Laden\nlanguages: [de, en]\n",
		"knowledge/garantie.de.md": "# Garantie\n\nDie Garantie gilt zwei Jahre ab dem Kauf. Fragen beantwortet Erika Sommer unter erika.sommer@laden.example.\n",
	})
}

// opens is a small bot with a model and an embedder on a server.
func opens(t testing.TB, server *llmtest.Server, options string) *app.App {
	t.Helper()
	c := app.Defaults()
	c.Bot, c.Model, c.Embedder = shop(t), server.URL+"?model=tiny"+options, server.URL+"?model=vectors&dimensions=8"
	c.Proxy = true
	c.UseData(t.TempDir())
	return opened(t, c, app.Options{Log: slog.New(slog.DiscardHandler)})
}

// TestNothingPersonalReachesAModelsServer neither of what is asked, nor of what was said before, nor of the articles; and the
// answer names whom it must name.
func TestNothingPersonalReachesAModelsServer(t *testing.T) {
	server := llmtest.NewServer(t)
	server.Always(func(llmtest.Asked) llmtest.Step { return llmtest.Says("Die Garantie gilt zwei Jahre ab dem Kauf [1].") })
	a := opens(t, server, "&price_in=2&price_out=8&context=4000&timeout=5s")
	if err := a.Learn(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := a.Worker.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	var last *bot.Turn
	for i, said := range []string{
		"Hallo, ich heiße Anna Schmidt, anna.schmidt@web.de, Telefon 0171 2345678. Wie lange gilt die Garantie?",
		"Und wie lange gilt die Garantie ab dem Kauf, wenn ich im Gartenweg 7, 20095 Hamburg wohne?",
	} {
		var err error
		last, err = a.Worker.Converse(t.Context(), bot.Inbound{Channel: "chat", Conversation: "c", Address: "c", Key: string(rune('a' + i)), Text: said, Language: "de", Received: time.Date(2026, 3, 2, 10, i, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
	}
	if said := last.Replies(); len(said) == 0 || !strings.Contains(said[len(said)-1].Text, "zwei Jahre") {
		t.Fatalf("the answer is %+v", said)
	}
	completions := 0
	for _, asked := range server.Asked() {
		text := asked.System + strings.Join(asked.Texts, "\n")
		for _, s := range asked.Said {
			text += "\n" + s.Text
		}
		if len(asked.Said) > 0 {
			completions++
		}
		for _, secret := range []string{"Anna", "Schmidt", "anna.schmidt@web.de", "2345678", "Gartenweg", "Sommer", "erika"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q reached the server:\n%s", secret, text)
			}
		}
	}
	if completions < 2 { // a third may ask what she means
		t.Errorf("the model was asked %d times", completions)
	}
	written := false
	for _, x := range last.Exchanges {
		if x.Kind == "knowledge.write" {
			written = true
			if answer := string(x.Answer); !strings.Contains(answer, `"Cost":`) || !strings.Contains(answer, `"Took":`) || !strings.Contains(answer, `"TokensIn":10`) {
				t.Errorf("the trace says %s", answer)
			}
		}
	}
	if !written {
		t.Error("the trace does not say what the model was asked")
	}
	told := httptest.NewRecorder()
	a.Handler().ServeHTTP(told, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", http.NoBody))
	for _, line := range []string{
		fmt.Sprintf(`lotse_model_answers_total{outcome="given"} %d`, completions), fmt.Sprintf(`lotse_model_tokens_total{way="in"} %d`, 10*completions), "lotse_model_cost_total 0.000",
	} {
		if !strings.Contains(told.Body.String(), line) {
			t.Errorf("/metrics does not say %s", line)
		}
	}
}

func TestAModelsAddressThatIsWrong(t *testing.T) {
	for _, options := range []string{"&context=many", "&timeout=20", "&price_in=-1"} {
		c := app.Defaults()
		c.Bot, c.Model = shop(t), "http://127.0.0.1:1/v1?model=tiny"+options
		c.UseData(t.TempDir())
		if a, err := app.Open(t.Context(), c, app.Options{Log: slog.New(slog.DiscardHandler)}); err == nil || !strings.Contains(err.Error(), "model: ") {
			t.Errorf("%s: %v, %v", options, a, err)
		}
	}
}
