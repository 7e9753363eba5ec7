package chat

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRepliesMatch(t *testing.T) {
	for _, c := range []struct {
		line, reply string
		want        bool
	}{
		{"Hallo!", "Hallo!", true},
		{"Hallo!", " Hallo! \n", true},
		{"Hallo!", "hallo!", false},
		{"Hallo ...", "Hallo Anna", true},
		{"Hallo ...", "Hal", false},
		{"Hallo\n...", "Hallo\nAnna\nund Bert", true},
		{"= Hallo ...", "Hallo Anna", false},
		{"= Hallo ...", "Hallo ...", true},
		{"~ ^Hallo", "Hallo Anna", true},
		{"~ (?i)anna$", "Hallo Anna", true},
		{"~ ^Anna", "Hallo Anna", false},
		{"has: garantie 24 monate", "24 Monate, so lange gilt die Garantie.", true},
		{"has: garantie 12 monate", "24 Monate, so lange gilt die Garantie.", false},
		{"has: monat", "24 Monate", false},
		{"a\n.\nb", "a\n\nb", true},
		{"=", "", true},
	} {
		s, f := parseSaid(c.line)
		if f != nil {
			t.Errorf("%q: %v", c.line, f)
		} else if got := s.matches(c.reply); got != c.want {
			t.Errorf("%q matches %q: %v, want %v", c.line, c.reply, got, c.want)
		}
	}
}

// What an update writes for a reply, a file read again matches that reply and no other.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOf(rapid.SampledFrom([]rune("aä .~=:#\n\t|[]-hasnot")))
		reply, other := letters.Draw(t, "reply"), letters.Draw(t, "other")
		source := "customer  hallo\n" + strings.Join(Written(wordLotse, Spoken(reply)), "\n") + "\n"
		s, faults := Parse("x.chat", []byte(source))
		if len(faults) > 0 {
			t.Fatalf("%q: %v", source, faults)
		}
		lines, _, _ := s.beats[0].replies()
		if len(lines) != 1 || lines[0].said.open || !lines[0].said.matches(reply) {
			t.Fatalf("%q does not match %q", source, reply)
		}
		if trimmed(other) != trimmed(reply) && lines[0].said.matches(other) {
			t.Fatalf("%q matches %q, too", source, other)
		}
	})
}

// Every expected reply is in the alignment once and in order. So is every said one, but for those that an open one takes. As
// many match as in any alignment.
func TestAlign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "..."}), 0, 8).Draw(t, "want")
		got := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 8).Draw(t, "got")
		open := func(w int) bool { return want[w] == "..." }
		match := func(w, g int) bool { return want[w] == got[g] }
		w, g, spare := 0, 0, 0
		for _, p := range align(len(want), len(got), open, match) {
			if p.want >= 0 {
				if p.want != w {
					t.Fatalf("expected reply %d comes as %d", p.want, w)
				}
				w++
			}
			if p.got >= 0 {
				if p.got < g || p.got > g && (w == 0 || !slices.Contains(want[:w], "...")) {
					t.Fatalf("said reply %d comes as %d", p.got, g)
				}
				g = p.got + 1
			}
			if p.want >= 0 && p.got >= 0 && !match(p.want, p.got) {
				spare += 2
			} else if p.want < 0 || p.got < 0 && !open(p.want) {
				spare++
			}
		}
		best := alignment{want: len(want), got: len(got), open: open, match: match}
		best.fill()
		if w != len(want) || spare != best.cost[0][0] {
			t.Fatalf("%d of %d expected are there, %d match nothing, best is %d", w, len(want), spare, best.cost[0][0])
		}
	})
}
