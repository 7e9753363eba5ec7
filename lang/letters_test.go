package lang_test

import (
	"testing"

	"github.com/lotse-bot/lotse/lang"
)

func TestLettersAloneSurviveAnyForm(t *testing.T) {
	for text, want := range map[string]string{"DE 02-1203 (0000)": "de0212030000", "**Grüße!**\n": "grüße", "…": ""} {
		if got := lang.Letters(text); got != want {
			t.Errorf("Letters(%q) is %q, want %q", text, got, want)
		}
	}
}
