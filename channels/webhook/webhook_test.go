package webhook_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/webhook"
	"github.com/lotse-bot/lotse/channels/webhook/webhooktest"
)

func TestConformance(t *testing.T) { channeltest.Run(t, webhooktest.Kit(0)) }

func TestConformanceWhereTextsAreShort(t *testing.T) { channeltest.Run(t, webhooktest.Kit(1600)) }

// The values were published by Svix, who wrote the standard (https://docs.svix.com/receiving/verifying-payloads/how-manual).
func TestSignaturesAreThoseOfTheStandard(t *testing.T) {
	if _, err := webhook.ReadSecret("whsec_plJ3nmyCDGBKInavdOK15jsl"); err == nil {
		t.Fatal("a secret of 18 bytes was taken; the standard wants 24 to 64")
	}
	key := webhook.Secret("\xa6\x52\x77\x9e\x6c\x82\x0c\x60\x4a\x22\x76\xaf\x74\xe2\xb5\xe6\x3b\x25")
	h, now := http.Header{}, time.Unix(1731705121, 0)
	key.Sign(h, "msg_loFOjxBNrRLzqYUf", now, []byte(`{"event_type":"ping","data":{"success":true}}`))
	want := http.Header{
		"Webhook-Id": {"msg_loFOjxBNrRLzqYUf"}, "Webhook-Timestamp": {"1731705121"},
		"Webhook-Signature": {"v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="},
	}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Error(diff)
	}
}

func TestWhileTheSecretIsChangedOneGoodSignatureIsEnough(t *testing.T) {
	key := webhook.Secret(strings.Repeat("k", 32))
	h, now, body := http.Header{}, time.Unix(1731705121, 0), []byte("{}")
	key.Sign(h, "id", now, body)
	good := h.Get(webhook.HeaderSignature)
	for given, want := range map[string]bool{
		"v1,b2xk " + good: true, good + " v1a,bmV3": true, "v1a," + strings.TrimPrefix(good, "v1,"): false, "v1,b2xk": false, "": false,
	} {
		h.Set(webhook.HeaderSignature, given)
		if _, ok := key.Verify(h, now, body); ok != want {
			t.Errorf("%q is genuine: %t", given, ok)
		}
	}
}

func TestWhatIsWrongInTheOptionsIsSaid(t *testing.T) {
	sound := webhook.Options{URL: "https://shop.example/replies", Secret: webhooktest.Secret, Accept: accepts{}}
	if _, err := webhook.New(sound); err != nil {
		t.Fatal(err)
	}
	for want, breaks := range map[string]func(*webhook.Options){
		"Secret is not":             func(o *webhook.Options) { o.Secret = "whsec_c2hvcnQ=" },
		"URL is not one":            func(o *webhook.Options) { o.URL = "shop" },
		`URL has the scheme "http"`: func(o *webhook.Options) { o.URL = "http://shop.example/replies" },
		"Accept is needed":          func(o *webhook.Options) { o.Accept = nil },
	} {
		o := sound
		breaks(&o)
		if _, err := webhook.New(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, must say %q", err, want)
		}
	}
}

// accepts takes everything and remembers the last.
type accepts struct{ last *bot.Inbound }

func (a accepts) Accept(_ context.Context, in bot.Inbound) (bool, error) {
	if a.last != nil {
		*a.last = in
	}
	return true, nil
}

func TestWhatTheOtherSystemReportsIsUnderstood(t *testing.T) {
	var got bot.Inbound
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	c := channel(t, webhook.Options{URL: "https://shop.example/replies", Accept: accepts{&got}, Now: func() time.Time { return now }})
	heard := bot.Inbound{Channel: webhook.Name, Key: "id-1", Conversation: bot.ID(webhook.Name, "anna"), Address: "anna", Received: now}
	for name, one := range map[string]struct {
		body string
		want func(in *bot.Inbound)
	}{
		"a picked choice": {
			`{"type":"utterance","data":{"address":"anna","text":"Ja","payload":"yes","locale":"de-AT","customer":"4711"}}`,
			func(in *bot.Inbound) { in.Text, in.Payload, in.Locale, in.Customer = "Ja", "yes", "de-AT", "4711" },
		},
		"a picture, whose ID is not believed": {
			`{"type":"utterance","data":{"address":"anna","elements":[{"kind":"image","media":{"id":"of-somebody-else","url":"https://shop.example/1.png"}}]}}`,
			func(in *bot.Inbound) {
				in.Elements = []bot.Element{{Kind: bot.ElementImage, Media: &bot.Media{Remote: "https://shop.example/1.png"}}}
			},
		},
		"a place and a contact, but no card": {
			`{"type":"utterance","data":{"address":"anna","elements":[{"kind":"location","place":{"latitude":1,"longitude":2}},{"kind":"contact","contact":{"name":"Mara"}},{"kind":"card","cards":[{"title":"x"}]},{"kind":"file"}]}}`,
			func(in *bot.Inbound) {
				in.Elements = []bot.Element{{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 1, Longitude: 2}}, {Kind: bot.ElementContact, Contact: &bot.Contact{Name: "Mara"}}}
			},
		},
		"a start":  {`{"type":"start","data":{"address":"anna"}}`, func(in *bot.Inbound) { in.Event = &bot.Event{Name: bot.EventStart} }},
		"a code":   {`{"type":"link","data":{"address":"anna","code":"K7F2"}}`, func(in *bot.Inbound) { in.Event = bot.NewEvent(bot.EventLink, bot.Code{Code: "K7F2"}) }},
		"feedback": {`{"type":"feedback","data":{"address":"anna","feedback":{"seq":4,"helpful":true}}}`, func(in *bot.Inbound) { in.Event = bot.NewEvent(bot.EventFeedback, bot.Feedback{Seq: 4, Helpful: true}) }},
	} {
		t.Run(name, func(t *testing.T) {
			if status := post(t, c, now, one.body); status != http.StatusAccepted {
				t.Fatalf("answered %d", status)
			}
			want := heard
			one.want(&want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for name, body := range map[string]string{"no address": `{"type":"utterance","data":{"text":"Hallo"}}`, "a long address": `{"type":"start","data":{"address":"` + strings.Repeat("a", 201) + `"}}`} {
		if status := post(t, c, now, body); status != http.StatusBadRequest {
			t.Errorf("%s: answered %d", name, status)
		}
	}
	if status := post(t, c, now, `{"type":"feedback","data":{"address":"anna"}}`); status != http.StatusAccepted {
		t.Errorf("feedback without any: answered %d", status)
	}
}

func TestASignedReplyGoesNowhereElse(t *testing.T) {
	elsewhere := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if elsewhere = elsewhere || r.URL.Path == "/elsewhere"; !elsewhere {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}
	}))
	defer s.Close()
	c := channel(t, webhook.Options{URL: s.URL, Accept: accepts{}})
	_, err := c.Send(t.Context(), bot.Delivery{Key: "d", Address: "anna", Reply: bot.Reply{Text: "Moin"}})
	if e, ok := errors.AsType[*bot.SendError](err); !ok || e.Kind != bot.SendRefused || elsewhere {
		t.Errorf("a redirection was followed %t, error %v", elsewhere, err)
	}
}

func TestFilesComeFromTheOtherSystemAlone(t *testing.T) {
	c := channel(t, webhook.Options{URL: "https://shop.example/replies", Accept: accepts{}})
	for _, remote := range []string{"https://evil.example/1.png", "http://shop.example/1.png", "http://169.254.169.254/", "file:///etc/passwd", "%", ""} {
		if _, err := c.Fetch(t.Context(), bot.Media{Remote: remote}, 1<<20); err == nil || !strings.Contains(err.Error(), "it is not on shop.example") {
			t.Errorf("%q: %v", remote, err)
		}
	}
}

func TestAReplyWhoseFileIsGoneIsRefused(t *testing.T) {
	c := channel(t, webhook.Options{URL: "https://shop.example/replies", Accept: accepts{}, Files: noFiles{}})
	r := bot.Reply{Elements: []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{ID: "1"}}}}
	_, err := c.Send(t.Context(), bot.Delivery{Key: "d", Address: "anna", Reply: r})
	if e, ok := errors.AsType[*bot.SendError](err); !ok || e.Kind != bot.SendRefused || !errors.Is(err, bot.ErrNothing) {
		t.Errorf("error %v", err)
	}
}

// noFiles keep nothing.
type noFiles struct{ bot.Files }

func (noFiles) File(context.Context, string) (bot.Media, string, io.ReadCloser, error) {
	return bot.Media{}, "", nil, bot.ErrNothing
}

func channel(t *testing.T, o webhook.Options) *webhook.Channel {
	t.Helper()
	o.Secret = webhooktest.Secret
	c, err := webhook.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// post posts a body with a genuine signature.
func post(t *testing.T, c *webhook.Channel, now time.Time, body string) int {
	t.Helper()
	key, err := webhook.ReadSecret(webhooktest.Secret)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/webhook", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	key.Sign(r.Header, "id-1", now, []byte(body))
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w.Code
}
