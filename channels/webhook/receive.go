package webhook

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// An Envelope is the body of every request, in both directions.
type Envelope[D any] struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      D         `json:"data"`
}

// The types of what is posted here. What is of any other type is taken and passed over.
const (
	TypeUtterance = "utterance"
	TypeStart     = "start"    // the customer opened the conversation without a word
	TypeEdited    = "edited"   // she changed the utterance Of to Text
	TypeDeleted   = "deleted"  // she took it back
	TypeFeedback  = "feedback" // she says whether a reply helped
	TypeLink      = "link"     // she shows a code that proves who she is elsewhere
)

// Heard is the data of what is posted here.
type Heard struct {
	Address  string        `json:"address"`            // of the customer, in the other system's own form
	Customer string        `json:"customer,omitempty"` // who speaks, where the other system knows it for sure
	Of       string        `json:"of,omitempty"`       // of an edit or a deletion: the webhook-id of the utterance
	Text     string        `json:"text,omitempty"`
	Payload  string        `json:"payload,omitempty"`  // of the choice that was picked
	Locale   string        `json:"locale,omitempty"`   // of the customer's device, "de-AT"
	Elements []bot.Element `json:"elements,omitempty"` // images and files by the address where they can be fetched, locations, contacts
	Feedback *bot.Feedback `json:"feedback,omitempty"`
	Code     string        `json:"code,omitempty"`
}

// ServeHTTP takes what customers say. It is answered with 202 once it is durable, and with 503 if it could not be kept: then it
// must come again, under the same webhook-id.
func (c *Channel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, ok := channels.Posted(w, r, "application/json", maxBody)
	if !ok {
		return
	}
	id, ok := c.secret.Verify(r.Header, c.Now(), body)
	if !ok {
		channels.Forged(w)
		return
	}
	var e Envelope[Heard]
	if err := json.Unmarshal(body, &e); err != nil {
		channels.Unreadable(w)
		return
	}
	in, ok := c.inbound(id, e)
	if !ok {
		w.WriteHeader(http.StatusAccepted)
		return
	}
	if in.Address == "" || len(in.Address) > maxID || len(in.Customer) > maxID {
		channels.Unreadable(w)
		return
	}
	ctx, cancel := channels.Within(r, deadline)
	defer cancel()
	if _, err := c.Accept.Accept(ctx, in); err != nil {
		c.Log.Error("keep what the webhook delivered", "conversation", in.Conversation, "error", err)
		channels.Overloaded(w, err)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// inbound is what became of a request; ok is false if it is of a type that is passed over.
func (c *Channel) inbound(id string, e Envelope[Heard]) (in bot.Inbound, ok bool) {
	d := e.Data
	in = bot.Inbound{
		Channel: Name, Key: id, Conversation: bot.ID(Name, d.Address), Address: d.Address, Customer: d.Customer, Locale: d.Locale, Received: c.Now(),
	}
	switch e.Type {
	case TypeUtterance:
		in.Text, in.Payload, in.Elements = d.Text, d.Payload, elements(d.Elements)
	case TypeStart:
		in.Event = &bot.Event{Name: bot.EventStart}
	case TypeEdited:
		in.Event = bot.NewEvent(bot.EventEdited, bot.Edited{Key: d.Of, Text: d.Text})
	case TypeDeleted:
		in.Event = bot.NewEvent(bot.EventDeleted, bot.Edited{Key: d.Of})
	case TypeLink:
		in.Event = bot.NewEvent(bot.EventLink, bot.Code{Code: d.Code})
	case TypeFeedback:
		if d.Feedback == nil {
			return in, false
		}
		in.Event = bot.NewEvent(bot.EventFeedback, *d.Feedback)
	default:
		return in, false
	}
	return in, true
}

// elements keeps what a customer can send. Files stay where they are until somebody wants them; kept ones cannot be claimed by ID.
func elements(given []bot.Element) (all []bot.Element) {
	for _, e := range given {
		switch {
		case (e.Kind == bot.ElementImage || e.Kind == bot.ElementFile) && e.Media != nil:
			m := *e.Media
			m.ID, m.Remote, m.URL = "", m.URL, ""
			all = append(all, bot.Element{Kind: e.Kind, Media: &m})
		case e.Kind == bot.ElementLocation && e.Place != nil:
			all = append(all, bot.Element{Kind: e.Kind, Place: e.Place})
		case e.Kind == bot.ElementContact && e.Contact != nil:
			all = append(all, bot.Element{Kind: e.Kind, Contact: e.Contact})
		}
	}
	return all
}
