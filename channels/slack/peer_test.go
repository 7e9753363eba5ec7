package slack_test

import (
	"testing"

	"github.com/slack-go/slack/slacktest"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
)

// TestASlackThatOthersWroteTakesOurPosts: slack-go's own test server, which was not made for us. It refuses blocks that it
// cannot read.
func TestASlackThatOthersWroteTakesOurPosts(t *testing.T) {
	server := slacktest.NewTestServer()
	server.Start()
	t.Cleanup(server.Stop)
	w := begin(t, func(o *slack.Options) { o.Base = server.GetAPIURL() })
	card := bot.Card{Title: "Pot", Text: "Keeps **warm**.", Image: &bot.Media{URL: "https://shop.example/pot.png"}, Choices: []bot.Choice{{Label: "Take it"}}}
	d := w.delivery("d1", "T0LOTSE:C123", bot.Reply{
		Text: "Which **one**?", Choices: []bot.Choice{{Label: "Red"}}, Rated: true,
		Elements: []bot.Element{{Kind: bot.ElementCarousel, Cards: []bot.Card{card, card}}, {Kind: bot.ElementDate, Date: &bot.DatePicker{Payload: "day:"}}},
	})
	if receipt, err := w.channel.Send(t.Context(), d); err != nil || receipt.ID == "" {
		t.Fatalf("receipt %q, %v", receipt.ID, err)
	}
}
