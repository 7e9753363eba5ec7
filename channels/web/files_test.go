package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
)

const png = "\x89PNG\r\n\x1a\n and so on"

// send posts a file as a form does.
func (v *visitor) send(name, content string) response {
	v.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		v.t.Fatal(err)
	}
	_, _ = io.WriteString(part, content)
	_ = form.Close()
	return v.do("POST", "/web/v1/files", &b, http.Header{"Content-Type": {form.FormDataContentType()}})
}

// upload sends a file that is taken.
func (v *visitor) upload(name, content string) (m bot.Media) {
	v.t.Helper()
	r := v.send(name, content)
	if r.status != http.StatusCreated {
		v.t.Fatalf("upload %s: %d %s", name, r.status, r.body)
	}
	if err := json.Unmarshal([]byte(r.body), &m); err != nil {
		v.t.Fatal(err)
	}
	return m
}

func TestAPictureTravelsFromTheCustomerToEverybodyWhoMaySeeIt(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	m := v.upload("ma\u202eschine.PNG", png)
	v.post("/web/v1/utterances", `{"id":"1","text":"","elements":[{"kind":"file","media":{"id":"`+m.ID+`","name":"evil.html","type":"text/html"}}]}`)

	said := w.ledger.Accepted()[0]
	kept := bot.Media{ID: m.ID, Name: "maschine.PNG", Type: "image/png", Size: int64(len(png))}
	if diff := cmp.Diff([]bot.Element{{Kind: bot.ElementImage, Media: &kept}}, said.Elements); diff != "" {
		t.Fatal(diff)
	}
	w.ledger.Commit(v.conversation, nil, bot.Entry{Author: bot.ByCustomer, Key: said.Key, Reply: bot.Reply{Elements: said.Elements}})
	l := v.socket(0)
	defer l.hangUp()
	shown := until(t, l, ready)[0].Entry
	if shown.Key != "1" || said.Elements[0].Media.URL != "" {
		t.Errorf("the browser sees key %q; the store's own entry was changed: %v", shown.Key, said.Elements[0].Media.URL != "")
	}
	got := (&visitor{world: w, t: t}).do("GET", shown.Elements[0].Media.URL, nil, nil)
	if got.status != http.StatusOK || got.body != png {
		t.Errorf("got %d %q", got.status, got.body)
	}
	want := []string{"image/png", `inline; filename=maschine.PNG`, "default-src 'none'; sandbox", "nosniff", "same-origin"}
	var headers []string
	for _, h := range []string{"Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy"} {
		headers = append(headers, got.header.Get(h))
	}
	if diff := cmp.Diff(want, headers); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyWhatCannotHarmIsTaken(t *testing.T) {
	docx := "PK\x03\x04 [Content_Types].xml word/document.xml"
	for name, c := range map[string]struct {
		content string
		status  int
		kind    string
	}{
		"foto.jpg":         {"\xff\xd8\xff\xe0 JFIF", 201, "image/jpeg"},
		"bild ohne Endung": {png, 201, "image/png"},
		"rechnung.pdf":     {"%PDF-1.7 ...", 201, "application/pdf"},
		"brief.docx":       {docx, 201, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"alt.doc":          {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ...", 201, "application/msword"},
		"notiz.txt":        {"Grüße aus Köln", 201, "text/plain; charset=utf-8"},
		"tabelle.csv":      {"a;b\n1;2", 201, "text/csv; charset=utf-8"},
		"seite.html":       {"<html><script>alert(1)</script>", 415, ""},
		"seite.txt":        {"<html><script>alert(1)</script>", 415, ""},
		"bild.svg":         {`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, 415, ""},
		"bild.png":         {`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, 415, ""},
		"programm.exe":     {"MZ\x90\x00", 415, ""},
		"programm.docx":    {"MZ\x90\x00", 415, ""},
		"archiv.zip":       {docx, 415, ""},
		"leer.txt":         {"", 201, "text/plain; charset=utf-8"},
		"leer.pdf":         {"", 415, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t).visit(t)
			r := v.send(name, c.content)
			if r.status != c.status {
				t.Fatalf("got %d %s", r.status, r.body)
			}
			if c.status != http.StatusCreated {
				return
			}
			var m bot.Media
			if err := json.Unmarshal([]byte(r.body), &m); err != nil {
				t.Fatal(err)
			}
			got := v.do("GET", m.URL, nil, nil)
			shown, _, _ := strings.Cut(got.header.Get("Content-Disposition"), ";")
			if want := map[bool]string{true: "inline", false: "attachment"}[strings.HasPrefix(c.kind, "image/")]; shown != want || got.header.Get("Content-Type") != c.kind {
				t.Errorf("sent as %s, %s", got.header.Get("Content-Type"), shown)
			}
		})
	}
}

// Files that agents or authors put there are not what the channel lets in: they are downloaded, whatever they say they are.
func TestWhatOthersKeptRunsNowhere(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	for name, content := range map[string]string{"a.html": "<html><script>alert(1)</script>", "b.svg": "<svg onload=alert(1)>", "c.png": "<html>"} {
		m, err := w.files.Keep(t.Context(), v.conversation, bot.Media{Name: name, Type: "text/html"}, strings.NewReader(content), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		r := v.do("GET", "/web/v1/files/"+m.ID, nil, nil)
		if r.status != http.StatusOK || r.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(r.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %s %s", name, r.status, r.header.Get("Content-Type"), r.header.Get("Content-Disposition"))
		}
	}
}

func TestFilesAreBoundedInSizeAndNumber(t *testing.T) {
	w := open(t, func(o *web.Options) {
		o.Limits.File, o.Limits.Uploads = 1000, web.Rate{Every: time.Minute, Burst: 3}
	})
	v := w.visit(t)
	got := []int{
		v.send("a.txt", strings.Repeat("a", 1000)).status,
		v.send("a.txt", strings.Repeat("a", 1001)).status,
		v.send("a.txt", strings.Repeat("a", 1<<20)).status,
		v.send("a.txt", "a").status,
	}
	if diff := cmp.Diff([]int{201, 413, 413, 429}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFileBelongsToItsConversation(t *testing.T) {
	w := open(t)
	mia, eve := w.visit(t), w.visit(t)
	m := mia.upload("a.png", png)

	stolen := eve.post("/web/v1/utterances", `{"id":"1","elements":[{"kind":"image","media":{"id":"`+m.ID+`"}}]}`)
	got := []int{
		stolen.status,
		eve.do("GET", "/web/v1/files/"+m.ID, nil, nil).status,
		eve.do("GET", "/web/v1/files/unknown", nil, nil).status,
		(&visitor{world: w, t: t}).do("GET", "/web/v1/files/"+m.ID, nil, nil).status,
		mia.do("GET", "/web/v1/files/"+m.ID, nil, nil).status,
	}
	if diff := cmp.Diff([]int{422, 404, 404, 401, 200}, got); diff != "" {
		t.Error(diff)
	}
}

func TestElementsThatNoCustomerCanSendAreRefused(t *testing.T) {
	v := open(t).visit(t)
	for name, elements := range map[string]string{
		"a card":                `[{"kind":"card","cards":[{"title":"x"}]}]`,
		"a picture elsewhere":   `[{"kind":"image","media":{"url":"https://evil.example/a.png"}}]`,
		"a place off the earth": `[{"kind":"location","place":{"latitude":91,"longitude":0}}]`,
		"no place":              `[{"kind":"location"}]`,
		"eleven places":         `[` + strings.Repeat(`{"kind":"location","place":{}},`, 10) + `{"kind":"location","place":{}}]`,
	} {
		t.Run(name, func(t *testing.T) {
			v.clock.advance(time.Minute)
			if r := v.post("/web/v1/utterances", `{"id":"1","text":"","elements":`+elements+`}`); r.status != http.StatusUnprocessableEntity {
				t.Errorf("got %d %s", r.status, r.body)
			}
		})
	}
}

func TestPicturesFromElsewhereAreShownWhereTheSiteSaysSo(t *testing.T) {
	w := open(t, func(o *web.Options) { o.Sites = []web.Site{{Images: []string{"https://img.example"}}} })
	v := w.visit(t)
	image := func(url string) bot.Element {
		return bot.Element{Kind: bot.ElementImage, Media: &bot.Media{URL: url}}
	}
	card := bot.Element{Kind: bot.ElementCard, Cards: []bot.Card{{Title: "a", Image: &bot.Media{URL: "https://img.example/a.png"}}, {Title: "b", Image: &bot.Media{URL: "https://evil.example/a.png"}}}}
	w.ledger.Commit(v.conversation, nil, bot.Entry{Author: bot.ByBot, Reply: bot.Reply{Elements: []bot.Element{
		image("https://img.example/a.png"), image("/help/a.png"), image("https://evil.example/a.png"), image("http://img.example/a.png"), card,
	}}})
	l := v.socket(0)
	defer l.hangUp()
	var got []string
	for _, e := range until(t, l, ready)[0].Entry.Elements {
		got = append(got, string(e.Kind))
		for _, c := range e.Cards {
			got = append(got, map[bool]string{true: "with picture", false: "without"}[c.Image != nil])
		}
	}
	if diff := cmp.Diff([]string{"image", "image", "file", "file", "card", "with picture", "without"}, got); diff != "" {
		t.Error(diff)
	}
	page := v.do("GET", "/web/", nil, nil)
	if !strings.Contains(page.header.Get("Content-Security-Policy"), "img-src 'self' blob: https://img.example;") {
		t.Error(page.header.Get("Content-Security-Policy"))
	}
}

// What was sent on Telegram is shown on the web: fetched when it is looked at, and only by who may see it.
func TestWhatAnotherPlatformHasIsFetchedThere(t *testing.T) {
	var asked []string
	w := open(t, func(o *web.Options) {
		o.Fetch = func(_ context.Context, channel string, m bot.Media, _ int64) (io.ReadCloser, error) {
			asked = append(asked, channel+" "+m.Remote)
			return io.NopCloser(strings.NewReader(png)), nil
		}
	})
	v := w.visit(t)
	route := bot.Route{Channel: "telegram", Address: "42"}
	w.ledger.Commit(v.conversation, func(c *bot.Conversation) {
		c.Routes = []bot.Route{{Channel: "web", Address: v.conversation}, route}
	}, bot.Entry{Author: bot.ByCustomer, Key: "7/1", Via: route.ID(), Reply: bot.Reply{Elements: []bot.Element{
		{Kind: bot.ElementFile, Media: &bot.Media{Remote: "first"}}, {Kind: bot.ElementImage, Media: &bot.Media{Remote: "second", Type: "image/png"}},
	}}})
	l := v.socket(0)
	defer l.hangUp()
	shown := until(t, l, ready)[0].Entry
	second := shown.Elements[1].Media
	if shown.Key != "" || second.Remote != "" {
		t.Errorf("the browser learns %q and %q", shown.Key, second.Remote)
	}
	nobody := &visitor{world: w, t: t}
	got := nobody.do("GET", second.URL, nil, nil)
	if got.status != http.StatusOK || got.body != png || !strings.HasPrefix(got.header.Get("Content-Disposition"), "inline") {
		t.Errorf("got %d %q %s", got.status, got.body, got.header.Get("Content-Disposition"))
	}
	other := strings.Replace(second.URL, "/1/1?", "/1/0?", 1)
	if r := nobody.do("GET", other, nil, nil); r.status != http.StatusNotFound {
		t.Errorf("another file with its signature: %d", r.status)
	}
	if diff := cmp.Diff([]string{"telegram second"}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutFilesNoneAreTaken(t *testing.T) {
	v := open(t, func(o *web.Options) { o.Files = nil }).visit(t)
	if r := v.send("a.png", png); r.status != http.StatusNotFound {
		t.Errorf("got %d %s", r.status, r.body)
	}
	if page := v.do("GET", "/web/", nil, nil).body; strings.Contains(page, "upload") {
		t.Errorf("the page offers to upload: %s", page)
	}
}

func TestHalfAFileIsNotKept(t *testing.T) {
	v := open(t).visit(t)
	body := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n" + png
	for name, c := range map[string]struct {
		kind, body string
	}{
		"cut off":    {"multipart/form-data; boundary=x", body},
		"no file":    {"multipart/form-data; boundary=x", "--x--\r\n"},
		"not a form": {"application/json", `{"file":"a.png"}`},
	} {
		t.Run(name, func(t *testing.T) {
			if r := v.do("POST", "/web/v1/files", strings.NewReader(c.body), http.Header{"Content-Type": {c.kind}}); r.status != http.StatusBadRequest {
				t.Errorf("got %d %s", r.status, r.body)
			}
		})
	}
}
