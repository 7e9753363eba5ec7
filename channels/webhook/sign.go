package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The headers of Standard Webhooks.
const (
	HeaderID        = "Webhook-Id"
	HeaderTimestamp = "Webhook-Timestamp"
	HeaderSignature = "Webhook-Signature"
)

// Tolerance is how old, or how far in the future, a signature may be: the five minutes that the reference libraries take.
const Tolerance = 5 * time.Minute

// maxID is the longest ID that is taken, in bytes.
const maxID = 200

// A Secret signs requests and verifies signatures. Both sides have the same.
type Secret []byte

// ReadSecret reads a secret of the standard's form: "whsec_" and 24 to 64 bytes in base 64.
func ReadSecret(s string) (Secret, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(s, "whsec_"))
	if err != nil || len(key) < 24 || len(key) > 64 {
		return nil, errors.New(`webhook: Secret is not "whsec_" and 24 to 64 bytes in base 64; make one with: echo whsec_$(openssl rand -base64 32)`)
	}
	return key, nil
}

// Sign puts the proof on a request.
func (s Secret) Sign(h http.Header, id string, now time.Time, body []byte) {
	at := strconv.FormatInt(now.Unix(), 10)
	h.Set(HeaderID, id)
	h.Set(HeaderTimestamp, at)
	h.Set(HeaderSignature, "v1,"+s.signature(id, at, body))
}

// Verify gives the ID of a request that is genuine and fresh. While a secret is changed there may be several signatures.
func (s Secret) Verify(h http.Header, now time.Time, body []byte) (id string, ok bool) {
	id, at := h.Get(HeaderID), h.Get(HeaderTimestamp)
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || id == "" || len(id) > maxID || now.Sub(time.Unix(seconds, 0)).Abs() > Tolerance {
		return "", false
	}
	want := []byte("v1," + s.signature(id, at, body))
	for given := range strings.FieldsSeq(h.Get(HeaderSignature)) {
		ok = hmac.Equal([]byte(given), want) || ok
	}
	return id, ok
}

func (s Secret) signature(id, at string, body []byte) string {
	mac := hmac.New(sha256.New, s)
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
