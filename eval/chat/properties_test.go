package chat_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/chat"
)

// moves are lines that do something, whatever came before.
var moves = []string{
	"customer  einen Tisch", "customer  12", "customer  Wie oft entkalken?", "customer  blub", "customer  wo ist 4711",
	"customer  bestellen\nand       bitte", "given     order_status {\"state\": \"new\"}\ncustomer  wo ist 1", "given     order_status fails\ncustomer  wo ist 2",
	"picks     Hamburg", "picks     Paris", "fills     name=Anna", "rates     unhelpful", "sends     a.png", "channel   telegram",
	"event     machine_sold {\"number\": \"7\"}", "after     1h", "after     25h", "agent     anna takes", "agent     anna  Moin!", "agent     anna gives back",
}

// expectations are lines that may hold or not.
var expectations = []string{
	"# it goes on", "", "lotse     ...", "lotse     Wo?", "lotse     has: mensch", "lotse     not: Wo?", "state     -", "state     table/people", "slot      people -",
	"decision  act booking >=0.8", "owner     bot", "owner     queue", "reason    -", "outcome   -", "calls     -", "cites     -", "choices   -", "language  de",
}

// Whatever an author writes, an update makes a script of it that passes, but for moves that cannot be made; and what passes, and says what the bot says, an update
// leaves as it is, to the byte.
func TestUpdatesPassAndSettle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("# A title\nlanguage: de\n\n")
		for range rapid.IntRange(1, 6).Draw(t, "moves") {
			b.WriteString(rapid.SampledFrom(moves).Draw(t, "move") + "\n")
			for _, e := range rapid.SliceOfN(rapid.SampledFrom(expectations), 0, 4).Draw(t, "expectations") {
				b.WriteString(e + "\n")
			}
		}
		updated := played(t, b.String()).Updated()
		again := played(t, string(updated))
		if again.Failures() > impossible(again) {
			t.Fatalf("what an update wrote fails:\n%s", again.Diff())
		}
		if diff := cmp.Diff(string(updated), string(again.Updated())); diff != "" {
			t.Fatalf("an update changes what passes:\n%s", diff)
		}
	})
}

func played(t *rapid.T, source string) chat.Played {
	s, faults := chat.Parse("drawn.chat", []byte(source))
	if len(faults) > 0 {
		t.Fatalf("%v in:\n%s", faults, source)
	}
	p := chat.Player{Converser: shop{}}.Play(context.Background(), s)
	if p.Broken != nil {
		t.Fatalf("%v in:\n%s", p.Broken, source)
	}
	return p
}
