package web_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/channels/web"
)

const siteSecret = "a secret of the shop, long enough"

// keys are a website's private keys, made once: RSA takes its time.
var keys = sync.OnceValue(func() (k struct {
	rsa *rsa.PrivateKey
	ec  *ecdsa.PrivateKey
	ed  ed25519.PrivateKey
},
) {
	var err error
	if k.rsa, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		panic(err)
	}
	if k.ec, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		panic(err)
	}
	if _, k.ed, err = ed25519.GenerateKey(rand.Reader); err != nil {
		panic(err)
	}
	return k
})

func public(key crypto.Signer) string {
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// known opens a world whose default site signs its customers' identities with the keys.
func known(t fatal, keys ...web.Key) *world {
	t.Helper()
	return open(t, func(o *web.Options) {
		o.Sites = []web.Site{{Identity: keys}, {Name: "blog", Identity: keys}}
		o.Secrets = func(name string) string { return map[string]string{"shop": siteSecret}[name] }
		o.Limits.Starts, o.Limits.Proofs = web.Rate{Every: time.Microsecond, Burst: 1 << 20}, web.Rate{Every: time.Microsecond, Burst: 1 << 20}
	})
}

var shared = web.Key{Kind: "HS256", Secret: "shop"}

// sign makes a token as a website does.
func sign(method jwt.SigningMethod, key any, claims jwt.MapClaims) string {
	token, err := jwt.NewWithClaims(method, claims).SignedString(key)
	if err != nil {
		panic(err)
	}
	return token
}

// hmacOf signs a user's id as a website does that has no JWT.
func hmacOf(user string) string {
	mac := hmac.New(sha256.New, []byte(siteSecret))
	mac.Write([]byte(user))
	return hex.EncodeToString(mac.Sum(nil))
}

func (w *world) claims(more ...any) jwt.MapClaims {
	c := jwt.MapClaims{"sub": "mia", "exp": w.clock.Now().Add(time.Hour).Unix()}
	for i := 0; i < len(more); i += 2 {
		c[more[i].(string)] = more[i+1]
		if more[i+1] == nil {
			delete(c, more[i].(string))
		}
	}
	return c
}

// identify shows who the visitor is; the token she has until then is the one she goes on with if that fails.
func (v *visitor) identify(site string, identity any) response {
	v.t.Helper()
	body, err := json.Marshal(map[string]any{"site": site, "identity": identity, "current": v.token})
	if err != nil {
		v.t.Fatal(err)
	}
	r := v.post("/web/v1/conversations", string(body))
	if r.status == http.StatusCreated {
		var begun struct{ Conversation, Token string }
		if err := json.Unmarshal([]byte(r.body), &begun); err != nil {
			v.t.Fatal(err)
		}
		v.conversation, v.token = begun.Conversation, begun.Token
	}
	return r
}

func TestAWebsiteSaysWhoItsCustomerIs(t *testing.T) {
	k := keys()
	for kind, c := range map[string]struct {
		key      web.Key
		identity func(*world) any
	}{
		"HS256": {shared, func(w *world) any { return sign(jwt.SigningMethodHS256, []byte(siteSecret), w.claims()) }},
		"RS256": {web.Key{Kind: "RS256", Public: public(k.rsa)}, func(w *world) any { return sign(jwt.SigningMethodRS256, k.rsa, w.claims()) }},
		"ES256": {web.Key{Kind: "ES256", Public: public(k.ec)}, func(w *world) any { return sign(jwt.SigningMethodES256, k.ec, w.claims()) }},
		"EdDSA": {web.Key{Kind: "EdDSA", Public: public(k.ed), Issuer: "shop", Audience: "chat"}, func(w *world) any {
			return sign(jwt.SigningMethodEdDSA, k.ed, w.claims("iss", "shop", "aud", []string{"mail", "chat"}))
		}},
		"hmac of the user's id": {web.Key{Kind: "hmac", Secret: "shop"}, func(*world) any {
			return map[string]string{"user": "mia", "hmac": hmacOf("mia")}
		}},
	} {
		t.Run(kind, func(t *testing.T) {
			w := known(t, web.Key{Kind: "HS256", Secret: "shop", Name: "another"}, c.key)
			v := w.visit(t)
			if r := v.identify("", c.identity(w)); r.status != http.StatusCreated || !strings.Contains(r.body, `"identified":true`) {
				t.Fatalf("got %d %s", r.status, r.body)
			}
			v.say("1", "Hallo")
			said := w.ledger.Accepted()[0]
			if said.Customer != "mia" || said.Conversation != v.conversation || said.Key != v.conversation+"/1" {
				t.Errorf("the inbound is %+v", said)
			}
		})
	}
}

func TestAKnownCustomerGoesOnWhereSheWas(t *testing.T) {
	w := known(t, shared)
	mia := sign(jwt.SigningMethodHS256, []byte(siteSecret), w.claims())
	laptop, phone, elsewhere := w.visit(t), w.visit(t), w.visit(t)
	anonymous := laptop.conversation
	laptop.identify("", mia)
	phone.identify("", mia)
	elsewhere.identify("blog", mia)

	if laptop.conversation != anonymous || phone.conversation != anonymous {
		t.Errorf("the laptop was in %s, then in %s; the phone is in %s", anonymous, laptop.conversation, phone.conversation)
	}
	if elsewhere.conversation == anonymous {
		t.Error("another site's customer of the same name sees this one's conversation")
	}
	jonas := sign(jwt.SigningMethodHS256, []byte(siteSecret), w.claims("sub", "jonas"))
	laptop.identify("", jonas)
	if laptop.conversation == anonymous {
		t.Error("whoever signs in after her sees her conversation")
	}
}

func TestAnIdentityThatDoesNotHoldChangesNothing(t *testing.T) {
	k := keys()
	w := known(t, web.Key{Kind: "RS256", Public: public(k.rsa), Name: "2026", Issuer: "shop", Audience: "chat"})
	good := func(more ...any) jwt.MapClaims {
		return w.claims(append([]any{"iss", "shop", "aud", "chat"}, more...)...)
	}
	rs := func(c jwt.MapClaims) string { return sign(jwt.SigningMethodRS256, k.rsa, c) }
	other := jwt.NewWithClaims(jwt.SigningMethodRS256, good())
	other.Header["kid"] = "2019"
	named, err := other.SignedString(k.rsa)
	if err != nil {
		t.Fatal(err)
	}
	now := w.clock.Now()
	head, _, _ := strings.Cut(rs(good()), ".")
	for name, c := range map[string]struct {
		identity any
		says     string
	}{
		"no algorithm":                    {sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, good()), "no key of the site signed it"},
		"the public key as a secret":      {sign(jwt.SigningMethodHS256, []byte(public(k.rsa)), good()), "no key of the site signed it"},
		"another algorithm, the same key": {sign(jwt.SigningMethodRS512, k.rsa, good()), "no key of the site signed it"},
		"another key's name":              {named, "no key of the site signed it"},
		"expired":                         {rs(good("exp", now.Add(-time.Minute).Unix())), "it has expired"},
		"not valid yet":                   {rs(good("nbf", now.Add(time.Hour).Unix())), "it is not valid yet"},
		"for ever":                        {rs(good("exp", nil)), "it lacks exp"},
		"for a year":                      {rs(good("exp", now.AddDate(1, 0, 0).Unix())), "more than a day"},
		"another issuer":                  {rs(good("iss", "evil")), "issuer or audience"},
		"another audience":                {rs(good("aud", "mail")), "issuer or audience"},
		"no audience":                     {rs(good("aud", nil)), "it lacks exp, or iss or aud"},
		"nobody":                          {rs(good("sub", nil)), "its subject is missing"},
		"a long name":                     {rs(good("sub", strings.Repeat("m", 129))), "its subject is missing, or longer"},
		"a line break in the name":        {rs(good("sub", "mia\nadmin")), "its subject"},
		"endless":                         {rs(good()) + strings.Repeat("A", 9000), "too long"},
		"no signature":                    {strings.TrimSuffix(rs(good()), rs(good())[strings.LastIndex(rs(good()), ".")+1:]), "no key of the site signed it"},
		"a changed subject":               {head + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"admin","iss":"shop","aud":"chat","exp":9999999999}`)) + rs(good())[strings.LastIndex(rs(good()), "."):], "no key of the site signed it"},
		"the same bytes otherwise":        {respelled(rs(good())), "no key of the site signed it"},
		"a kind the site does not use":    {map[string]string{"user": "mia", "hmac": "00"}, "the site has no key for it"},
	} {
		t.Run(name, func(t *testing.T) {
			v := w.visit(t)
			r := v.identify("", c.identity)
			if r.status != http.StatusUnauthorized || !strings.Contains(r.body, c.says) {
				t.Errorf("got %d %s", r.status, r.body)
			}
			if r := v.say("1", "Ich bin noch da."); r.status != http.StatusAccepted {
				t.Errorf("afterwards the chat does not go on: %d %s", r.status, r.body)
			}
		})
	}
	for _, in := range w.ledger.Accepted() {
		if in.Customer != "" {
			t.Errorf("somebody got in as %q", in.Customer)
		}
	}
}

// respelled is a token whose signature decodes to the same bytes: 256 of them leave four bits of the last sign unused.
func respelled(token string) string {
	const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	last := strings.IndexByte(signs, token[len(token)-1])
	return token[:len(token)-1] + string(signs[last^1])
}

func TestClocksMayBeHalfAMinuteApart(t *testing.T) {
	w := known(t, shared)
	late := sign(jwt.SigningMethodHS256, []byte(siteSecret), w.claims("exp", w.clock.Now().Add(-29*time.Second).Unix()))
	if r := w.visit(t).identify("", late); r.status != http.StatusCreated {
		t.Errorf("got %d %s", r.status, r.body)
	}
}

func TestWithoutCustomersNobodyIsKnown(t *testing.T) {
	w := open(t, func(o *web.Options) { o.Customers = nil })
	r := w.visit(t).identify("", "some.thing.signed")
	if r.status != http.StatusUnauthorized || !strings.Contains(r.body, "without a name") {
		t.Errorf("got %d %s", r.status, r.body)
	}
}

func TestGuessingIdentitiesIsSlow(t *testing.T) {
	w := open(t, func(o *web.Options) {
		o.Sites = []web.Site{{Identity: []web.Key{shared}}}
		o.Secrets = func(string) string { return siteSecret }
		o.Limits.Proofs = web.Rate{Every: time.Minute, Burst: 3}
	})
	v := w.visit(t)
	var got []int
	for i := range 4 {
		got = append(got, v.identify("", fmt.Sprintf("guess.%d.", i)).status)
	}
	if diff := cmp.Diff([]int{401, 401, 401, 429}, got); diff != "" {
		t.Error(diff)
	}
}

func TestKeysThatCannotWorkAreRefusedAtTheStart(t *testing.T) {
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		key  web.Key
		says string
	}{
		"none":           {web.Key{Kind: "none"}, "there are HS256"},
		"no secret":      {web.Key{Kind: "HS256", Secret: "missing"}, "openssl rand"},
		"no PEM":         {web.Key{Kind: "ES256", Public: "hello"}, "read the public key"},
		"a wrong PEM":    {web.Key{Kind: "EdDSA", Public: public(keys().rsa)}, "read the public key"},
		"a short RSA":    {web.Key{Kind: "RS256", Public: public(short)}, "at least 2048"},
		"a private key":  {web.Key{Kind: "RS256", Public: privatePEM(keys().rsa)}, "read the public key"},
		"a realm with /": {web.Key{Kind: "HS256", Secret: "shop", Realm: "a/b"}, "realm"},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t).Options
			o.Sites = []web.Site{{Identity: []web.Key{c.key}}}
			o.Secrets = func(name string) string { return map[string]string{"shop": siteSecret}[name] }
			if _, err := web.New(o); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func privatePEM(key *rsa.PrivateKey) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
}
