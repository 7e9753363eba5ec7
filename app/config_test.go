package app

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm/builtin"
)

func TestWhatComesLaterWins(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lotse.yaml")
	if err := os.WriteFile(file, []byte("listen: 127.0.0.1:1\nlog: warn\ndata: kept\nshutdown: 3s\nproxy: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Load(file, []string{"LOTSE_LOG=error", "LOTSE_LISTEN=127.0.0.1:2", "LOTSE_MAX_PENDING=7", "LOTSE_OTHER=x", "LOTSE_BELL="}, Config{Listen: "127.0.0.1:3"})
	if err != nil {
		t.Fatal(err)
	}
	want := Defaults()
	want.Listen, want.Log, want.Data, want.Shutdown, want.Proxy, want.MaxPending = "127.0.0.1:3", "error", "kept", 3*time.Second, true, 7
	want.Store = "sqlite:" + filepath.Join("kept", "lotse.db")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAConfigurationThatCannotBeIsRefused(t *testing.T) {
	for _, tt := range []struct{ env, want string }{
		{"LOTSE_PARALLEL=many", "LOTSE_PARALLEL"},
		{"LOTSE_PARALLEL=0", "at least 1"},
		{"LOTSE_SHUTDOWN=soon", "not a time"},
		{"LOTSE_PROXY=perhaps", "true or false"},
		{"LOTSE_LOG=loud", "debug, info, warn, error"},
	} {
		if _, err := Load("", []string{tt.env}, Config{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.env, err)
		}
	}
}

func TestSeamsNameWhatTheyTake(t *testing.T) {
	a := &App{Config: Config{Bell: "amqp://guest:hunter2@host", Index: "pinecone://hunter2", Embedder: "http://host/v1", Model: "ftp://hunter2"}}
	_, bell := a.openBell()
	_, index := a.openIndex(nil)
	_, embedder := a.openEmbedder(builtin.German{})
	_, model := a.openModel()
	for want, err := range map[string]error{"nats://": bell, "qdrant://": index, "?model=NAME": embedder, "OpenAI-compatible": model} {
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("want %s: %v", want, err)
		}
	}
}

func TestBehindAProxyTheLastAddressCounts(t *testing.T) {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("X-Forwarded-For", "1.1.1.1, 203.0.113.7")
	if got := forwarded(r); got != "203.0.113.7" {
		t.Errorf("got %s: whoever wrote the first entry could be anybody", got)
	}
}
