package bot_test

import (
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// signedIn is a turn of a customer whose website says who she is.
func signedIn(customer string, r *bot.Rights) *bot.Turn {
	t := heard("how much?")
	t.Conversation.Customer, t.Rights = customer, r
	return t
}

func partner(customer string, until time.Time) *bot.Rights {
	return &bot.Rights{Customer: customer, Claims: []string{"partner"}, Until: until}
}

// next is another turn of the same conversation, some time later.
func next(before *bot.Turn, after time.Duration, r *bot.Rights) *bot.Turn {
	t := heard("and now?")
	t.ID, t.Conversation, t.Now, t.Rights = "next", before.Conversation.Clone(), before.Now.Add(after), r
	return t
}

func TestRightsLastAsLongAsTheyAreVouchedFor(t *testing.T) {
	b := newBot(bot.NoHelpdesk{}, says("knowledge", "answer", bot.Offer{Confidence: 0.9}))
	first := run(t, b, signedIn("mia", partner("mia", noon.Add(time.Hour))))
	check(t, "at first", first.Conversation.Claims(first.Now), []string{"partner"})
	later := run(t, b, next(first, 59*time.Minute, nil)) // by Telegram, say: it vouches for nothing
	check(t, "on a linked channel", later.Conversation.Claims(later.Now), []string{"partner"})
	over := run(t, b, next(later, time.Minute, nil))
	check(t, "when they have ended", over.Conversation.Claims(over.Now), nil)
	if over.Conversation.Rights != nil {
		t.Errorf("%v is kept", over.Conversation.Rights)
	}
}

func TestRightsAreNobodyElses(t *testing.T) {
	b := newBot(bot.NoHelpdesk{}, says("knowledge", "answer", bot.Offer{Confidence: 0.9}))
	first := run(t, b, signedIn("mia", partner("mia", noon.Add(time.Hour))))
	for name, change := range map[string]func(*bot.Turn){
		"another customer":        func(t *bot.Turn) { t.Conversation.Customer = "jonas" },
		"nobody":                  func(t *bot.Turn) { t.Conversation.Customer = "" },
		"a token without any":     func(t *bot.Turn) { t.Rights = &bot.Rights{Customer: "mia", Until: noon.Add(time.Hour)} },
		"a token of someone else": func(t *bot.Turn) { t.Rights = partner("jonas", noon.Add(time.Hour)) },
	} {
		turn := next(first, time.Minute, nil)
		change(turn)
		run(t, b, turn)
		if got := turn.Conversation.Claims(turn.Now); got != nil || turn.Conversation.Rights != nil {
			t.Errorf("%s: still has %v", name, got)
		}
	}
}

func TestAReplayHasTheRightsOfThen(t *testing.T) {
	b := newBot(bot.NoHelpdesk{}, says("knowledge", "answer", bot.Offer{Confidence: 0.9}))
	turn := signedIn("mia", partner("mia", noon.Add(time.Hour)))
	before := turn.Conversation.Clone()
	run(t, b, turn)
	again, err := b.Replay(t.Context(), before, turn)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "claims", again.Conversation.Claims(again.Now), []string{"partner"})
}
