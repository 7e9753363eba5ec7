package journey

import (
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// taken notes that a person has the conversation, and what the person can know.
func (c *contact) taken(t *bot.Turn) {
	c.Taken, c.Journey.Person = true, true
	if p := c.promise; p != nil {
		c.promise = nil
		if t.Now.After(p.By) {
			c.Broken++
		} else {
			c.Kept++
		}
	}
	c.known = map[string]string{}
	if h := t.Conversation.Handoff; h != nil {
		maps.Copy(c.known, h.Briefing.Slots)
	}
}

// repeats finds what the customer tells a person, or is asked by one, although the briefing has it. Each fact counts once.
func (c *contact) repeats(t *bot.Turn, is standing) {
	for _, e := range t.Entries {
		switch {
		case e.Note || e.Text == "":
		case e.Author == bot.ByAgent && strings.Contains(e.Text, "?"):
			c.repeated("a person asks for", func(slot, _ string) bool { return c.names(slot, e.Text) })
		case e.Author == bot.ByCustomer && c.Taken && is.owner == bot.OwnerAgent:
			said := lang.Letters(e.Text)
			c.repeated("told a person again:", func(_, value string) bool {
				v := lang.Letters(value)
				return len(v) >= leastRepeat && strings.Contains(said, v)
			})
			c.explains(e.Text)
		case e.Author == bot.ByCustomer && !c.Taken:
			c.heard = append(c.heard, e.Text)
		}
	}
}

// leastRepeat is how many letters and digits a fact must have to be recognised when it is repeated: "yes" says nothing.
const leastRepeat = 4

func (c *contact) repeated(why string, is func(slot, value string) bool) {
	for _, slot := range slices.Sorted(maps.Keys(c.known)) {
		if is(slot, c.known[slot]) {
			delete(c.known, slot)
			c.cost(Driver{Kind: Repeat, Where: slot, Why: why + " " + slot})
		}
	}
}

// names says whether a text has one of the words by which people call a slot.
func (c *contact) names(slot, text string) bool {
	text = lang.Letters(text)
	for _, label := range slices.Concat(c.signs.Labels(slot), []string{slot}) {
		if l := lang.Letters(label); len(l) >= leastRepeat && strings.Contains(text, l) {
			return true
		}
	}
	return false
}

// explains finds a request that is explained again: four words of five stood in something that was said to the bot.
func (c *contact) explains(text string) {
	now := words(text)
	if len(now) < leastRepeat {
		return
	}
	for i, before := range c.heard {
		then, again := words(before), 0
		for w := range now {
			if then[w] {
				again++
			}
		}
		if 5*again >= 4*len(now) {
			c.heard = slices.Delete(c.heard, i, i+1)
			c.cost(Driver{Kind: Repeat, Where: "request", Why: "explained it to a person again"})
			return
		}
	}
}

func words(text string) map[string]bool {
	all := map[string]bool{}
	for _, t := range lang.Tokens(strings.ToLower(text)) {
		all[t.Text] = true
	}
	return all
}
