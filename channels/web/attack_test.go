package web_test

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

func TestWithoutAValidTokenNothingOpens(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	elsewhere := open(t, func(o *web.Options) { o.Secret = []byte("fedcba9876543210fedcba9876543210") }).visit(t)
	dropped := open(t, func(o *web.Options) { o.Sites = []web.Site{{}, {Name: "gone"}} }).visit(t)
	begun := dropped.post("/web/v1/conversations", `{"site":"gone"}`).body
	gone := strings.Split(strings.SplitAfter(begun, `"token":"`)[1], `"`)[0]
	parts := strings.Split(v.token, ".")
	tokens := map[string]string{
		"none":                       "",
		"garbage":                    "garbage",
		"of another server":          elsewhere.token,
		"of a site that is gone":     gone,
		"for another conversation":   strings.Join(append([]string{"someoneelse"}, parts[1:]...), "."),
		"with a younger date":        strings.Join([]string{parts[0], parts[1], "9999999999", parts[3]}, "."),
		"with a changed signature":   v.token[:len(v.token)-2] + "AA",
		"without its signature":      strings.Join(parts[:3], "."),
		"signed, but with no claims": "." + parts[3],
	}
	for name, token := range tokens {
		for _, request := range []string{"POST /web/v1/utterances", "POST /web/v1/typing", "GET /web/v1/stream"} {
			t.Run(name+" "+request, func(t *testing.T) {
				method, path, _ := strings.Cut(request, " ")
				r := (&visitor{world: w, t: t, token: token}).do(method, path, strings.NewReader(`{"id":"1","text":"Hallo"}`), nil)
				if r.status != http.StatusUnauthorized || r.header.Get("Content-Type") != "application/problem+json" {
					t.Errorf("got %d %s", r.status, r.body)
				}
			})
		}
		_, res, err := (&visitor{world: w, t: t, token: token}).dial(0, nil)
		if err == nil || res.StatusCode != http.StatusUnauthorized {
			t.Errorf("a WebSocket with a token %s was opened", name)
		}
	}
	if got := w.ledger.Accepted(); len(got) > 0 {
		t.Errorf("accepted %d utterances", len(got))
	}
}

func TestATokenExpires(t *testing.T) {
	w := open(t, func(o *web.Options) { o.Life = time.Hour })
	v := w.visit(t)
	w.clock.advance(time.Hour)
	if r := v.say("1", "noch gut"); r.status != http.StatusAccepted {
		t.Errorf("got %d %s", r.status, r.body)
	}
	w.clock.advance(time.Second)
	if r := v.say("2", "zu alt"); r.status != http.StatusUnauthorized {
		t.Errorf("got %d %s", r.status, r.body)
	}
}

func TestAForeignPageCannotOpenASocket(t *testing.T) {
	v := open(t).visit(t)
	_, res, err := v.dial(0, http.Header{"Origin": {"https://evil.example"}})
	if err == nil || res.StatusCode != http.StatusForbidden {
		t.Errorf("got %v, %v", res, err)
	}
}

func TestWhatCannotBeAnUtteranceIsRefusedWithAReason(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	long := strings.Repeat("x", 1<<20)
	for name, c := range map[string]struct {
		body   string
		status int
		says   string
	}{
		"a megabyte":      {`{"id":"1","text":"` + long + `"}`, http.StatusRequestEntityTooLarge, "larger than 65536 bytes"},
		"a long text":     {`{"id":"1","text":"` + long[:9<<10] + `"}`, http.StatusUnprocessableEntity, "at most 8192"},
		"nothing":         {`{"id":"1","text":"  "}`, http.StatusUnprocessableEntity, "text is empty"},
		"no id":           {`{"text":"Hallo"}`, http.StatusUnprocessableEntity, "send a UUID"},
		"a huge payload":  {`{"id":"1","text":"a","payload":"` + long[:17<<10] + `"}`, http.StatusUnprocessableEntity, "payload"},
		"a long language": {`{"id":"1","text":"a","language":"de-AT-1996"}`, http.StatusUnprocessableEntity, "ISO 639-1"},
		"not JSON":        {`Hallo`, http.StatusBadRequest, "JSON object"},
	} {
		t.Run(name, func(t *testing.T) {
			w.clock.advance(time.Minute)
			r := v.post("/web/v1/utterances", c.body)
			if r.status != c.status || !strings.Contains(r.body, c.says) || r.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("got %d %s", r.status, r.body)
			}
		})
	}
	w.clock.advance(time.Minute)
	if r := v.say("2", "Und jetzt ein Satz."); r.status != http.StatusAccepted || len(w.ledger.Accepted()) != 1 {
		t.Errorf("afterwards the customer is not served: %d %s", r.status, r.body)
	}
}

func TestASiteThatIsNotConfiguredGetsNoConversation(t *testing.T) {
	r := (&visitor{world: open(t), t: t}).post("/web/v1/conversations", `{"site":"unknown"}`)
	if r.status != http.StatusNotFound || !strings.Contains(r.body, "data-site") {
		t.Errorf("got %d %s", r.status, r.body)
	}
}

func TestWhoIsTooFastIsToldWhenToComeBack(t *testing.T) {
	w := open(t, func(o *web.Options) {
		o.Limits.Utterances = web.Rate{Every: 3 * time.Second, Burst: 2}
		o.Limits.Starts = web.Rate{Every: time.Minute, Burst: 2}
	})
	hasty, calm := w.visit(t), w.visit(t)
	var got []int
	for _, id := range []string{"1", "2", "3"} {
		got = append(got, hasty.say(id, "schnell").status)
	}
	refused := hasty.say("3", "schnell")
	got = append(got, calm.say("1", "ruhig").status)
	w.clock.advance(3 * time.Second)
	got = append(got, hasty.say("3", "schnell").status)
	third := (&visitor{world: w, t: t}).post("/web/v1/conversations", `{}`)
	got = append(got, third.status)

	if diff := cmp.Diff([]int{202, 202, 429, 202, 202, 429}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"3", "57"}, []string{refused.header.Get("Retry-After"), third.header.Get("Retry-After")}); diff != "" {
		t.Error(diff)
	}
}

func TestUnderOverloadTheCustomerHearsWhenToComeBack(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	w.ledger.Refuse(&bot.OverloadedError{RetryAfter: 4 * time.Second})
	full := v.say("1", "Hallo")
	w.ledger.Refuse(errors.New("disk full"))
	broken := v.say("1", "Hallo")
	w.ledger.Refuse(nil)
	served := v.say("1", "Hallo")

	if diff := cmp.Diff([]int{503, 503, 202}, []int{full.status, broken.status, served.status}); diff != "" {
		t.Error(diff)
	}
	if full.header.Get("Retry-After") != "4" || strings.Contains(broken.body, "disk") {
		t.Errorf("Retry-After %q; the customer reads %s", full.header.Get("Retry-After"), broken.body)
	}
}

func TestASlowReaderIsLetGoAndHoldsNobodyUp(t *testing.T) {
	w := open(t, func(o *web.Options) { o.Stall = 2 * time.Second })
	v := w.visit(t)
	slow := v.socket(0) // and never reads again
	defer slow.hangUp()
	quick := v.socket(0)
	quick.conn.SetReadLimit(8 << 20)
	long := strings.Repeat("lang ", 1<<18) // more than sockets buffer
	for range 8 {
		w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, long, w.clock.Now()))
	}
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "Ende", w.clock.Now()))

	until(t, quick, saying("Ende"))
	quick.hangUp()
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		w.Close() // returns when every stream has ended: the slow one's writes give up
	}()
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Fatal("the slow reader's stream never ended")
	}
}

func TestLogsTellNothingOfCustomers(t *testing.T) {
	var log syncBuffer
	w := open(t, func(o *web.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	v := w.visit(t)
	w.ledger.Refuse(errors.New("disk full"))
	v.say("1", "mein Geheimnis")
	v.post("/web/v1/feedback", `{"id":"2","seq":1,"text":"mein Geheimnis"}`)
	v.identify("", "header.geheim.signature")
	if !strings.Contains(log.String(), "disk full") || !strings.Contains(log.String(), "identity refused") {
		t.Errorf("the operator learns nothing: %s", log.String())
	}
	for _, secret := range []string{v.token, "eheim"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}
