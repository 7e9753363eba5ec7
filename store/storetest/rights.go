package storetest

import (
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

func rights(t *testing.T, s bot.Store) {
	in := inbound("c", "1", "Wie hoch ist mein Rabatt?")
	in.Customer, in.Rights = "mia", &bot.Rights{Customer: "mia", Claims: []string{"customer:mia", "partner"}, Until: noon.Add(time.Hour)}
	accept(t, s, in)
	turn := claim(t, s, "c")
	equal(t, "rights that came", turn.Rights, in.Rights)
	turn.Conversation.Rights = turn.Rights
	answer(turn, "Zehn Prozent.")
	commit(t, s, turn)

	turns, err := s.Turns(t.Context(), "c")
	must(t, err)
	equal(t, "rights in the trace", turns[0].Rights, in.Rights)
	c, err := s.Conversation(t.Context(), "c")
	must(t, err)
	equal(t, "claims of the conversation", c.Claims(noon), in.Rights.Claims)
	accept(t, s, inbound("c", "2", "Und auf Ersatzteile?"))
	if next := claim(t, s, "c"); next.Rights != nil {
		t.Errorf("what says nothing about rights brings %v", next.Rights)
	}
}
