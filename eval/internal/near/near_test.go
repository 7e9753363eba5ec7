package near_test

import (
	"testing"

	"github.com/lotse-bot/lotse/eval/internal/near"
)

func TestWhatSomebodyMeant(t *testing.T) {
	known := []string{"customer", "lotse", "state", "slot"}
	for word, want := range map[string]string{
		"custmer": "customer", "Customer": "customer", "lotes": "lotse", "sate": "state", "slots": "slot",
		"bot": "", "kunde": "", "": "",
	} {
		if got := near.To(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestRemedyListsAllWhenNoneIsNear(t *testing.T) {
	if got := near.Remedy("kunde", []string{"customer", "lotse"}); got != "known are customer, lotse" {
		t.Errorf("got %q", got)
	}
	if got := near.Remedy("lotze", []string{"customer", "lotse"}); got != "did you mean lotse?" {
		t.Errorf("got %q", got)
	}
}
