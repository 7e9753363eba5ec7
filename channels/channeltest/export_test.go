package channeltest

import "testing"

// Check runs one check of the suite.
func Check(t testing.TB, name string, k Kit) {
	for _, c := range checks {
		if c.name == name {
			c.run(begin(t, k))
			return
		}
	}
	t.Fatalf("there is no check %q", name)
}

// Checks are the names of all checks.
func Checks() (names []string) {
	for _, c := range checks {
		names = append(names, c.name)
	}
	return names
}

// Word is in everything that customers and bot say.
const Word = word

// Complete refuses kits that lack something.
func (k Kit) Complete(t testing.TB) { k.complete(t) }
