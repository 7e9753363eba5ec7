package customers_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// away is a store that cannot be reached.
type (
	links = customers.Links
	away  struct{ links }
)

var errAway = errors.New("away")

func (away) Follow(context.Context, string, string) (string, error) { return "", errAway }

// kept notes what was accepted.
type kept struct{ in []bot.Inbound }

func (k *kept) Accept(_ context.Context, in bot.Inbound) (bool, error) {
	k.in = append(k.in, in)
	return true, nil
}

func TestNothingIsAcceptedWhereItMightNotBelong(t *testing.T) {
	var k kept
	fresh, err := customers.Router{Links: away{}, Next: &k}.Accept(t.Context(), bot.Inbound{Channel: "telegram", Address: "42"})
	if fresh || !errors.Is(err, errAway) || len(k.in) > 0 {
		t.Errorf("accepted: %v, %v, %v", fresh, err, k.in)
	}
}

// Whoever shows a code on a signed-in browser does not hand her rights to where the code comes from.
func TestRightsDoNotFollowALink(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		var k kept
		w.says(phone, "Hallo")
		w.link(phone, site)
		in := bot.Inbound{Channel: site.Channel, Address: site.Address, Conversation: own(site), Customer: "eva", Rights: &bot.Rights{Customer: "eva", Claims: []string{"partner"}}}
		if _, err := (customers.Router{Links: w, Next: &k}).Accept(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		same(t, "where it goes on", k.in[0].Conversation, own(phone))
		same(t, "whose rights", k.in[0].Rights == nil, true)
	})
}

func TestWhoHasNoAddressIsNotLooked(t *testing.T) {
	var k kept
	if _, err := (customers.Router{Links: away{}, Next: &k}).Accept(t.Context(), bot.Inbound{Channel: "api", Conversation: "c"}); err != nil {
		t.Fatal(err)
	}
	same(t, "conversation", k.in[0].Conversation, "c")
}

func TestLinkedRoutesGoOnElsewhereAndOthersDoNot(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		var k kept
		w.says(site, "Hallo")
		w.link(site, phone)
		r := customers.Router{Links: w, Next: &k}
		for _, route := range []bot.Route{phone, office, {Channel: "slack", Address: phone.Address}} {
			if _, err := r.Accept(t.Context(), bot.Inbound{Channel: route.Channel, Address: route.Address, Conversation: own(route), Received: time.Now()}); err != nil {
				t.Fatal(err)
			}
		}
		same(t, "where they go on", []string{k.in[0].Conversation, k.in[1].Conversation, k.in[2].Conversation}, []string{own(site), own(office), "slack:42"})
	})
}
