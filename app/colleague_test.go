package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

// A colleague works at the web desk.
type colleague struct {
	w       *town
	cookies []*http.Cookie
	acts    int
}

// colleague makes the first account and signs it in.
func (w *town) colleague(name string) *colleague {
	w.t.Helper()
	link, err := w.app.SetupLink(w.t.Context(), "x")
	if err != nil {
		w.t.Fatal(err)
	}
	_, token, _ := strings.Cut(link, "setup=")
	c := &colleague{w: w}
	c.post("/access/v1/join", map[string]string{"token": token, "login": "anna@morgenfleet.example", "name": name, "password": "ein langes Passwort"})
	return c
}

// do makes a request as the desk's page does, and returns what came of it.
func (c *colleague) do(r *http.Request) *http.Response {
	for _, cookie := range c.cookies {
		r.AddCookie(cookie)
	}
	rec := httptest.NewRecorder()
	c.w.app.Handler().ServeHTTP(rec, r)
	resp := rec.Result()
	if fresh := resp.Cookies(); len(fresh) > 0 {
		c.cookies = fresh
	}
	return resp
}

func (c *colleague) post(path string, body any) (got []byte) {
	c.w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		c.w.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(raw))
	r.Header.Set("Content-Type", "application/json")
	return c.answer(r)
}

// answer fails the test unless a request is answered well.
func (c *colleague) answer(r *http.Request) []byte {
	c.w.t.Helper()
	resp := c.do(r)
	got, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= 300 {
		c.w.t.Fatalf("%s %s: %s %s", r.Method, r.URL.Path, resp.Status, got)
	}
	return got
}

func (c *colleague) available() { c.post("/desk/v1/presence", map[string]bool{"available": true}) }

// act takes a conversation, replies in it, closes it.
func (c *colleague) act(conversation, what string, request handoff.Request) {
	c.w.t.Helper()
	c.acts++
	request.Key = fmt.Sprint("act ", c.acts)
	c.post("/desk/v1/conversations/"+conversation+"/"+what, request)
}

// sees is a conversation as the desk shows it.
func (c *colleague) sees(conversation string) (d handoff.Detail) {
	c.w.t.Helper()
	got := c.answer(httptest.NewRequest(http.MethodGet, "/desk/v1/conversations/"+conversation, nil))
	if err := json.Unmarshal(got, &d); err != nil {
		c.w.t.Fatal(err)
	}
	return d
}

// opens fetches the file that a customer sent with the entry that has a text.
func (c *colleague) opens(conversation, text string) []byte {
	c.w.t.Helper()
	for _, e := range c.sees(conversation).Entries {
		if e.Author == bot.ByCustomer && e.Text == text && len(e.Elements) > 0 {
			return c.answer(httptest.NewRequest(http.MethodGet, fmt.Sprintf("/desk/v1/conversations/%s/media/%d/0", conversation, e.Seq), nil))
		}
	}
	c.w.t.Fatalf("the desk shows no file with %q", text)
	return nil
}

// attaches uploads a file for a reply.
func (c *colleague) attaches(conversation, name string, content []byte) (m bot.Media) {
	c.w.t.Helper()
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	part, err := parts.CreateFormFile("file", name)
	if err != nil {
		c.w.t.Fatal(err)
	}
	_, _ = part.Write(content) // into memory
	_ = parts.Close()
	r := httptest.NewRequest(http.MethodPost, "/desk/v1/conversations/"+conversation+"/files", &form)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	if err := json.Unmarshal(c.answer(r), &m); err != nil {
		c.w.t.Fatal(err)
	}
	return m
}

// later lets the program's clock go ahead.
func (w *town) later(d time.Duration) { w.ahead.Add(int64(d)) }

// tells says something first, by the API. It returns the status and what the API answered.
func (w *town) tells(id, conversation, text string) (status int, got map[string]any) {
	w.t.Helper()
	raw, err := json.Marshal(map[string]any{"id": id, "conversation": map[string]string{"id": conversation}, "text": text})
	if err != nil {
		w.t.Fatal(err)
	}
	return w.v1(httptest.NewRequest(http.MethodPost, "/v1/outbounds", bytes.NewReader(raw)))
}

// told waits until an outbound stands as it should.
func (w *town) told(id, state, channel string) {
	w.t.Helper()
	w.until(id+" is "+state+" by "+channel, func() bool {
		_, got := w.v1(httptest.NewRequest(http.MethodGet, "/v1/outbounds/"+id, nil))
		return got["state"] == state && got["channel"] == channel
	})
}

func (w *town) v1(r *http.Request) (status int, got map[string]any) {
	w.t.Helper()
	r.Header.Set("Authorization", "Bearer key")
	r.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	w.app.Handler().ServeHTTP(rec, r)
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil {
		w.t.Fatalf("%s: %s", r.URL.Path, rec.Body)
	}
	return rec.Code, got
}
