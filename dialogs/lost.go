package dialogs

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// lost bids to give up a flow that cannot go on, because the bot was changed in the middle of the conversation.
func (s *Skill) lost(t *bot.Turn) bot.Offer {
	frame := t.Conversation.Frame()
	return bot.Offer{
		Confidence: 1, Final: true, Evidence: evidence("lost", frame.Flow+"/"+frame.State, 1),
		Take: func(context.Context) error { return lose(t, s.flows.Flow(frame.Flow)) },
	}
}

// lose gives the frames up and offers to begin the flow again, if it still is.
func lose(t *bot.Turn, flow *Flow) error {
	c := &t.Conversation
	t.Happened("flow lost", fmt.Sprintf("%s has no step %s any more", c.Frame().Flow, c.Frame().State))
	c.Frames = nil
	r := bot.Reply{Text: t.Phrase("dialogs.lost")}
	if flow != nil {
		r.Choices = []bot.Choice{flow.choice(c.Tongue())}
	}
	t.Say(r)
	return nil
}
