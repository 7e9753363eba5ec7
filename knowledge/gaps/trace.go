package gaps

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// skill is the name of the skill that answers from articles, and rule that of its evidence that it would rather not.
const (
	skill = "knowledge"
	rule  = "abstain"
)

// bid is what the articles' skill offered for a turn.
func bid(t *bot.Turn) (b bot.Bid, ok bool) {
	i := slices.IndexFunc(t.Decision.Bids, func(b bot.Bid) bool { return b.Skill == skill })
	if i < 0 {
		return b, false
	}
	return t.Decision.Bids[i], true
}

func confidence(t *bot.Turn) float64 {
	b, _ := bid(t)
	return b.Confidence
}

// abstained is why the articles' skill would rather not answer; empty if it would.
func abstained(t *bot.Turn) string {
	b, _ := bid(t)
	for _, e := range b.Evidence {
		if e.Kind == "rule" && e.Name == rule {
			return e.Detail
		}
	}
	return ""
}

// answered tells whether a turn gave an answer from articles.
func answered(t *bot.Turn) bool {
	return slices.ContainsFunc(t.Replies(), func(e bot.Entry) bool { return e.Author == bot.ByBot && len(e.Citations) > 0 && e.Rated })
}

// passedBy tells whether nobody took up the turn's question: the customer was asked to say it otherwise, or a person was
// brought in because of it, or what a flow had asked before was asked again.
func passedBy(t *bot.Turn) bool {
	switch d := t.Decision; d.Kind {
	case bot.Rephrase:
		return true
	case bot.Escalate:
		return d.Reason != bot.WhyFailed
	case bot.Act:
		return d.Skill == skill || strings.HasSuffix(strings.TrimSpace(t.Text()), "?") && unusable(t)
	}
	return false
}

// unusable tells whether a flow took the turn only because nothing better was offered, and could not use what was said.
func unusable(t *bot.Turn) bool {
	return slices.ContainsFunc(t.Decision.Bids, func(b bot.Bid) bool {
		return b.Skill == t.Decision.Skill && !b.Final &&
			slices.ContainsFunc(b.Evidence, func(e bot.Evidence) bool { return e.Kind == "unusable" })
	})
}

// asksBack tells whether the customer was asked which of several was meant: by the policy, or by the articles' skill.
func asksBack(t *bot.Turn) bool {
	return t.Decision.Kind == bot.Clarify || t.Decision.Kind == bot.Act && t.Decision.Skill == skill && slices.ContainsFunc(t.Replies(), func(e bot.Entry) bool {
		return slices.ContainsFunc(e.Choices, func(c bot.Choice) bool { return c.Payload != bot.PersonPayload })
	})
}

// picked tells whether the customer picked one of the choices that a turn offered.
func picked(turns []*bot.Turn, at int) bool {
	next := nextHeard(turns, at)
	return next != nil && next.Payload() != "" && next.Payload() != bot.PersonPayload
}

// handedOff tells whether the next that the customer said after a turn brought in a person.
func handedOff(turns []*bot.Turn, at int) bool {
	next := nextHeard(turns, at)
	return next != nil && turns[at].Conversation.Owner == bot.OwnerBot && next.Conversation.Owner != bot.OwnerBot &&
		len(next.Conversation.Frames) == 0
}

// nextHeard is the turn in which the customer next said something, or nil.
func nextHeard(turns []*bot.Turn, at int) *bot.Turn {
	for _, t := range turns[at+1:] {
		if len(t.Heard) > 0 {
			return t
		}
	}
	return nil
}

// noted is the text of a turn's note of an event.
func noted(t *bot.Turn, event string) (text string, ok bool) {
	for _, e := range t.Entries {
		if event != "" && e.Note && e.Event == event {
			return e.Text, true
		}
	}
	return "", false
}

// rated is what was said of the replies of a turn: by the customer that they did not help, by an agent that they were wrong,
// and what would have been right.
func rated(turns []*bot.Turn, of *bot.Turn, s Signs) (bad, wrong bool, right string) {
	said := map[int64]bool{}
	for _, e := range of.Replies() {
		said[e.Seq] = e.Author == bot.ByBot
	}
	for _, t := range turns {
		for _, e := range t.Entries {
			switch {
			case e.Feedback == nil || !said[e.Feedback.Seq]:
			case e.Event == bot.EventFeedback:
				bad = !e.Feedback.Helpful // what she says last counts
			case e.Event == s.Wrong && s.Wrong != "":
				wrong, right = true, strings.TrimSpace(e.Text)
			}
		}
	}
	return bad, wrong, right
}
