package capture

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

func TestWhichConversationsAreWorthATest(t *testing.T) {
	mark := func(event string, f bot.Feedback) *bot.Turn {
		return &bot.Turn{Entries: []bot.Entry{{At: morning, Note: true, Event: event, Feedback: &f}}}
	}
	gaveUp := said(1, text("?"), bot.Reply{Text: "Ein Mensch kommt"})
	gaveUp.Decision = bot.Decision{Kind: bot.Escalate, Reason: "no offer reached the threshold, again"}
	got := Candidates("c", []*bot.Turn{
		said(0, text("a"), bot.Reply{Text: "eins"}), mark(bot.EventFeedback, bot.Feedback{Seq: 1, Helpful: true}), mark(bot.EventFeedback, bot.Feedback{Seq: 3}),
		mark(EventWrong, bot.Feedback{Seq: 5}), gaveUp,
	})
	want := []Candidate{
		{"c", 3, "the customer says that it did not help", morning},
		{"c", 5, "an agent says that it was wrong", morning},
		{"c", 0, "the bot gave up: no offer reached the threshold, again", morning.Add(time.Minute)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhoComesBackWasNotHelped(t *testing.T) {
	talk := func(id, customer string, day int, outcome bot.Outcome) bot.Conversation {
		at := morning.AddDate(0, 0, day)
		return bot.Conversation{ID: id, Customer: customer, Opened: at, Updated: at, Outcome: outcome}
	}
	got := Returned([]bot.Conversation{
		talk("back", "ada", 3, ""), talk("solved", "ada", 0, bot.OutcomeSolved), // in any order
		talk("once", "bob", 0, bot.OutcomeSolved), talk("stranger", "", 0, bot.OutcomeSolved), talk("another", "", 1, ""),
		talk("long ago", "eve", 0, bot.OutcomeSolved), talk("later", "eve", 30, ""),
		talk("left", "max", 0, bot.OutcomeAbandoned), talk("again", "max", 1, ""),
	})
	if diff := cmp.Diff([]Candidate{{"solved", 0, "solved, but the customer was back within 4 days", morning}}, got); diff != "" {
		t.Error(diff)
	}
}
