package access

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestPasswordsMatchTheirHashOnly(t *testing.T) {
	hashed, err := hash("correct horse battery", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	again, err := hash("correct horse battery", rand.Reader)
	if err != nil || again == hashed {
		t.Errorf("the same password has the same hash twice; error %v", err)
	}
	for password, want := range map[string]bool{"correct horse battery": true, "correct horse batterz": false, "": false, strings.Repeat("x", 5000): false} {
		if ok, err := matches(password, hashed); ok != want || err != nil {
			t.Errorf("%.20q matches: %v, error %v", password, ok, err)
		}
	}
}

// An unknown login must take as long as a known one: it is compared with a hash of the same cost.
func TestNobodysHashCostsTheSame(t *testing.T) {
	hashed, err := hash("correct horse battery", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cost := func(h string) string { return strings.Join(strings.Split(h, "$")[:4], "$") }
	if cost(nobody) != cost(hashed) || len(nobody) != len(hashed) {
		t.Errorf("nobody's hash costs %s, others cost %s", cost(nobody), cost(hashed))
	}
	if ok, err := matches("correct horse battery", nobody); ok || err != nil {
		t.Errorf("nobody has a password: %v, error %v", ok, err)
	}
}

func TestDamagedHashesAreSaid(t *testing.T) {
	for _, h := range []string{"", "secret", "$2a$10$abc", "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=19456,t=2,p=1$!$AAAA"} {
		if ok, err := matches("x", h); ok || !errors.Is(err, errHash) {
			t.Errorf("%q: %v, %v", h, ok, err)
		}
	}
}

func TestLimitsForgetBeforeTheyGrowTooLarge(t *testing.T) {
	l, now := newLimits(), time.Now()
	for i := range 3 * mostKnown {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/", nil)
		r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:1", i>>16, i>>8&255, i&255)
		if wait := l.try(r, fmt.Sprint(i), now); wait > 0 {
			t.Fatalf("a first try waits %s", wait)
		}
	}
	if len(l.known) > mostKnown {
		t.Errorf("%d are remembered", len(l.known))
	}
}
