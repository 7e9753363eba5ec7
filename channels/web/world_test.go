package web_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing/fstest"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

// A world is a web channel on a real socket, with a ledger in memory behind it and a clock that stands still.
type world struct {
	*web.Server
	ledger    *stage.Ledger
	bell      *stage.Bell
	files     *stage.Files
	customers *stage.Customers
	receipts  *stage.Receipts
	clock     *clock
	http      *httptest.Server
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

var builtPages = fstest.MapFS{
	"w.js":           {Data: []byte("/* loader */")},
	"web/index.html": {Data: []byte(`<meta name="lotse" content="{}" /><script type="module" src="./widget.js"></script>`)},
	"web/widget.js":  {Data: []byte(strings.Repeat("console.log('widget');\n", 50))},
}

// fatal is what testing.T and rapid.T have in common.
type fatal interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
}

func open(t fatal, adjust ...func(*web.Options)) *world {
	t.Helper()
	w := &world{bell: &stage.Bell{}, clock: &clock{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}}
	w.ledger, w.files, w.customers, w.receipts = stage.NewLedger(w.bell), &stage.Files{}, &stage.Customers{}, &stage.Receipts{}
	o := web.Options{
		Accept: w.ledger, Read: w.ledger, Bell: w.bell, Now: w.clock.Now, Secret: []byte("0123456789abcdef0123456789abcdef"), Pages: builtPages,
		Files: w.files, Customers: w.customers, Locate: w.customers.Locate, Receipts: w.receipts,
		AgentName: func(_ context.Context, account string) string { return strings.ToUpper(account[:1]) + account[1:] },
		Poll:      time.Minute, // tests hear by the bell, unless they say otherwise
	}
	for _, a := range adjust {
		a(&o)
	}
	var err error
	if w.Server, err = web.New(o); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := w.Listen(ctx); err != nil {
		t.Fatal(err)
	}
	w.http = httptest.NewServer(w)
	t.Cleanup(func() {
		w.Close()
		w.http.Close()
		cancel()
	})
	return w
}

// A visitor is one browser in one conversation.
type visitor struct {
	*world
	t            fatal
	conversation string
	token        string
}

func (w *world) visit(t fatal) *visitor {
	t.Helper()
	v := &visitor{world: w, t: t}
	r := v.post("/web/v1/conversations", `{}`)
	if r.status != http.StatusCreated {
		t.Fatalf("begin a conversation: %d %s", r.status, r.body)
	}
	var begun struct{ Conversation, Token string }
	if err := json.Unmarshal([]byte(r.body), &begun); err != nil {
		t.Fatal(err)
	}
	v.conversation, v.token = begun.Conversation, begun.Token
	return v
}

type response struct {
	status int
	header http.Header
	body   string
}

func (v *visitor) post(path, body string) response {
	return v.do("POST", path, strings.NewReader(body), nil)
}

func (v *visitor) say(id, text string) response {
	body, _ := json.Marshal(map[string]string{"id": id, "text": text})
	return v.do("POST", "/web/v1/utterances", bytes.NewReader(body), nil)
}

func (v *visitor) do(method, path string, body io.Reader, header http.Header) response {
	v.t.Helper()
	r, err := http.NewRequest(method, v.http.URL+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	for k, vs := range header {
		r.Header[k] = vs
	}
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return response{res.StatusCode, res.Header, string(b)}
}

// A line is an open stream, whatever it travels over.
type line interface {
	next() (web.Frame, error)
	hangUp()
}

// socket opens a stream over WebSocket.
func (v *visitor) socket(after int64) *socketLine {
	v.t.Helper()
	return v.socketIn("", after)
}

// socketIn opens one for a browser that shows a conversation.
func (v *visitor) socketIn(conversation string, after int64) *socketLine {
	v.t.Helper()
	conn, _, err := v.dial(fmt.Sprintf("%d&conversation=%s", after, conversation), nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return &socketLine{conn}
}

func (v *visitor) dial(after any, header http.Header) (*websocket.Conn, *http.Response, error) {
	url := fmt.Sprintf("%s/web/v1/stream?after=%v", strings.Replace(v.http.URL, "http", "ws", 1), after)
	return websocket.Dial(context.Background(), url, &websocket.DialOptions{Subprotocols: []string{web.Protocol, v.token}, HTTPHeader: header})
}

type socketLine struct{ conn *websocket.Conn }

func (l *socketLine) next() (f web.Frame, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err = wsjson.Read(ctx, l.conn, &f)
	return f, err
}

func (l *socketLine) hangUp() { l.conn.CloseNow() }

// events opens a stream of server-sent events.
func (v *visitor) events(after int64) *eventLine {
	v.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.http.URL+"/web/v1/stream", nil)
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+v.token)
	if after > 0 {
		r.Header.Set("Last-Event-ID", fmt.Sprint(after))
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		v.t.Fatalf("open events: %s", res.Status)
	}
	return &eventLine{lines: bufio.NewScanner(res.Body), body: res.Body, cancel: cancel}
}

type eventLine struct {
	lines  *bufio.Scanner
	body   io.Closer
	cancel context.CancelFunc
}

func (l *eventLine) next() (f web.Frame, err error) {
	for l.lines.Scan() {
		if data, ok := strings.CutPrefix(l.lines.Text(), "data: "); ok {
			return f, json.Unmarshal([]byte(data), &f)
		}
	}
	if err = l.lines.Err(); err == nil {
		err = io.EOF
	}
	return f, err
}

func (l *eventLine) hangUp() {
	l.cancel()
	l.body.Close()
}

// until reads frames up to the first that holds, and gives all of them.
func until(t fatal, l line, holds func(web.Frame) bool) []web.Frame {
	t.Helper()
	var all []web.Frame
	for {
		f, err := l.next()
		if err != nil {
			t.Fatalf("stream ended: %v; so far: %+v", err, all)
		}
		all = append(all, f)
		if holds(f) {
			return all
		}
	}
}

func ready(f web.Frame) bool { return f.Kind == web.Ready }

func saying(text string) func(web.Frame) bool {
	return func(f web.Frame) bool { return f.Kind == web.Entry && f.Entry.Text == text }
}

// told is what a customer sees of frames, a line each.
func told(frames []web.Frame) []string {
	var out []string
	for _, f := range frames {
		switch f.Kind {
		case web.Entry:
			out = append(out, fmt.Sprintf("%d %s: %s", f.Entry.Seq, f.Entry.Author, f.Entry.Text))
		case web.Owner:
			s := "owner " + string(f.Owner)
			if f.Name != "" {
				s += " " + f.Name
			}
			if f.Promise != nil {
				s += " by " + f.Promise.Format("15:04")
			}
			out = append(out, s)
		case web.Ready:
			out = append(out, fmt.Sprintf("ready %d", f.Seq))
		default:
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s%s", f.Kind, f.Name, f.Text)))
		}
	}
	return out
}
