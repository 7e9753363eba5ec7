package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

func deliver(turn *bot.Turn, n int, author bot.Author) {
	c := turn.Conversation
	for i := range n {
		turn.Deliveries = append(turn.Deliveries, bot.Delivery{
			Key: fmt.Sprint(turn.ID, i), Channel: "push", Conversation: c.ID,
			Author: author, Epoch: c.Epoch, Reply: bot.Reply{Text: fmt.Sprint(author, i)}, At: noon,
		})
	}
}

func due(t *testing.T, s bot.Store, now time.Time) []bot.Delivery {
	t.Helper()
	all, err := s.Due(t.Context(), bot.Lane{}, 10, now, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func deliveries(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	answer(turn, "ok")
	deliver(turn, 2, bot.ByBot)
	commit(t, s, turn)

	first := due(t, s, noon)
	equal(t, "due at once", len(first), 1)
	equal(t, "first", first[0].Reply.Text, "bot0")
	equal(t, "leased", len(due(t, s, noon)), 0)
	retry := noon.Add(10 * time.Second)
	must(t, s.Settle(t.Context(), first[0], bot.Settlement{State: bot.DeliveryWaiting, Retry: retry}))
	equal(t, "the second waits for the first", len(due(t, s, noon.Add(5*time.Second))), 0)
	again := due(t, s, retry)
	equal(t, "attempts", again[0].Attempts, 1)
	must(t, s.Settle(t.Context(), again[0], bot.Settlement{State: bot.DeliverySent, Receipt: bot.Receipt{ID: "m1"}}))
	second := due(t, s, retry)
	equal(t, "second", second[0].Reply.Text, "bot1")
	must(t, s.Settle(t.Context(), second[0], bot.Settlement{State: bot.DeliveryAmbiguous}))
	equal(t, "left", len(due(t, s, noon.Add(time.Hour))), 0)
}

func withdrawn(t *testing.T, s bot.Store) {
	accept(t, s, inbound("c", "1", "eins"))
	turn := claim(t, s, "c")
	answer(turn, "ok")
	deliver(turn, 2, bot.ByBot)
	commit(t, s, turn)

	take := &bot.Turn{ID: "take", Key: "take", Conversation: turn.Conversation.Clone(), Now: noon}
	take.Conversation.Pass(bot.OwnerAgent, "anna")
	answer(take, "Hallo")
	deliver(take, 1, bot.ByAgent)
	commit(t, s, take)
	got := due(t, s, noon)
	equal(t, "due", len(got), 1)
	equal(t, "author", got[0].Author, bot.ByAgent)
}
