package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/channeltest"
)

const testSecret = "whsec_bG90c2UgYnJpbmd0IGRpY2ggc2ljaGVyIGFucyBaaWVs"

func TestConformance(t *testing.T) { channeltest.Run(t, kit(0)) }

func TestConformanceWhereTextsAreShort(t *testing.T) { channeltest.Run(t, kit(1600)) }

// kit says how the other system speaks: it posts an [Envelope], and takes one.
func kit(text int) channeltest.Kit {
	k := channeltest.Kit{
		Addresses: [2]string{"+49-40-5550101", "+49-40-5550102"}, Secrets: []string{testSecret}, Deadline: deadline + time.Second,
		Proof:   channeltest.Proof{Headers: []string{headerSignature, headerTimestamp, headerID}, Body: true, Window: tolerance},
		Unknown: `{"type":"reaction","data":{"address":"+49-40-5550101","emoji":"👍"}}`,
	}
	other := &system{}
	k.New = func(t testing.TB, w channeltest.World) channeltest.Adapter {
		other.url = w.URL
		c, err := New(Options{URL: w.URL + "/replies", Secret: testSecret, Text: text, Accept: w.Accept, Files: w.Files, Phrases: w.Phrases, Client: w.Client, Now: w.Now, Log: w.Log})
		if err != nil {
			t.Fatal(err)
		}
		return channeltest.Adapter{Channel: c, Webhook: c, Render: c.Render}
	}
	k.Platform = func(t testing.TB) channeltest.Platform { return other.platform() }
	k.Say, k.Edit, k.Delete = posting(TypeUtterance), posting(TypeEdited), posting(TypeDeleted)
	k.Attach = other.attach
	k.Sign = func(body []byte, at time.Time) *http.Request { return signed("sign-1", body, at) }
	return k
}

// posting makes the request for a type of what customers do.
func posting(kind string) func(channeltest.Said) *http.Request {
	return func(s channeltest.Said) *http.Request {
		h := Heard{Address: s.Address, Text: s.Text}
		if s.Of > 0 {
			h.Of = number(s.Of)
		}
		return post(kind, s, h)
	}
}

func post(kind string, s channeltest.Said, h Heard) *http.Request {
	body, err := json.Marshal(Envelope[Heard]{Type: kind, Timestamp: s.At, Data: h})
	if err != nil {
		panic(err) // plain data
	}
	return signed(number(s.Number), body, s.At)
}

func number(n int) string { return fmt.Sprintf("posted-%d", n) }

func signed(id string, body []byte, at time.Time) *http.Request {
	key, err := readSecret(testSecret)
	if err != nil {
		panic(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/webhook", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	key.sign(r.Header, id, at, body)
	return r
}

// A system is the other side: it takes replies and hands out files.
type system struct {
	url   string
	files sync.Map // path to content
}

func (s *system) attach(said channeltest.Said, f channeltest.File) *http.Request {
	path := "/files/" + number(said.Number)
	s.files.Store(path, f.Content)
	return post(TypeUtterance, said, Heard{Address: said.Address, Text: said.Text, Elements: []bot.Element{
		{Kind: bot.ElementFile, Media: &bot.Media{ID: "claimed", URL: s.url + path, Name: f.Name, Type: f.Type, Size: int64(len(f.Content))}},
	}})
}

func (s *system) platform() channeltest.Platform {
	return channeltest.Platform{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if content, ok := s.files.Load(r.URL.Path); ok && r.Method == http.MethodGet {
				_, _ = w.Write(content.([]byte))
				return
			}
			w.WriteHeader(http.StatusNoContent)
		}),
		Sent: sent,
		Limits: []channeltest.Limit{
			{Name: "429", Answer: later(http.StatusTooManyRequests)},
			{Name: "503", Wide: true, Answer: later(http.StatusServiceUnavailable)},
		},
		Gone:      func(w http.ResponseWriter) { w.WriteHeader(http.StatusGone) },
		Malformed: func(w http.ResponseWriter) { w.WriteHeader(http.StatusUnprocessableEntity) },
	}
}

func later(status int) func(http.ResponseWriter, time.Duration) {
	return func(w http.ResponseWriter, after time.Duration) {
		w.Header().Set("Retry-After", fmt.Sprint(after.Seconds()))
		w.WriteHeader(status)
	}
}

// sent reads a reply, if it is genuine.
func sent(r *http.Request, body []byte) (s channeltest.Sent, ok bool) {
	key, err := readSecret(testSecret)
	if err != nil {
		panic(err)
	}
	id, genuine := key.verify(r.Header, time.Now(), body)
	var e Envelope[Said]
	if !genuine || json.Unmarshal(body, &e) != nil {
		return s, false
	}
	s = channeltest.Sent{Address: e.Data.Address, Key: id, Typing: e.Type == TypeTyping}
	if e.Data.Reply != nil {
		s.Text = channels.Plain(e.Data.Reply.Text)
	}
	for _, f := range e.Data.Files {
		s.File = append(s.File, f.Content...)
	}
	return s, true
}
