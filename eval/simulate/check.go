package simulate

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/near"
)

// check finds what a customer cannot be played with.
func (r *reader) check(c *Customer) {
	if c.Goal == "" {
		r.wrong("goal", "it is not said what the customer wants", "add goal: and say it in a sentence")
	}
	r.oneOf("language", c.Language, "de", "en")
	r.oneOf("desk", string(c.Desk), string(DeskFree), string(DeskNobody))
	r.oneOf("played_by", c.Player, ByRules, ByModel)
	german := true
	for _, s := range c.Style {
		r.oneOf("style", string(s), names(styles)...)
		german = german && (s.dialect() == nil || c.Language == "de")
	}
	if !german {
		r.wrong("style", "there are only dialects of German", "leave the dialect out, or let her speak German")
	}
	if c.Patience < 1 {
		r.wrong("patience", "she has no patience at all", "write how often she says something at most, as in: patience: 12")
	}
	if c.Repeats < 1 || c.Repeats > MostRepeats {
		r.wrong("repeats", fmt.Sprintf("she cannot try %d times", c.Repeats), fmt.Sprintf("write a number from 1 to %d", MostRepeats))
	}
	r.checkFacts(c)
}

func (r *reader) checkFacts(c *Customer) {
	mistaken := false
	for _, slot := range slices.Sorted(maps.Keys(c.Knows)) {
		fact := c.Knows[slot]
		mistaken = mistaken || fact.Mistaken != ""
		if len(fact.Say) == 0 || slices.Contains(fact.Say, "") {
			r.wrong(slot, "she knows "+slot+" and has no words for it", "write how she says it")
		}
		if slices.Contains(c.Unknown, slot) {
			r.wrong("does_not_know", "she knows "+slot+" and does not know it", "remove it from one of the two")
		}
	}
	if c.has(Corrects) && !mistaken {
		r.wrong("style", "she corrects herself, and is mistaken about nothing", "say of one fact what she says first: {say: FL204518, mistaken: FL204581}")
	}
}

// checkSuccess demands something that can be seen.
func (r *reader) checkSuccess(s Success) {
	if !s.says() {
		r.wrong("success", "it is not said by what her goal is reached", "add success: with ended, outcome, owner, reason, slots, calls or cites")
	}
	if s.Owner != "" {
		r.oneOf("owner", s.Owner, string(bot.OwnerBot), Person)
	}
	if s.Outcome != "" {
		r.oneOf("outcome", string(s.Outcome), string(bot.OutcomeSolved), string(bot.OutcomeHandedOff), string(bot.OutcomeAbandoned))
	}
	if s.Reason != "" {
		r.oneOf("reason", s.Reason, bot.WhyAsked, bot.WhyUnsure, bot.WhyFailed, bot.WhyFlow, bot.WhySafety, bot.WhyLegal)
	}
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// checkLines finds out whether she has something to say.
func (r *reader) checkLines(c *Customer) {
	if len(c.Opens.texts) == 0 && c.Opens.From == "" && c.Player == ByRules {
		r.wrong("opens", "she has no words for what she wants", "add opens: {say: [...]}, or draw them from a suite: opens: {from: FILE, intent: NAME}")
	}
	if c.has(Wanders) && len(c.Asks.texts) == 0 && c.Asks.From == "" {
		r.wrong("style", "she asks something else in the middle, and it is not said what", "add asks: {say: [...]} or asks: {from: FILE}")
	}
	for _, text := range c.Opens.texts {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			if _, known := c.Knows[m[1]]; !known {
				r.wrong("opens", "she says "+m[0]+" and does not know it", near.Remedy(m[1], slices.Sorted(maps.Keys(c.Knows))))
			}
		}
	}
}

func (r *reader) oneOf(key, value string, known ...string) {
	if !slices.Contains(known, value) {
		r.wrong(key, strings.TrimSpace(fmt.Sprintf("%s cannot be %q", key, value)), near.Remedy(value, known))
	}
}
