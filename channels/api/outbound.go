package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// An Outbound is the body of POST /v1/outbounds: something to tell a customer who did not ask just now.
type Outbound struct {
	ID           string `json:"id"` // unique for each; the same again tells nothing twice
	Conversation struct {
		ID string `json:"id"`
	} `json:"conversation"`
	Text     string        `json:"text"`
	Choices  []bot.Choice  `json:"choices,omitempty"`
	Elements []bot.Element `json:"elements,omitempty"`
	Purpose  string        `json:"purpose,omitempty"` // why; empty is what belongs to something she asked for
	Expires  time.Time     `json:"expires,omitzero"`  // worthless afterwards
}

// A State is how an outbound stands.
type State struct {
	ID string `json:"id"`
	bot.Told
}

// outboundKey keeps these keys apart from those of other acts.
func outboundKey(id string) string { return "outbound " + id }

// tell takes an outbound durably. What became of it is asked for later.
func (h *handler) tell(w http.ResponseWriter, r *http.Request) {
	var o Outbound
	if status, err := read(w, r, &o); err != nil {
		channels.Problem{Status: status, Detail: err.Error()}.Write(w)
		return
	}
	if err := o.check(); err != nil {
		channels.Problem{Status: http.StatusUnprocessableEntity, Detail: err.Error()}.Write(w)
		return
	}
	err := h.worker.Tell(r.Context(), bot.Outbound{
		Key: outboundKey(o.ID), Conversation: o.Conversation.ID, Purpose: cmp.Or(o.Purpose, bot.PurposeService),
		Reply: bot.Reply{Text: o.Text, Choices: o.Choices, Elements: o.Elements}, Expires: o.Expires,
	})
	switch {
	case err == nil:
		h.state(w, r, http.StatusAccepted, o.ID)
	case errors.Is(err, bot.ErrNothing):
		channels.Problem{Status: http.StatusNotFound, Detail: "there is no such conversation: a customer has to write first"}.Write(w)
	case errors.Is(err, bot.ErrUnwanted), errors.Is(err, bot.ErrUnreachable):
		channels.Problem{Status: http.StatusConflict, Detail: err.Error()}.Write(w)
	default:
		refuse(w, err)
	}
}

func (o Outbound) check() error {
	switch {
	case o.ID == "" || len(o.ID) > maxID:
		return fmt.Errorf("id: give each outbound an ID of 1 to %d bytes; a repeated ID tells nothing twice", maxID)
	case o.Conversation.ID == "" || len(o.Conversation.ID) > maxID:
		return fmt.Errorf("conversation.id: say which conversation, in 1 to %d bytes", maxID)
	case strings.TrimSpace(o.Text) == "" && len(o.Elements) == 0:
		return errors.New("text: there is nothing to tell")
	}
	return nil
}

func (h *handler) told(w http.ResponseWriter, r *http.Request) {
	h.state(w, r, http.StatusOK, r.PathValue("id"))
}

func (h *handler) state(w http.ResponseWriter, r *http.Request, status int, id string) {
	told, err := h.worker.Told(r.Context(), outboundKey(id))
	if errors.Is(err, bot.ErrNothing) {
		channels.Problem{Status: http.StatusNotFound, Detail: "no outbound has this id"}.Write(w)
		return
	}
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(State{ID: id, Told: told}) // a client that went away asks again
}
