package journey

import (
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// asks finds questions that are asked again: because the answer could not be used, although it was given before, or although another
// flow was told.
func (c *contact) asks(deed Deed, was, is standing) {
	flow := is.flow()
	switch known := c.toldElsewhere(is); {
	case is.owner != bot.OwnerBot || is.at == "" || deed.Wish != "":
	case deed.Refused && is.at == was.at:
		c.cost(Driver{Kind: ReAsk, Where: is.at, Why: "the answer could not be used"})
	case is.at == was.at:
	case c.answered[is.at]:
		c.cost(Driver{Kind: ReAsk, Where: is.at, Why: "asked and answered before"})
	case known != "":
		c.cost(Driver{Kind: ReAsk, Where: is.at, Why: "told before in " + known})
	}
	if deed.Step != "" && !deed.Refused {
		c.answered[deed.Step] = true
		if slots := c.signs.Asks(deed.Step); len(slots) == 1 {
			c.told[slots[0]], _, _ = strings.Cut(deed.Step, "/")
		}
	}
	for name, now := range is.slots {
		if now {
			c.told[name] = flow
		}
	}
}

// toldElsewhere is another flow that was told what the question asks for; empty if none was.
func (c *contact) toldElsewhere(is standing) string {
	for _, slot := range c.signs.Asks(is.at) {
		if _, filled := is.slots[slot]; !filled && c.told[slot] != "" && c.told[slot] != is.flow() {
			return c.told[slot]
		}
	}
	return ""
}

// backtracks finds ways that were gone in vain: broken off, gone back, or corrected.
func (c *contact) backtracks(t *bot.Turn, deed Deed, was, is standing) {
	switch {
	case deed.Wish == WishCancel && (was.at != "" || was.owner == bot.OwnerQueue):
		c.cost(Driver{Kind: Backtrack, Where: was.at, Why: "broken off"})
	case deed.Wish == WishBack && was.at != "":
		c.cost(Driver{Kind: Backtrack, Where: was.at, Why: "went back"})
	case t.Event != nil && t.Event.Name == bot.EventEdited:
		c.cost(Driver{Kind: Backtrack, Where: was.at, Why: "edited what was said"})
	case len(t.Heard) > 0 && was.at != "" && deed.Starts == "":
		if name := corrected(was, is); name != "" {
			c.cost(Driver{Kind: Backtrack, Where: was.at, Why: "corrected " + name})
		}
	}
}

// corrected is a slot that was filled and got another value, although it was not what was asked for.
func corrected(was, is standing) string {
	for _, name := range slices.Sorted(maps.Keys(is.slots)) {
		if _, filled := was.slots[name]; filled && is.slots[name] && name != was.step() {
			return name
		}
	}
	return ""
}

// deadEnds finds what leads nowhere: not understood, or nobody there.
func (c *contact) deadEnds(t *bot.Turn, deed Deed, was, is standing) {
	wanted := deed.Wish == WishPerson || t.Decision.Kind == bot.Escalate
	switch {
	case t.Decision.Kind == bot.Rephrase:
		c.cost(Driver{Kind: DeadEnd, Where: was.at, Why: "not understood"})
	case wanted && was.owner != bot.OwnerQueue && was.owner != bot.OwnerAgent && is.owner == bot.OwnerBot:
		c.cost(Driver{Kind: DeadEnd, Where: was.at, Why: "a person was wanted, and nobody was there"})
	}
}
