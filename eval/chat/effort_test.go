package chat_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/journey"
)

// weary finds an effort in every turn: the customer goes back to where she was.
type weary struct{}

func (weary) Asks(string) []string         { return nil }
func (weary) Labels(string) []string       { return nil }
func (weary) Entry(bot.Entry) journey.Mark { return journey.Mark{} }
func (weary) Turn(*bot.Turn) journey.Deed  { return journey.Deed{Wish: journey.WishBack} }

func tired(t *testing.T, source string) chat.Played {
	t.Helper()
	return chat.Player{Converser: shop{}, Signs: weary{}}.Play(t.Context(), script(t, source))
}

func TestEffortIsCountedUpToHere(t *testing.T) {
	played := tired(t, "customer  Ich möchte einen Tisch\neffort    turns=1 index=0.1\neffort    -\ncustomer  3\neffort    turns=2 backtracks=1 index=1.2\n")
	if played.Failures() > 0 {
		t.Error(played.Diff())
	}
}

func TestEffortThatDoesNotHoldIsWrittenDownAsItIs(t *testing.T) {
	played := tired(t, "customer  Ich möchte einen Tisch\ncustomer  3\neffort    -\neffort    index=9 re_asks=0\n")
	if played.Failures() != 2 {
		t.Fatalf("%d failures:\n%s", played.Failures(), played.Diff())
	}
	for _, line := range []string{"effort    backtracks=1\n", "effort    re_asks=0 index=1.2\n"} {
		if !strings.Contains(string(played.Updated()), line) {
			t.Errorf("%q is not in\n%s", line, played.Updated())
		}
	}
}

func TestEffortThatNobodyCanTellBreaksTheScript(t *testing.T) {
	played := chat.Player{Converser: shop{}}.Play(t.Context(), script(t, "customer  Ich möchte einen Tisch\neffort    index=0.1\n"))
	if played.Broken == nil || !strings.Contains(played.Broken.Error(), "test.chat:1") || played.Failures() == 0 {
		t.Errorf("got %v", played.Broken)
	}
}

func TestEffortThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"effort    re_ask=1":      "re_asks",
		"effort    index":         "cannot read",
		"effort    index=-1":      "cannot read",
		"effort    index=NaN":     "cannot read",
		"effort    index = 1":     "cannot read",
		"effort":                  "effort says nothing",
		"effort    re_asks=1,5":   "cannot read",
		"effort    index=1 waits": "cannot read",
	} {
		_, faults := chat.Parse("x.chat", []byte("customer  hi\n"+text+"\n"))
		if len(faults) != 1 || faults[0].Line != 2 || !strings.Contains(faults[0].Error(), want) {
			t.Errorf("%q: %v, want %q", text, faults, want)
		}
	}
}
