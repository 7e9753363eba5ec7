package web_test

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/lotse-bot/lotse/channels/web"
)

// usualMutations is how many tokens are mutated unless LOTSE_MUTATIONS says otherwise.
const usualMutations = 3000

func mutations() int {
	if n, err := strconv.Atoi(os.Getenv("LOTSE_MUTATIONS")); err == nil {
		return n
	}
	return usualMutations
}

const tokenSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

// mutate changes, drops, doubles or swaps signs of a token, until it is another one.
func mutate(token string, chance *rand.Rand) string {
	b := []byte(token)
	for string(b) == token {
		for range 1 + chance.IntN(3) {
			at := chance.IntN(len(b))
			switch chance.IntN(4) {
			case 0:
				b[at] = tokenSigns[chance.IntN(len(tokenSigns))]
			case 1:
				b = append(b[:at], b[at+1:]...)
			case 2:
				b = append(b[:at+1], b[at:]...)
			case 3:
				other := chance.IntN(len(b))
				b[at], b[other] = b[other], b[at]
			}
		}
	}
	return string(b)
}

func TestNoMutatedTokenOpensAnything(t *testing.T) {
	w := known(t, shared)
	w.Limits.Address = web.Rate{}
	anonymous, known := w.visit(t), w.visit(t)
	known.identify("", sign(jwt.SigningMethodHS256, []byte(siteSecret), w.claims()))
	chance := rand.New(rand.NewPCG(20, 26))
	for i := range mutations() {
		token := mutate([]string{anonymous.token, known.token}[i%2], chance)
		r := httptest.NewRequest(http.MethodPost, "/web/v1/utterances", strings.NewReader(`{"id":"1","text":"Hallo"}`))
		r.Header.Set("Authorization", "Bearer "+token)
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, r)
		if answer.Code != http.StatusUnauthorized {
			t.Fatalf("mutation %d was answered %d", i, answer.Code)
		}
	}
	if n := len(w.ledger.Accepted()); n > 0 {
		t.Errorf("%d utterances were accepted", n)
	}
}

func TestNoMutatedIdentityIsKnown(t *testing.T) {
	k := keys()
	w := known(t, web.Key{Kind: "ES256", Public: public(k.ec)}, shared)
	tokens := []string{sign(jwt.SigningMethodES256, k.ec, w.claims()), sign(jwt.SigningMethodHS256, []byte(siteSecret), w.claims())}
	chance := rand.New(rand.NewPCG(26, 20))
	for i := range mutations() {
		token := tokens[i%2]
		changed := mutate(token, chance)
		body, _ := json.Marshal(map[string]string{"identity": changed}) // strings always marshal
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, httptest.NewRequest(http.MethodPost, "/web/v1/conversations", strings.NewReader(string(body))))
		if answer.Code != http.StatusUnauthorized {
			t.Fatalf("mutation %d, %s of %s, was answered %d", i, changed, token, answer.Code)
		}
	}
}

func TestAMutatedFileAddressOpensNothing(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	m := v.upload("a.png", png)
	chance := rand.New(rand.NewPCG(2, 6))
	path, query, _ := strings.Cut(m.URL, "?")
	until, sig, _ := strings.Cut(strings.TrimPrefix(query, "until="), "&sig=")
	for range mutations() {
		changed := "until=" + until + "&sig=" + mutate(sig, chance)
		if chance.IntN(2) == 0 {
			changed = "until=" + strconv.Itoa(chance.IntN(1<<40)) + "&sig=" + sig
		}
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path+"?"+changed, nil))
		if answer.Code == http.StatusOK {
			t.Fatal("it was opened")
		}
	}
	if r := (&visitor{world: w, t: t}).do("GET", m.URL, nil, nil); r.status != http.StatusOK {
		t.Errorf("the true address got %d", r.status)
	}
	w.clock.advance(3 * time.Hour)
	if r := (&visitor{world: w, t: t}).do("GET", m.URL, nil, nil); r.status != http.StatusUnauthorized {
		t.Errorf("afterwards it got %d", r.status)
	}
}
