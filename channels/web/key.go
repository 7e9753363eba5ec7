package web

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// A Key is one with which a website signs who its customers are. What it was made for is pinned: a token of another kind is
// refused, whatever it says about itself.
type Key struct {
	Kind     string   `yaml:"kind"`     // HS256, RS256, ES256, EdDSA for a JWT; hmac for the HMAC-SHA256 of the user's id
	Name     string   `yaml:"name"`     // the JWT's kid, if there are several
	Secret   string   `yaml:"secret"`   // of HS256 and hmac: the name by which [Options].Secrets knows it, at least 32 bytes
	Public   string   `yaml:"public"`   // of the others: a public key in PEM
	Issuer   string   `yaml:"issuer"`   // demanded as iss, if set
	Audience string   `yaml:"audience"` // demanded as aud, if set
	Claims   []string `yaml:"claims"`   // of the JWT that open documents to the customer
	Realm    string   `yaml:"realm"`    // whose customers: sites of one realm share them; the site's own name if empty
}

// kindHMAC is the kind of key that signs a user's id and nothing else.
const kindHMAC = "hmac"

// leeway is how far the clocks of a website and this server may be apart.
const leeway = 30 * time.Second

// A verifier checks what one key signed.
type verifier struct {
	Key
	key any // []byte, or a public key
}

// verifiers reads the keys of all sites.
func verifiers(o Options) (map[string][]verifier, error) {
	all := map[string][]verifier{}
	for _, site := range o.Sites {
		for _, k := range site.Identity {
			key, err := k.read(o.Secrets)
			if err != nil {
				return nil, fmt.Errorf("web channel, site %q, identity: %w", site.Name, err)
			}
			if k.Realm == "" {
				k.Realm = site.Name
			}
			all[site.Name] = append(all[site.Name], verifier{Key: k, key: key})
		}
	}
	return all, nil
}

func (k Key) read(secrets func(string) string) (any, error) {
	if err := k.check(); err != nil {
		return nil, err
	}
	if !siteName.MatchString(k.Realm) {
		return nil, fmt.Errorf("the realm %q may have a-z, 0-9 and - only", k.Realm)
	}
	pem := []byte(k.Public)
	switch k.Kind {
	case "HS256", kindHMAC:
		secret := []byte(secrets(k.Secret))
		if len(secret) < 32 {
			return nil, fmt.Errorf("the secret %q has less than 32 bytes; make one with: openssl rand -hex 32", k.Secret)
		}
		return secret, nil
	case "RS256":
		key, err := jwt.ParseRSAPublicKeyFromPEM(pem)
		return key, errors.Join(wrapped(k, err), weak(key))
	case "ES256":
		key, err := jwt.ParseECPublicKeyFromPEM(pem)
		return key, wrapped(k, err)
	case "EdDSA":
		key, err := jwt.ParseEdPublicKeyFromPEM(pem)
		return key, wrapped(k, err)
	}
	return nil, fmt.Errorf("%q is no kind of key; there are HS256, RS256, ES256, EdDSA and hmac", k.Kind)
}

func wrapped(k Key, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("read the public key for %s: %w", k.Kind, err)
}

func weak(key *rsa.PublicKey) error {
	if key != nil && key.N.BitLen() < 2048 {
		return fmt.Errorf("the RSA key has %d bits; at least 2048 are needed", key.N.BitLen())
	}
	return nil
}
