package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
)

// opening is a key whose tokens may open documents.
var opening = web.Key{Kind: "HS256", Secret: "shop", Claims: []string{"tier", "region", "partner", "level", "odd"}}

// rights are those with which the visitor says something now.
func (v *visitor) rights(id string) *bot.Rights {
	v.t.Helper()
	if r := v.say(id, "Wie hoch ist mein Rabatt?"); r.status != http.StatusAccepted {
		v.t.Fatalf("got %d %s", r.status, r.body)
	}
	all := v.ledger.Accepted()
	return all[len(all)-1].Rights
}

func (w *world) signed(more ...any) string {
	return sign(jwt.SigningMethodHS256, []byte(siteSecret), w.claims(more...))
}

func TestAWebsiteVouchesForRights(t *testing.T) {
	w := known(t, opening)
	v := w.visit(t)
	if r := v.rights("1"); r != nil {
		t.Errorf("nobody has %v", r)
	}
	v.identify("", w.signed("tier", "gold", "region", []string{"de", "at"}, "partner", true, "level", 3, "admin", true, "odd", map[string]any{"a": 1}))
	want := &bot.Rights{
		Customer: "mia", Until: w.clock.Now().Add(time.Hour),
		Claims: []string{"level:3", "partner", "region:at", "region:de", "tier:gold", "customer:mia"},
	}
	if diff := cmp.Diff(want, v.rights("2")); diff != "" {
		t.Errorf("rights (-want +got):\n%s", diff)
	}
	v.identify("", w.signed("partner", false))
	if diff := cmp.Diff([]string{"customer:mia"}, v.rights("3").Claims); diff != "" {
		t.Errorf("after she has lost them (-want +got):\n%s", diff)
	}
	v.identify("", w.signed("sub", "jonas"))
	if r := v.rights("4"); r.Customer != "jonas" || len(r.Claims) != 1 {
		t.Errorf("who signed in after her has %v", r)
	}
	v.post("/web/v1/conversations", "{}")
	if r := w.visit(t).rights("5"); r != nil {
		t.Errorf("who begins anew has %v", r)
	}
}

func TestAnEndlessIdentityGivesNoRights(t *testing.T) {
	w := known(t, web.Key{Kind: "hmac", Secret: "shop"})
	v := w.visit(t)
	v.identify("", map[string]string{"user": "mia", "hmac": hmacOf("mia")})
	if r := v.rights("1"); r != nil {
		t.Errorf("it gives %v", r)
	}
}

func TestRightsCannotBeForged(t *testing.T) {
	w := known(t, opening)
	v := w.visit(t)
	v.identify("", w.signed("tier", "silver"))
	parts := strings.Split(v.token, ".")
	if len(parts) != 6 {
		t.Fatalf("the token has %d parts: %s", len(parts), v.token)
	}
	anonymous := w.visit(t)
	for name, token := range map[string]string{
		"left out":             strings.Join(append(parts[:4:4], parts[5]), "."),
		"of another's address": strings.Join(append([]string{strings.Split(anonymous.token, ".")[0]}, parts[1:]...), "."),
		"changed":              strings.Join([]string{parts[0], parts[1], parts[2], parts[3], "eyJjIjpbInRpZXI6Z29sZCJdLCJ1Ijo5OTk5OTk5OTk5fQ", parts[5]}, "."),
	} {
		v.token = token
		if r := v.say("1", "Hallo"); r.status != http.StatusUnauthorized {
			t.Errorf("%s: got %d %s", name, r.status, r.body)
		}
	}
}

func TestClaimsThatCannotBeMeantAreRefusedAtTheStart(t *testing.T) {
	for says, key := range map[string]web.Key{
		"use a JWT": {Kind: "hmac", Secret: "shop", Claims: []string{"tier"}},
		"customer":  {Kind: "HS256", Secret: "shop", Claims: []string{"customer"}},
		"claims":    {Kind: "HS256", Secret: "shop", Claims: []string{""}},
	} {
		o := open(t).Options
		o.Sites = []web.Site{{Identity: []web.Key{key}}}
		o.Secrets = func(string) string { return siteSecret }
		if _, err := web.New(o); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: got %v, want it to say %q", key.Claims, err, says)
		}
	}
}
