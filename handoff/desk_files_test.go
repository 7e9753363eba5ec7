package handoff_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

const png = "\x89PNG\r\n\x1a\n"

// upload posts a file as an agent.
func (h *house) upload(agent, conversation, name, content string) (int, bot.Media) {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, _ := form.CreateFormFile("file", name)
	_, _ = part.Write([]byte(content))
	_ = form.Close()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/desk/v1/conversations/"+conversation+"/files", &body)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("X-Agent", agent)
	r.Header.Set("Content-Type", form.FormDataContentType())
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	var m bot.Media
	_ = json.NewDecoder(resp.Body).Decode(&m)
	return resp.StatusCode, m
}

// download gets a file as an agent: status, headers that matter, content.
func (h *house) download(agent, path string) []string {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("X-Agent", agent)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		return []string{fmt.Sprint(resp.StatusCode)}
	}
	return []string{"200", resp.Header.Get("Content-Type"), resp.Header.Get("Content-Disposition"), string(all)}
}

func TestAnAgentSendsAFile(t *testing.T) {
	h := newHouse(t)
	h.customer("c", "Kaffee")
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/take", key("1"))
	status, m := h.upload("Anna", "c", "../plan.png", png)
	if status != 200 || m.Type != "image/png" || m.Name != "plan.png" {
		t.Fatalf("uploaded: %d %+v", status, m)
	}
	h.want(200, "Anna", "POST", "/desk/v1/conversations/c/reply", handoff.Request{Key: "2", Files: []bot.Media{m}})
	entries, err := h.store.Transcript(t.Context(), "c", 3)
	if err != nil || len(entries) != 1 || entries[0].Elements[0].Kind != bot.ElementImage {
		t.Fatalf("said: %+v, %v", entries, err)
	}
	want := []string{"200", "image/png", `inline; filename=plan.png`, png}
	if diff := cmp.Diff(want, h.download("Anna", "/desk/v1/files/"+m.ID)); diff != "" {
		t.Error(diff)
	}
	if status, _ := h.upload("Anna", "c", "big.txt", string(make([]byte, 2<<10))); status != 413 {
		t.Errorf("too large: %d", status)
	}
	for path, want := range map[string]string{"/desk/v1/files/none": "404", "/desk/v1/conversations/c/media/1/0": "404"} {
		if got := h.download("Anna", path); got[0] != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	if got := h.download("", "/desk/v1/files/"+m.ID); got[0] != "401" {
		t.Errorf("to someone who is not signed in: %v", got)
	}
}

func TestWhatAPlatformHasIsFetchedWhenItIsLookedAt(t *testing.T) {
	h := newHouse(t)
	_, err := h.worker.Converse(t.Context(), bot.Inbound{
		Channel: "pigeon", Key: "1", Conversation: "c", Text: "this one",
		Elements: []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{Remote: "7", Name: "page.html", Type: "text/html"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"200", "application/octet-stream", "attachment; filename=page.html", "<script>"}
	if diff := cmp.Diff(want, h.download("Anna", "/desk/v1/conversations/c/media/1/0")); diff != "" {
		t.Error(diff)
	}
}

func TestTheDeskTellsHowRepliesStand(t *testing.T) {
	h := newHouse(t)
	h.customer("c", "Kaffee")
	h.customer("c", "Tee")
	if err := h.store.Read(t.Context(), "c", 2); err != nil {
		t.Fatal(err)
	}
	got := h.want(200, "Anna", "GET", "/desk/v1/conversations/c", nil)
	want := map[string]any{"2": map[string]any{"state": "read"}, "4": map[string]any{"state": "sent"}}
	if diff := cmp.Diff(want, got["states"]); diff != "" {
		t.Error(diff)
	}
}
