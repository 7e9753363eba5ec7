package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"
)

// A grant is what a token proves: whoever holds it may read and write as this one browser, on this site.
type grant struct {
	address  string // the conversation it began, or was given by its identity; it may go on in another one, see [Options].Locate
	site     string
	issued   time.Time // whole seconds
	customer string    // who was proved to sit there; empty for nobody known
}

var (
	errForged  = errors.New("the token was not issued by this server")
	errExpired = errors.New("the token has expired")
)

// tokens issues and checks bearer tokens: address.site.issued.mac, where the mac is HMAC-SHA256 over the rest. One for a known
// customer names her before the mac, and has the address in base64 as she has. They are not stored; whoever has the secret can
// check them, on any node.
type tokens struct {
	secret []byte
	life   time.Duration
}

func (t tokens) issue(g grant) string {
	claims := []string{g.address, g.site, strconv.FormatInt(g.issued.Unix(), 10)}
	if g.customer != "" || strings.Contains(g.address, ".") {
		claims[0] = base64.RawURLEncoding.EncodeToString([]byte(g.address))
		claims = append(claims, base64.RawURLEncoding.EncodeToString([]byte(g.customer)))
	}
	all := strings.Join(claims, ".")
	return all + "." + t.mac(all)
}

func (t tokens) check(token string, now time.Time) (grant, error) {
	claims, mac, ok := cutLast(token, ".")
	if !ok || !hmac.Equal([]byte(mac), []byte(t.mac(claims))) {
		return grant{}, errForged
	}
	g, err := readClaims(strings.Split(claims, "."))
	if err != nil {
		return grant{}, err
	}
	if now.Sub(g.issued) > t.life {
		return grant{}, errExpired
	}
	return g, nil
}

func readClaims(parts []string) (g grant, err error) {
	if len(parts) != 3 && len(parts) != 4 {
		return g, errForged
	}
	g.address, g.site = parts[0], parts[1]
	if len(parts) == 4 {
		address, err1 := base64.RawURLEncoding.DecodeString(parts[0])
		customer, err2 := base64.RawURLEncoding.DecodeString(parts[3])
		if err1 != nil || err2 != nil {
			return g, errForged
		}
		g.address, g.customer = string(address), string(customer)
	}
	issued, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return g, errForged
	}
	g.issued = time.Unix(issued, 0)
	return g, nil
}

// mac signs claims. The prefix keeps signatures made with the same secret for other purposes from being tokens.
func (t tokens) mac(claims string) string {
	h := hmac.New(sha256.New, t.secret)
	h.Write([]byte("lotse web token v1\n" + claims))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return "", "", false
	}
	return s[:i], s[i+len(sep):], true
}
