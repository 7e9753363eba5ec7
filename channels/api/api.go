// Package api is the channel for other programs: one utterance in, the replies out once they are durable; and a way to tell
// a customer something first, and to ask what became of it.
package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Name is the channel's name in conversations.
const Name = "api"

// Limits of a request.
const (
	maxBody = 64 << 10 // bytes
	maxID   = 200      // bytes of an utterance's or a conversation's ID
)

// wait is how long a request waits for its turn. The turn goes on without it: the same request again gets the answer.
const wait = 2 * time.Minute

// Capabilities are what the channel can show: whatever the program behind it can.
func Capabilities() bot.Capabilities { return bot.Capabilities{Channel: Name} }

// A Worker makes a turn of an inbound and waits for it, and says things first; [bot.Worker] is one.
type Worker interface {
	Converse(ctx context.Context, in bot.Inbound) (*bot.Turn, error)
	Tell(ctx context.Context, o bot.Outbound) error
	Told(ctx context.Context, key string) (bot.Told, error)
}

// An Utterance is the body of POST /v1/utterances.
type Utterance struct {
	ID           string `json:"id"` // unique for each utterance; the same again gets the same answer
	Conversation struct {
		ID string `json:"id"`
	} `json:"conversation"`
	Text     string        `json:"text"`
	Payload  string        `json:"payload,omitempty"`  // of the choice that was picked
	Elements []bot.Element `json:"elements,omitempty"` // a place, a contact
	Language string        `json:"language,omitempty"` // ISO 639-1; otherwise it is recognised
	Customer string        `json:"customer,omitempty"` // who speaks, where the program knows it for sure
	Rights   *Rights       `json:"rights,omitempty"`   // what that customer may claim, and until when
}

// Rights are claims that open documents to the customer.
type Rights struct {
	Claims []string  `json:"claims"`
	Until  time.Time `json:"until"`
}

// An Answer is what comes back.
type Answer struct {
	Conversation string    `json:"conversation"`
	Owner        bot.Owner `json:"owner"`
	Turn         string    `json:"turn"`
	Replies      []Reply   `json:"replies"`
	Decision     Decision  `json:"decision"`
}

// A Reply is one reply of the bot, or of an agent who answered within the turn.
type Reply struct {
	Text      string         `json:"text"`
	Citations []bot.Citation `json:"citations"`
	Choices   []bot.Choice   `json:"choices"`
	Elements  []bot.Element  `json:"elements,omitempty"`
}

// A Decision is what was done with the utterance, in short.
type Decision struct {
	Kind       bot.Kind `json:"kind"`
	Skill      string   `json:"skill"`
	Confidence float64  `json:"confidence"`
}

// Handler serves everything under /v1/ for programs that know the key.
func Handler(c Worker, key string) http.Handler {
	h := &handler{worker: c, key: sha256.Sum256([]byte("Bearer " + key))}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/utterances", h.known(h.utterance))
	mux.HandleFunc("POST /v1/outbounds", h.known(h.tell))
	mux.HandleFunc("GET /v1/outbounds/{id}", h.known(h.told))
	for _, path := range []string{"/v1/utterances", "/v1/outbounds"} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", http.MethodPost)
			channels.Problem{Status: http.StatusMethodNotAllowed, Detail: "this is sent with POST"}.Write(w)
		})
	}
	return mux
}

type handler struct {
	worker Worker
	key    [sha256.Size]byte
}

// known lets through who knows the key.
func (h *handler) known(serve http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		given := sha256.Sum256([]byte(r.Header.Get("Authorization")))
		if subtle.ConstantTimeCompare(given[:], h.key[:]) != 1 {
			w.Header().Set("WWW-Authenticate", "Bearer")
			channels.Problem{Status: http.StatusUnauthorized, Detail: "send the key as Authorization: Bearer KEY"}.Write(w)
			return
		}
		serve(w, r)
	}
}

func (h *handler) utterance(w http.ResponseWriter, r *http.Request) {
	u, status, err := decode(w, r)
	if err != nil {
		channels.Problem{Status: status, Detail: err.Error()}.Write(w)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), wait)
	defer cancel()
	t, err := h.worker.Converse(ctx, bot.Inbound{
		Channel: Name, Key: u.ID, Conversation: u.Conversation.ID, Address: u.Conversation.ID,
		Customer: u.Customer, Rights: u.rights(), Text: u.Text, Payload: u.Payload, Elements: u.Elements, Language: u.Language,
	})
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer(t)) // a client that went away asks again
}

// rights are the claims that the program vouches for, of the customer it names.
func (u Utterance) rights() *bot.Rights {
	if u.Rights == nil {
		return nil
	}
	return &bot.Rights{Customer: u.Customer, Claims: u.Rights.Claims, Until: u.Rights.Until}
}

func decode(w http.ResponseWriter, r *http.Request) (u Utterance, status int, err error) {
	status, err = read(w, r, &u)
	switch {
	case err != nil:
		return u, status, err
	case u.ID == "" || len(u.ID) > maxID:
		return u, http.StatusUnprocessableEntity, fmt.Errorf("id: give each utterance an ID of 1 to %d bytes; a repeated ID is a redelivery", maxID)
	case u.Conversation.ID == "" || len(u.Conversation.ID) > maxID:
		return u, http.StatusUnprocessableEntity, fmt.Errorf("conversation.id: say which conversation, in 1 to %d bytes", maxID)
	case strings.TrimSpace(u.Text) == "" && u.Payload == "" && len(u.Elements) == 0:
		return u, http.StatusUnprocessableEntity, errors.New("text: there is nothing to answer")
	}
	return u, 0, nil
}

// read reads a body of JSON.
func read(w http.ResponseWriter, r *http.Request, into any) (status int, err error) {
	err = json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(into)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge, fmt.Errorf("the body is larger than %d bytes", maxBody)
	case err != nil:
		return http.StatusBadRequest, errors.New("the body is not a JSON object of the documented form")
	}
	return 0, nil
}

func answer(t *bot.Turn) Answer {
	a := Answer{
		Conversation: t.Conversation.ID, Owner: t.Conversation.Owner, Turn: t.ID, Replies: []Reply{},
		Decision: Decision{Kind: t.Decision.Kind, Skill: t.Decision.Skill, Confidence: t.Decision.Confidence},
	}
	for _, e := range t.Replies() {
		r := Reply{Text: e.Text, Citations: e.Citations, Choices: e.Choices, Elements: e.Elements}
		if r.Citations == nil {
			r.Citations = []bot.Citation{}
		}
		if r.Choices == nil {
			r.Choices = []bot.Choice{}
		}
		a.Replies = append(a.Replies, r)
	}
	return a
}

// refuse says what went wrong without saying more than a client can use.
func refuse(w http.ResponseWriter, err error) {
	var busy *bot.OverloadedError
	switch {
	case errors.As(err, &busy):
		channels.Problem{Status: http.StatusServiceUnavailable, RetryAfter: max(time.Second, busy.RetryAfter), Detail: busy.Error()}.Write(w)
	case errors.Is(err, context.DeadlineExceeded):
		channels.Problem{
			Status: http.StatusGatewayTimeout, RetryAfter: 5 * time.Second,
			Detail: "the utterance is safe and still being answered; send the same ID again",
		}.Write(w)
	default:
		channels.Problem{
			Status: http.StatusServiceUnavailable, RetryAfter: time.Second,
			Detail: "the utterance could not be taken; send the same ID again",
		}.Write(w)
	}
}
