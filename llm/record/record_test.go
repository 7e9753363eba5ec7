package record_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/llmtest"
	"github.com/lotse-bot/lotse/llm/openai"
	"github.com/lotse-bot/lotse/llm/record"
)

const key = "sk-of-the-server-and-nobody-else"

// heard is an answer as it arrived.
type heard struct {
	Response llm.Response
	Pieces   []string
}

func listen(t *testing.T, m llm.Model, req llm.Request) heard {
	t.Helper()
	var h heard
	response, err := m.Complete(t.Context(), req, func(delta string) error {
		h.Pieces = append(h.Pieces, delta)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Response = response
	return h
}

func ask(text string) llm.Request {
	return llm.Request{System: "Be kind.", Said: []llm.Said{{Role: "user", Text: text}}, MaxTokens: 50, Temperature: 0.2}
}

func open(t *testing.T, path string, mode record.Mode) *record.File {
	t.Helper()
	f, err := record.Open(path, record.Options{Mode: mode, Secrets: []string{key}})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func save(t *testing.T, f *record.File) {
	t.Helper()
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

func contents(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// server runs a model server until the test that it is given ends.
func server(t *testing.T, script ...llmtest.Step) (llm.Model, llm.Embedder, *llmtest.Server) {
	t.Helper()
	s := llmtest.NewServer(t, script...)
	o := openai.Options{URL: s.URL, Key: key, Model: "scripted"}
	m, err := openai.NewModel(o)
	if err != nil {
		t.Fatal(err)
	}
	e, err := openai.NewEmbedder(openai.EmbedderOptions{Options: o, Dimensions: 8})
	if err != nil {
		t.Fatal(err)
	}
	return m, e, s
}

func TestARunIsRepeatedWithoutTheServer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	var first heard
	var vectors [][]float32
	var asked []float32
	var gone struct {
		llm.Model
		llm.Embedder
	}
	t.Run("recorded while the server runs", func(t *testing.T) {
		m, e, s := server(t, llmtest.Streams("Two ", "years", "."))
		gone.Model, gone.Embedder = m, e
		f := open(t, path, record.Record)
		first = listen(t, f.Model("scripted", m), ask("How long is the warranty?"))
		if again := listen(t, f.Model("scripted", m), ask("How long is the warranty?")); cmp.Diff(first, again) != "" {
			t.Errorf("the same request got another answer: %s", cmp.Diff(first, again))
		}
		var err error
		if vectors, err = f.Embedder(e).EmbedPassages(t.Context(), []string{"warranty", "returns"}); err != nil {
			t.Fatal(err)
		}
		if asked, err = f.Embedder(e).EmbedQuery(t.Context(), "warranty"); err != nil {
			t.Fatal(err)
		}
		if n := len(s.Asked()); n != 3 {
			t.Errorf("the server was asked %d times, want once for each", n)
		}
		save(t, f)
	})
	for _, configured := range []bool{true, false} {
		f := open(t, path, record.Replay)
		m, e := f.Model("scripted", gone.Model), f.Embedder(gone.Embedder)
		if !configured {
			if !f.HasModel() || !f.HasEmbedder() {
				t.Fatal("the file does not say what it holds")
			}
			m, e = f.Model("", nil), f.Embedder(nil)
		}
		if diff := cmp.Diff(first, listen(t, m, ask("How long is the warranty?"))); diff != "" {
			t.Errorf("replayed otherwise (-recorded +replayed):\n%s", diff)
		}
		passages, err := e.EmbedPassages(t.Context(), []string{"returns", "warranty", "returns"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([][]float32{vectors[1], vectors[0], vectors[1]}, passages); diff != "" {
			t.Error(diff)
		}
		if q, err := e.EmbedQuery(t.Context(), "warranty"); err != nil || cmp.Diff(asked, q) != "" {
			t.Errorf("%v %v", q, err)
		}
		if len(f.Missing())+len(f.Stale()) > 0 {
			t.Errorf("missing %q, stale %q", f.Missing(), f.Stale())
		}
	}
}

// The order of asking, and how many ask at once, does not show in the file.
func TestTheFileIsTheSameWhoeverAsksFirst(t *testing.T) {
	texts := []string{"one", "two", "three", "four", "five", "six", "seven", "eight"}
	written := func(at int) string {
		path := filepath.Join(t.TempDir(), "answers.jsonl")
		m, _, s := server(t)
		s.Always(func(a llmtest.Asked) llmtest.Step { return llmtest.Says("You said " + a.Last() + ".") })
		f := open(t, path, record.Record)
		var wg sync.WaitGroup
		for i := range texts {
			wg.Go(func() { listen(t, f.Model("scripted", m), ask(texts[(i+at)%len(texts)])) })
		}
		wg.Wait()
		save(t, f)
		return contents(t, path)
	}
	if diff := cmp.Diff(written(0), written(3)); diff != "" {
		t.Error(diff)
	}
}

// What a file lacks is said, with how to get it; nobody is asked instead.
func TestWhatIsNotRecordedIsNeverAsked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	m, e, s := server(t, llmtest.Says("Two years."))
	f := open(t, path, record.Record)
	listen(t, f.Model("scripted", m), ask("known"))
	save(t, f)

	f = open(t, path, record.Replay)
	asked := len(s.Asked())
	for what, try := range map[string]func() error{
		"another question": func() error {
			_, err := f.Model("scripted", m).Complete(t.Context(), ask("unknown"), nil)
			return err
		},
		"another temperature": func() error {
			r := ask("known")
			r.Temperature = 0.9
			_, err := f.Model("scripted", m).Complete(t.Context(), r, nil)
			return err
		},
		"another model": func() error {
			_, err := f.Model("larger", m).Complete(t.Context(), ask("known"), nil)
			return err
		},
		"a text": func() error {
			_, err := f.Embedder(e).EmbedPassages(t.Context(), []string{"known"})
			return err
		},
	} {
		if err := try(); !errors.Is(err, record.ErrMissing) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "record it") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := len(s.Asked()); n != asked {
		t.Errorf("the server was asked %d times more", n-asked)
	}
	want := []string{`completion larger "known"`, `completion scripted "known"`, `completion scripted "unknown"`, `passage openai-scripted-8-` + e.Name()[len("openai-scripted-8-"):] + ` "known"`}
	if diff := cmp.Diff(want, f.Missing()); diff != "" {
		t.Error(diff)
	}
}

func TestWhatNobodyAsksForAnyMoreIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	m, _, _ := server(t, llmtest.Says("Yes."), llmtest.Says("No."))
	f := open(t, path, record.Record)
	listen(t, f.Model("scripted", m), ask("Is it still asked?"))
	listen(t, f.Model("scripted", m), ask("Was it asked once?"))
	save(t, f)
	f = open(t, path, record.Replay)
	listen(t, f.Model("", nil), ask("Is it still asked?"))
	stale := f.Stale()
	if len(stale) != 1 || !strings.HasPrefix(stale[0], path+":") || !strings.HasSuffix(stale[0], `completion scripted "Was it asked once?"`) {
		t.Errorf("stale: %q", stale)
	}
}

// What is written are stand-ins, also where a secret comes in two pieces, and a recording run hears them, too.
func TestNothingSecretIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	m, _, _ := server(t, llmtest.Streams("Write to erika", ".muster@web.de, not to hilfe@shop.example; ", "the key is "+key[:9], key[9:], " or sk-abcdefghijklmnopqrstuvwx."))
	f := open(t, path, record.Record)
	question := ask("I am max@gmx.de, my token is xoxb-1234567890-abcdefghij")
	first := listen(t, f.Model("scripted", m), question)
	save(t, f)
	const want = "Write to someone@example.com, not to hilfe@shop.example; the key is [secret] or [secret]."
	if first.Response.Text != want || strings.Join(first.Pieces, "") != want {
		t.Errorf("the recording run heard %+v", first)
	}
	if diff := cmp.Diff(first, listen(t, open(t, path, record.Replay).Model("", nil), question)); diff != "" {
		t.Errorf("replayed otherwise (-recorded +replayed):\n%s", diff)
	}
	for _, private := range []string{key, "erika", "web.de", "gmx.de", "sk-abc", "xoxb", "Be kind"} {
		if strings.Contains(contents(t, path), private) {
			t.Errorf("the file holds %q:\n%s", private, contents(t, path))
		}
	}
}

// A server that fails while it is recorded is no answer: the next run asks again.
func TestFailuresAreNotKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	m, _, _ := server(t, llmtest.Refuses(500, "out of order"), llmtest.CutsOff("Two"), llmtest.Says("Two years."))
	f := open(t, path, record.Record)
	for range 2 {
		if _, err := f.Model("scripted", m).Complete(t.Context(), ask("How long?"), nil); err == nil {
			t.Fatal("a failure was taken for an answer")
		}
	}
	if got := listen(t, f.Model("scripted", m), ask("How long?")); got.Response.Text != "Two years." {
		t.Errorf("heard %+v", got)
	}
}

// Who stops listening stops the replay, as it stops a server.
func TestAReplayCanBeStopped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	m, _, _ := server(t, llmtest.Streams("a", "b", "c"))
	f := open(t, path, record.Record)
	listen(t, f.Model("scripted", m), ask("x"))
	enough, n := errors.New("enough"), 0
	_, err := f.Model("scripted", m).Complete(t.Context(), ask("x"), func(string) error {
		if n++; n == 2 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || n != 2 {
		t.Errorf("stopped after %d pieces: %v", n, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := f.Model("scripted", m).Complete(ended, ask("x"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a replay went on after its context had ended: %v", err)
	}
}

func TestAFileThatCannotBeReadNamesTheLine(t *testing.T) {
	const head = `{"version":1,"model":"m"}` + "\n"
	for name, c := range map[string]struct{ text, want string }{
		"nothing":         {"", "is empty"},
		"another form":    {`{"version":9}`, ":1: this is not version 1"},
		"no JSON":         {head + "\n{", ":3: "},
		"half an answer":  {head + `{"kind":"query","model":"m","key":"k"}`, ":2: this line is no answer"},
		"without its key": {head + `{"kind":"completion","model":"m","response":{}}`, ":2: this line is no answer"},
	} {
		path := filepath.Join(t.TempDir(), "answers.jsonl")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, mode := range []record.Mode{record.Replay, record.Record} {
			if _, err := record.Open(path, record.Options{Mode: mode}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", name, err, c.want)
			}
		}
	}
	if _, err := record.Open(filepath.Join(t.TempDir(), "none"), record.Options{Mode: record.Replay}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestAVectorOfAnotherLengthIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	_, e, _ := server(t)
	f := open(t, path, record.Record)
	if _, err := f.Embedder(e).EmbedQuery(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	save(t, f)
	text := strings.Replace(contents(t, path), `"dimensions":8`, `"dimensions":9`, 1)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, path, record.Replay).Embedder(nil).EmbedQuery(t.Context(), "x"); err == nil {
		t.Error("a vector of 8 numbers was taken for one of 9")
	}
}

// An embedder between whom a file stands keeps the contract of every other.
func TestRecordedEmbedderKeepsTheContract(t *testing.T) {
	llmtest.Embedder(t, func(t *testing.T) llm.Embedder {
		_, e, _ := server(t)
		return open(t, filepath.Join(t.TempDir(), "answers.jsonl"), record.Record).Embedder(e)
	})
}
