package openai_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/llmtest"
	"github.com/lotse-bot/lotse/llm/openai"
)

const key = "sk-secret-1234567890"

func TestAnAnswerArrivesPieceByPiece(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Says("Press both buttons. Then wait."))
	var pieces []string
	got, err := model(t, server).Complete(t.Context(), llm.Request{
		System: "Answer from the passages.", MaxTokens: 200,
		Said: []llm.Said{{Role: "user", Text: "How do I descale?"}, {Role: "assistant", Text: "Which machine?"}, {Role: "user", Text: "The small one."}},
	}, func(delta string) error {
		pieces = append(pieces, delta)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := llm.Response{Text: "Press both buttons. Then wait.", TokensIn: 10, TokensOut: 5, FinishedBy: "stop"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if strings.Join(pieces, "") != want.Text || len(pieces) < 2 {
		t.Errorf("pieces %q", pieces)
	}
	asked := server.Asked()[0]
	if asked.Temperature > 1e-30 { // the smallest number there is stands for 0, which the client would leave out
		t.Errorf("asked with the temperature %v", asked.Temperature)
	}
	asked.Temperature = 0
	if diff := cmp.Diff(llmtest.Asked{
		Key: key, Model: "tiny", System: "Answer from the passages.", MaxTokens: 200,
		Said: []llm.Said{{Role: "user", Text: "How do I descale?"}, {Role: "assistant", Text: "Which machine?"}, {Role: "user", Text: "The small one."}},
	}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestAnAnswerThatRunsOutSaysSo(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.RunsOut("Press", " both"))
	got, err := model(t, server).Complete(t.Context(), question, nil)
	if err != nil || got.FinishedBy != "length" || got.Text != "Press both" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReasoningModelsAreAskedInTheirOwnWay(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Says("ok"))
	m, err := openai.NewModel(openai.Options{URL: server.URL, Model: "o3-mini"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Complete(t.Context(), llm.Request{Said: question.Said, MaxTokens: 7}, nil); err != nil {
		t.Fatal(err)
	}
	if asked := server.Asked()[0]; asked.Temperature != 0 || asked.MaxTokens != 7 || asked.Key != "" {
		t.Errorf("asked %+v", asked)
	}
}

func TestWhoeverListensCanStopTheAnswer(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Hangs("one ", "two ", "three"))
	enough := errors.New("enough")
	count := 0
	_, err := model(t, server).Complete(t.Context(), question, func(string) error {
		count++
		return enough
	})
	if !errors.Is(err, enough) || count != 1 {
		t.Errorf("%v after %d pieces", err, count)
	}
}

// Each failure says what to do next, and none tells the key or what was asked.
func TestFailures(t *testing.T) {
	date := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		step llmtest.Step
		kind llm.ErrorKind
		wait time.Duration
	}{
		"too many requests":         {llmtest.Limits(17 * time.Second), llm.Limited, 17 * time.Second},
		"too many, no time told":    {llmtest.Limits(0), llm.Limited, 0},
		"a wrong key":               {llmtest.Refuses(http.StatusUnauthorized, "Incorrect API key provided: "+key), llm.Refused, 0},
		"no such model":             {llmtest.Refuses(http.StatusNotFound, "The model does not exist"), llm.Refused, 0},
		"a request it cannot serve": {llmtest.Refuses(http.StatusBadRequest, "too long: "+secret), llm.Refused, 0},
		"a broken server":           {llmtest.Refuses(http.StatusBadGateway, "upstream"), llm.Unreachable, 0},
		"an overloaded server":      {llmtest.Refuses(http.StatusServiceUnavailable, "later"), llm.Unreachable, 0},
		"a page instead of answers": {llmtest.Garbage("<html>" + secret + "</html>"), llm.Garbage, 0},
		"broken JSON":               {llmtest.Garbage("data: {\"choices\": [" + secret + "\n\n"), llm.Garbage, 0},
		"nothing at all":            {llmtest.Garbage(""), llm.Garbage, 0},
		"a dropped connection":      {llmtest.CutsOff("Press "), llm.Unreachable, 0},
		"an answer without an end":  {llmtest.BreaksOff("Press "), llm.Garbage, 0},
		"an error in the middle":    {llmtest.Fails("out of memory at "+secret, "Press "), llm.Unreachable, 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := model(t, llmtest.NewServer(t, c.step)).Complete(t.Context(), question, nil)
			var failed *llm.Error
			if !errors.As(err, &failed) {
				t.Fatalf("%v is no *llm.Error", err)
			}
			if failed.Kind != c.kind || failed.RetryAfter != c.wait {
				t.Errorf("%s, again after %s, instead of %s, %s: %v", failed.Kind, failed.RetryAfter, c.kind, c.wait, err)
			}
			for _, private := range []string{key, secret} {
				if strings.Contains(err.Error(), private) {
					t.Errorf("the error tells %q: %v", private, err)
				}
			}
		})
	}
	t.Run("a date to come back at", func(t *testing.T) {
		h := http.Header{"Retry-After": {date.Add(90 * time.Second).Format(http.TimeFormat)}, "Date": {date.Format(http.TimeFormat)}}
		if got := openai.RetryAfter(h); got != 90*time.Second {
			t.Errorf("%s", got)
		}
	})
}

func TestADeadlineReachesTheSocket(t *testing.T) {
	for name, step := range map[string]llmtest.Step{"before the answer": llmtest.Hangs(), "in the middle of it": llmtest.Hangs("Press ")} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			_, err := model(t, llmtest.NewServer(t, step)).Complete(ctx, question, nil)
			var failed *llm.Error
			if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &failed) || failed.Kind != llm.Unreachable {
				t.Errorf("%v", err)
			}
		})
	}
	t.Run("that of the options", func(t *testing.T) {
		m, err := openai.NewModel(openai.Options{URL: llmtest.NewServer(t, llmtest.Hangs()).URL, Model: "tiny", Timeout: 50 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Complete(t.Context(), question, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	})
}

func TestNobodyListens(t *testing.T) {
	m, err := openai.NewModel(openai.Options{URL: "http://127.0.0.1:1/v1", Key: key, Model: "tiny"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.Complete(t.Context(), question, nil)
	var failed *llm.Error
	if !errors.As(err, &failed) || failed.Kind != llm.Unreachable || strings.Contains(err.Error(), key) {
		t.Errorf("%v", err)
	}
}

// A server that sends elsewhere does not get the key there.
func TestRedirectsAreNotFollowed(t *testing.T) {
	other := llmtest.NewServer(t, llmtest.Says("mine now"))
	server := llmtest.NewServer(t, llmtest.Redirects(other.URL+"/chat/completions"))
	if _, err := model(t, server).Complete(t.Context(), question, nil); err == nil {
		t.Error("an answer from elsewhere")
	}
	if n := len(other.Asked()); n != 0 {
		t.Errorf("the other server was asked %d times", n)
	}
}

func TestWrongOptionsAreRefused(t *testing.T) {
	for _, o := range []openai.Options{
		{}, {URL: "localhost:8080", Model: "m"}, {URL: "ftp://host/v1", Model: "m"}, {URL: "http://host/v1"}, {URL: "http://user:" + key + "@host/v1", Model: "m"},
	} {
		if _, err := openai.NewModel(o); err == nil || strings.Contains(err.Error(), key) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// secret is what no error may repeat.
const secret = "my card number is 4111"

var question = llm.Request{Said: []llm.Said{{Role: "user", Text: secret}}}

func model(t *testing.T, server *llmtest.Server) *openai.Model {
	t.Helper()
	m, err := openai.NewModel(openai.Options{URL: server.URL, Key: key, Model: "tiny"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
