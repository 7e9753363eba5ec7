package channeltest

import (
	"testing"
)

// A check is one thing that every adapter must do. It gets a world and an adapter of its own.
type check struct {
	name string
	run  func(t *trial)
}

var checks = []check{
	{"says what it is", identity},
	{"takes what is genuine and refuses what is not", signature},
	{"accepts no mutated webhook", mutations},
	{"answers 200 only after the inbound is kept", durability},
	{"answers in time when nothing can be kept", deadline},
	{"takes a redelivery for what it is", deduplication},
	{"keeps the order", order},
	{"loses and doubles nothing in a burst", burst},
	{"reports edits and deletions", edits},
	{"passes over what it does not know", unknown},
	{"survives what is huge, deep or broken", oddities},
	{"takes files without fetching them", mediaIn},
	{"sends in order to the right address", sending},
	{"says what to do about each failure", failures},
	{"keeps to the limits of the platform", limited},
	{"splits long texts between words", splitting},
	{"goes on where a delivery of several parts failed", resuming},
	{"shows nothing twice when no answer comes", ambiguity},
	{"loses and doubles nothing that is said in a bad hour", hourOut},
	{"loses and doubles nothing that is heard in a bad hour", hourIn},
	{"lets a deadline reach the socket", binding},
	{"shows that an answer is being written", typing},
	{"sends files within their limits", mediaOut},
	{"renders every element the same each time", rendering},
	{"leaves no goroutine behind", leaks},
}

// Run runs the suite against the adapter that the kit describes. That no secret, no address and no customer's word reaches a
// log, an error or an answer is checked throughout. What no outside test can see remains for a reviewer: that secrets are
// compared in constant time (crypto/hmac.Equal, crypto/subtle).
func Run(t *testing.T, k Kit) {
	k.complete(t)
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) { c.run(begin(t, k)) })
	}
}

// complete refuses kits that would let checks pass for want of something to check.
func (k Kit) complete(t testing.TB) {
	t.Helper()
	for name, missing := range map[string]bool{
		"New": k.New == nil, "Platform": k.Platform == nil, "Say": k.Say == nil, "Sign": k.Sign == nil,
		"Addresses": len(k.Addresses[0]) < 5 || len(k.Addresses[1]) < 5 || k.Addresses[0] == k.Addresses[1],
		"Secrets":   len(k.Secrets) == 0, "Proof.Headers": len(k.Proof.Headers) == 0, "Deadline": k.Deadline <= 0, "Unknown": k.Unknown == "",
	} {
		if missing {
			t.Fatalf("the kit lacks %s: every platform has it", name)
		}
	}
}

// applies tells whether a part of the suite is for this adapter: its capabilities and its kit must agree.
func applies(t *trial, what string, capable, given bool) bool {
	t.Helper()
	if capable != given {
		t.Fatalf("%s: the capabilities say %t, the adapter and its kit say %t", what, capable, given)
	}
	if !capable {
		t.Logf("%s: not applicable, as the capabilities say", what)
	}
	return capable
}
