package channeltest

import (
	"bytes"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
)

// usualMutations is how many webhooks are mutated unless LOTSE_MUTATIONS says otherwise.
const usualMutations = 3000

// mutations changes genuine webhooks at random, always in the same way, and none may be accepted. Where the signature is not over
// the body, only what proves the sender is changed.
func mutations(t *trial) {
	n := usualMutations
	if v, err := strconv.Atoi(os.Getenv("LOTSE_MUTATIONS")); err == nil {
		n = v
	}
	t.taken("genuine", t.kit.Say(t.said(1)))
	chance := rand.New(rand.NewPCG(20, 26))
	refused := 0
	for i := range n {
		r, kind := mutated(t, i, chance)
		if !t.refused("mutation "+strconv.Itoa(i)+" ("+kind+")", r) {
			return
		}
		refused++
	}
	t.Logf("%d of %d mutated webhooks refused", refused, n)
}

// mutated is a genuine request that differs from what was signed in one place.
func mutated(t *trial, i int, chance *rand.Rand) (r *http.Request, kind string) {
	for {
		r = t.kit.Say(t.said(2 + i))
		if t.kit.Proof.Body && chance.IntN(2) == 0 {
			body := read(r)
			if b := mutate(body, chance); !bytes.Equal(b, body) {
				return with(r, b), "body"
			}
			continue
		}
		header := t.kit.Proof.Headers[chance.IntN(len(t.kit.Proof.Headers))]
		value := r.Header.Get(header)
		v := strings.TrimSpace(printable(mutate([]byte(value), chance)))
		if !strings.EqualFold(v, value) {
			return changed(r, header, v), header
		}
	}
}

// mutate changes one place.
func mutate(b []byte, chance *rand.Rand) []byte {
	if len(b) == 0 {
		return []byte{'x'}
	}
	out, at := bytes.Clone(b), chance.IntN(len(b))
	switch chance.IntN(7) {
	case 0:
		out[at] ^= 1 << chance.IntN(8)
	case 1:
		out[at] = other(out[at], chance.IntN(36))
	case 2:
		out = append(out[:at], out[at+1:]...)
	case 3:
		out = append(out[:at], append([]byte{other(b[at], chance.IntN(36))}, b[at:]...)...)
	case 4:
		out = out[:at]
	case 5:
		out = append(out, b[at:]...)
	default:
		to := chance.IntN(len(b))
		out[at], out[to] = out[to], out[at]
	}
	return out
}

// printable drops what no header can carry.
func printable(b []byte) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, string(b))
}
