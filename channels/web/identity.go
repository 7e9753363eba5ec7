package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/golang-jwt/jwt/v5"
)

// An identity is what a website signed about its customer: a JWT, or a user's id with its HMAC.
type identity struct {
	Token string
	User  string
	HMAC  string
}

// UnmarshalJSON reads a text as a JWT, and an object as a user.
func (i *identity) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '{' {
		var signed struct{ User, HMAC string }
		err := json.Unmarshal(data, &signed)
		*i = identity{User: signed.User, HMAC: signed.HMAC}
		return err
	}
	return json.Unmarshal(data, &i.Token)
}

func (i identity) empty() bool { return i == identity{} }

// longestToken and longestSubject are more than anybody needs.
const (
	longestToken   = 8 << 10
	longestSubject = 128
	longestLife    = 24 * time.Hour // a token that lasts longer is as good as a password in a page
)

// Why an identity does not hold.
var (
	errNoKey     = errors.New("the site has no key for it")
	errWrongKey  = errors.New("no key of the site signed it")
	errPast      = errors.New("it has expired")
	errFuture    = errors.New("it is not valid yet")
	errEndless   = errors.New("it is good for more than a day")
	errLacking   = errors.New("it lacks exp, or iss or aud where they are configured")
	errForOthers = errors.New("its issuer or audience is not the one that is configured")
	errNobody    = errors.New("its subject is missing, or longer than 128 bytes")
	errOversize  = errors.New("it is too long")
)

// verify gives what an identity proves.
func (i identity) verify(keys []verifier, now time.Time) (proven, error) {
	if len(i.Token) > longestToken || len(i.HMAC) > longestToken {
		return proven{}, errOversize
	}
	err := errNoKey
	for _, k := range keys {
		if (k.Kind == kindHMAC) != (i.Token == "") {
			continue
		}
		p, why := k.user(i, now)
		if why == nil {
			p.subject, why = k.named(p.subject)
			p.rights = of(p.rights, p.subject)
			return p, why
		}
		if errors.Is(err, errNoKey) || !errors.Is(why, errWrongKey) { // what a fitting key says about it says most
			err = why
		}
	}
	return proven{}, err
}

func (k verifier) user(i identity, now time.Time) (proven, error) {
	if k.Kind == kindHMAC {
		subject, err := k.signed(i)
		return proven{subject: subject}, err
	}
	return k.claims(i.Token, now)
}

// signed checks the HMAC of a user's id. It never expires: it is as good as the website's care for it, and gives no rights.
func (k verifier) signed(i identity) (string, error) {
	mac := hmac.New(sha256.New, k.key.([]byte))
	mac.Write([]byte(i.User))
	got, err := hex.DecodeString(i.HMAC)
	if err != nil || !hmac.Equal(got, mac.Sum(nil)) {
		return "", errWrongKey
	}
	return i.User, nil
}

// claims checks a JWT (RFC 7519) the way RFC 8725 advises: one algorithm a key, and an end.
func (k verifier) claims(token string, now time.Time) (proven, error) {
	options := []jwt.ParserOption{
		jwt.WithValidMethods([]string{k.Kind}), jwt.WithExpirationRequired(), jwt.WithLeeway(leeway), jwt.WithStrictDecoding(),
		jwt.WithTimeFunc(func() time.Time { return now }),
	}
	if k.Issuer != "" {
		options = append(options, jwt.WithIssuer(k.Issuer))
	}
	if k.Audience != "" {
		options = append(options, jwt.WithAudience(k.Audience))
	}
	var c vouched
	_, err := jwt.NewParser(options...).ParseWithClaims(token, &c, k.pick)
	if err != nil {
		return proven{}, reason(err)
	}
	if c.ExpiresAt.Sub(now) > longestLife+leeway {
		return proven{}, errEndless
	}
	return proven{c.Subject, k.rights(c)}, nil
}

// pick gives the key, unless the token names another one.
func (k verifier) pick(t *jwt.Token) (any, error) {
	if kid, ok := t.Header["kid"].(string); ok && k.Name != "" && kid != k.Name {
		return nil, errWrongKey
	}
	return k.key, nil
}

// reason says in our words why a JWT does not hold.
func reason(err error) error {
	switch {
	case errors.Is(err, jwt.ErrTokenExpired):
		return errPast
	case errors.Is(err, jwt.ErrTokenNotValidYet):
		return errFuture
	case errors.Is(err, jwt.ErrTokenInvalidIssuer), errors.Is(err, jwt.ErrTokenInvalidAudience):
		return errForOthers
	case errors.Is(err, jwt.ErrTokenRequiredClaimMissing):
		return errLacking
	}
	return errWrongKey
}

// named puts the subject into its realm: two websites may both have a customer 42.
func (k verifier) named(subject string) (string, error) {
	if subject == "" || len(subject) > longestSubject || strings.ContainsFunc(subject, unicode.IsControl) {
		return "", errNobody
	}
	if k.Realm == "" && !strings.Contains(subject, "/") {
		return subject, nil
	}
	return k.Realm + "/" + subject, nil
}
