package chat

import (
	"cmp"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// An expectation compares what happened with what a line says. Got is what the line would have to say, in the line's own
// language; it is shown beside the line when it does not hold, and written in its place by an update.
type expectation interface {
	check(s seen) (got string, holds bool)
}

// seen is what one move made.
type seen struct {
	turns  []*bot.Turn
	talk   bot.Conversation // as it stands afterwards
	judged *judged          // what was said means
	effort score.Effort     // of all moves so far; nothing where no line asks for it
}

// says tells whether a reply is what a line expects, or forbids.
func (s seen) says(want *said, reply string) bool {
	if want.means {
		return s.judged.same(want.text, reply)
	}
	return want.matches(reply)
}

// nothing is how a script writes that there is none.
const nothing = "-"

func orNothing(text string) string {
	if text == "" {
		return nothing
	}
	return text
}

// replies are what the bot said: what agents said is in the script already.
func (s seen) replies() []bot.Reply {
	var out []bot.Reply
	for _, t := range s.turns {
		for _, e := range t.Replies() {
			if e.Author != bot.ByAgent {
				out = append(out, e.Reply)
			}
		}
	}
	return out
}

// last is the turn that a decision is about, or nil.
func (s seen) last() *bot.Turn {
	if len(s.turns) == 0 {
		return nil
	}
	return s.turns[len(s.turns)-1]
}

// exactly expects one text of the conversation to be as written.
type exactly struct {
	want string
	of   func(c bot.Conversation) string
}

func (e exactly) check(s seen) (string, bool) {
	got := orNothing(e.of(s.talk))
	return got, got == e.want
}

// parseState reads "state     FLOW/STEP", the step of the flow in progress, or "-" for none.
func parseState(text string) (expectation, *bot.Fault) {
	if text != nothing && !strings.Contains(text, "/") {
		return nil, fault("state "+quoted(text)+" names no step", "write flow/step, or - if no flow is to be in progress")
	}
	return exactly{text, func(c bot.Conversation) string {
		if f := c.Frame(); f != nil {
			return f.Flow + "/" + f.State
		}
		return ""
	}}, nil
}

// parseOwner reads "owner     bot", "owner     queue" or "owner     agent", and whose agent's if a name follows.
func parseOwner(text string) (expectation, *bot.Fault) {
	owner, agent, named := strings.Cut(text, " ")
	if f := oneOf("owner", owner, []string{string(bot.OwnerBot), string(bot.OwnerQueue), string(bot.OwnerAgent)}); f != nil {
		return nil, f
	}
	return exactly{strings.TrimSpace(owner + " " + strings.TrimSpace(agent)), func(c bot.Conversation) string {
		if named && c.Agent != "" {
			return string(c.Owner) + " " + c.Agent
		}
		return string(cmp.Or(c.Owner, bot.OwnerBot)) // nobody has said anything yet
	}}, nil
}

// parseReason reads "reason    asked": why a person was brought in.
func parseReason(text string) (expectation, *bot.Fault) {
	known := []string{nothing, bot.WhyAsked, bot.WhyUnsure, bot.WhyFailed, bot.WhyFlow, bot.WhySafety, bot.WhyLegal}
	return exactly{text, func(c bot.Conversation) string {
		if c.Handoff == nil {
			return ""
		}
		return c.Handoff.Reason.Code
	}}, oneOf("reason", text, known)
}

// parseOutcome reads "outcome   solved", or "-" while the conversation goes on.
func parseOutcome(text string) (expectation, *bot.Fault) {
	known := []string{nothing, string(bot.OutcomeSolved), string(bot.OutcomeHandedOff), string(bot.OutcomeAbandoned)}
	return exactly{text, func(c bot.Conversation) string { return string(c.Outcome) }}, oneOf("outcome", text, known)
}

// parseLanguage reads "language  de": the language the bot takes the customer to speak.
func parseLanguage(text string) (expectation, *bot.Fault) {
	if text == "" {
		return nil, fault("language names none", "write its code, as de or en")
	}
	return exactly{text, func(c bot.Conversation) string { return c.Language }}, nil
}
