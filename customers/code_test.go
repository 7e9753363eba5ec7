package customers_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/customers"
)

func TestCodesAreReadHoweverTheyAreWritten(t *testing.T) {
	shape := regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$`)
	rapid.Check(t, func(r *rapid.T) {
		code := customers.NewCode()
		if !shape.MatchString(code) {
			r.Fatalf("made %q", code)
		}
		written := code
		if rapid.Bool().Draw(r, "small") {
			written = strings.ToLower(written)
		}
		written = strings.ReplaceAll(written, "-", rapid.SampledFrom([]string{"-", "", " ", " – "}).Draw(r, "gap"))
		for digit, letters := range map[string][]string{"0": {"0", "O", "o"}, "1": {"1", "I", "l"}} {
			written = strings.ReplaceAll(written, digit, rapid.SampledFrom(letters).Draw(r, "misread"))
		}
		if got, ok := customers.ReadCode(written); !ok || got != code {
			r.Errorf("%q is read as %q, %v; want %q", written, got, ok, code)
		}
	})
}

func TestWhatIsNoCode(t *testing.T) {
	for _, text := range []string{"", "AAAA", "12345678", "entkalke", "AB12-CD3", "AB12-CD345", "ÄB12-CD34", "AB12_CD34", "AB12-CUD4"} {
		if code, ok := customers.ReadCode(text); ok {
			t.Errorf("%q is read as %q", text, code)
		}
	}
}

func TestCodesDoNotRepeat(t *testing.T) {
	seen := map[string]bool{}
	for range 10_000 {
		seen[customers.NewCode()] = true
	}
	if len(seen) < 9_999 { // two of ten thousand are the same once in 20,000 times
		t.Errorf("of 10,000 codes only %d are different", len(seen))
	}
}
