package channeltest

import (
	"bytes"
	"io"
	"net/http"
	"time"
)

// signature checks that only the platform itself is heard, and only while what it signed is fresh.
func signature(t *trial) {
	k := t.kit
	for _, header := range k.Proof.Headers {
		t.refused("without "+header, changed(k.Say(t.said(1)), header, ""))
		t.refused("with a cut "+header, changed(k.Say(t.said(1)), header, half(k.Say(t.said(1)).Header.Get(header))))
		t.refused("with a doubled "+header, changed(k.Say(t.said(1)), header, twice(k.Say(t.said(1)).Header.Get(header))))
	}
	proof := k.Proof.Headers[0]
	t.refused("forged", changed(k.Say(t.said(1)), proof, turned(k.Say(t.said(1)).Header.Get(proof))))
	if k.Proof.Body {
		t.refused("with the signature of another", changed(k.Say(t.said(1)), proof, k.Say(t.said(2)).Header.Get(proof)))
		t.refused("with another body", with(k.Say(t.said(1)), bytes.Replace(read(k.Say(t.said(1))), []byte(word), []byte("Apfelkuchen"), 1)))
	}
	t.taken("genuine", k.Say(t.said(1)))
	if k.Proof.Window > 0 {
		stale(t)
	}
}

// stale checks the window: what was signed long ago, or lies in the future, may be a replay.
func stale(t *trial) {
	w := t.kit.Proof.Window
	at := func(number int, d time.Duration) *http.Request {
		s := t.said(number)
		s.At = t.now.Add(d)
		return t.kit.Say(s)
	}
	t.refused("replayed after the window", at(1, -w-time.Minute))
	t.refused("never seen, signed before the window", at(3, -w-time.Minute))
	t.refused("signed in the future", at(4, w+time.Minute))
	t.taken("clock behind, within the window", at(5, -w/2))
	t.taken("clock ahead, within the window", at(6, w/2))
}

// changed gives a header another value, or takes it away.
func changed(r *http.Request, header, value string) *http.Request {
	r.Header.Del(header)
	if value != "" {
		r.Header.Set(header, value)
	}
	return r
}

// with gives a request another body under the same headers.
func with(r *http.Request, body []byte) *http.Request {
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return r
}

func read(r *http.Request) []byte {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err) // requests are made in memory
	}
	return b
}

func half(s string) string { return s[:(len(s)+1)/2] }

func twice(s string) string { return s + s }

// turned is the same value but for one sign in its middle.
func turned(s string) string {
	b := []byte(s)
	i := len(b) / 2
	b[i] = other(b[i], 1)
	return string(b)
}

// other is another letter or digit: not the same in capitals either, for hexadecimal knows no difference.
func other(b byte, by int) byte {
	const signs = "0123456789abcdefghijklmnopqrstuvwxyz"
	for i := range len(signs) {
		if s := signs[(by+i)%len(signs)]; s != b && s != b|0x20 {
			return s
		}
	}
	return '0'
}
