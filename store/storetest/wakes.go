package storetest

import (
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

func wakes(t *testing.T, s bot.Store) {
	begin(t, s, bot.Wake{Name: "remind", Due: noon.Add(time.Hour)})
	nothing(t, s, "", noon.Add(time.Hour-time.Millisecond))
	turn, err := s.Claim(t.Context(), "", noon.Add(time.Hour), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "wake", turn.Wake, &bot.Wake{Name: "remind", Due: noon.Add(time.Hour)})
	equal(t, "heard", len(turn.Heard), 0)
	answer(turn, "noch da?")
	commit(t, s, turn)
	nothing(t, s, "", noon.Add(2*time.Hour))
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"eins", "ok", "noch da?"})
}

func movedWake(t *testing.T, s bot.Store) {
	begin(t, s, bot.Wake{Name: "a", Due: noon.Add(time.Hour)}, bot.Wake{Name: "b", Due: noon.Add(time.Hour)},
		bot.Wake{Name: "a", Due: noon.Add(3 * time.Hour)}, bot.Wake{Name: "b"})
	nothing(t, s, "", noon.Add(2*time.Hour))
	turn, err := s.Claim(t.Context(), "", noon.Add(3*time.Hour), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "wake", turn.Wake.Name, "a")
}
