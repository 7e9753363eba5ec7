package knowledge

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNoAddressIsOverlooked(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"http://", "mailto", "://", "a", "evil", ".", ".com", "x.ſhop", "a.SHOP", "b.de", ".ü", " ", "@", "/x", "ü", "\n", "1", "-"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 4).Draw(t, "pieces"), "")
		if diff := cmp.Diff(address.FindAllString(text, -1), addressesIn(text)); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
	})
}
