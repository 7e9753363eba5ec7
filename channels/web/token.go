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

// A grant is what a token proves: whoever holds it may read and write this one conversation, on this site.
type grant struct {
	conversation string
	site         string
	issued       time.Time // whole seconds
}

var (
	errForged  = errors.New("the token was not issued by this server")
	errExpired = errors.New("the token has expired")
)

// tokens issues and checks bearer tokens: conversation.site.issued.mac, where the mac is HMAC-SHA256 over the rest. They are
// not stored; whoever has the secret can check them, on any node.
type tokens struct {
	secret []byte
	life   time.Duration
}

func (t tokens) issue(g grant) string {
	claims := g.conversation + "." + g.site + "." + strconv.FormatInt(g.issued.Unix(), 10)
	return claims + "." + t.mac(claims)
}

func (t tokens) check(token string, now time.Time) (grant, error) {
	claims, mac, ok := cutLast(token, ".")
	if !ok || !hmac.Equal([]byte(mac), []byte(t.mac(claims))) {
		return grant{}, errForged
	}
	parts := strings.Split(claims, ".")
	if len(parts) != 3 {
		return grant{}, errForged
	}
	issued, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return grant{}, errForged
	}
	g := grant{conversation: parts[0], site: parts[1], issued: time.Unix(issued, 0)}
	if now.Sub(g.issued) > t.life {
		return grant{}, errExpired
	}
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
