package lang

import "testing"

func TestComposedLettersMeet(t *testing.T) {
	for in, want := range map[string]string{"a\u0308rgern": "ärgern", "ärgern": "ärgern", "cafe\u0301 \u00a0x": "café \u00a0x", "": ""} {
		if got := Compose(in); got != want {
			t.Errorf("%q is composed as %q, want %q", in, got, want)
		}
	}
}
