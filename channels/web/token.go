package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A grant is what a token proves: whoever holds it may read and write as this one browser, on this site.
type grant struct {
	address  string // the conversation it began, or was given by its identity; it may go on in another one, see [Options].Locate
	site     string
	issued   time.Time   // whole seconds
	customer string      // who was proved to sit there; empty for nobody known
	rights   *bot.Rights // of that customer, as her website signed them; nil for none
}

var (
	errForged  = errors.New("the token was not issued by this server")
	errExpired = errors.New("the token has expired")
)

// tokens issues and checks bearer tokens: address.site.issued.mac, where the mac is HMAC-SHA256 over the rest. One for a known
// customer names her before the mac, and has the address in base64 as she has; so have her rights, behind her. They are not stored; whoever has the secret can
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
	if g.rights != nil && g.customer != "" {
		claims = append(claims, base64.RawURLEncoding.EncodeToString([]byte(rightsText(g.rights))))
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
	if len(parts) < 3 || len(parts) > 5 {
		return g, errForged
	}
	g.address, g.site = parts[0], parts[1]
	if len(parts) > 3 {
		address, err1 := base64.RawURLEncoding.DecodeString(parts[0])
		customer, err2 := base64.RawURLEncoding.DecodeString(parts[3])
		if err1 != nil || err2 != nil {
			return g, errForged
		}
		g.address, g.customer = string(address), string(customer)
	}
	if len(parts) > 4 {
		text, err := base64.RawURLEncoding.DecodeString(parts[4])
		if err != nil {
			return g, errForged
		}
		if g.rights, err = readRights(string(text), g.customer); err != nil {
			return g, err
		}
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
