package simulate

import (
	"context"
	"math/rand/v2"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// rules play a customer without a model. Whatever they choose, they choose by a seeded chance.
type rules struct {
	customer *Customer
	words    phrases
	chance   *rand.Rand

	order      []int          // in which she says what she wants
	opened     int            // how often she has said so
	told       map[string]int // how often she has told each fact
	wandered   bool
	correction string // what she will say next because it was wrong before
}

// most is how often she says what she wants before she goes away.
const most = 4

func newRules(c *Customer, seed uint64) *rules {
	r := &rules{customer: c, words: words[c.Language], chance: chance(c, seed), told: map[string]int{}}
	r.order = r.chance.Perm(len(c.Opens.texts))
	return r
}

// next implements voice.
func (r *rules) next(_ context.Context, s scene) (bot.Inbound, bool, error) {
	if said := r.correction; said != "" {
		r.correction = ""
		return plainly(said), false, nil
	}
	if c := nearest(s.conversation.Choices, r.wants(), r.customer.Language, fits(s.turn)); c != nil {
		return picked(*c), false, nil
	}
	slot := r.customer.asked(s)
	fact, known := r.customer.Knows[slot]
	switch {
	case slot == "":
		return r.open()
	case r.wanders():
		return plainly(r.manner(r.among(r.customer.Asks.texts), false)), false, nil
	case !known:
		return plainly(r.manner(r.among(r.words.unknown), false)), false, nil
	}
	return r.tell(slot, fact, s), false, nil
}

// open says what she wants: at first, and again in other words when the bot does not see it. In the end she wants a person, if
// she is impatient, or goes away.
func (r *rules) open() (bot.Inbound, bool, error) {
	again := r.opened
	r.opened++
	switch {
	case again == most:
		return bot.Inbound{}, true, nil
	case again > 1 && r.customer.has(Impatient):
		return plainly(r.among(r.words.person)), false, nil
	}
	text := r.customer.Opens.texts[r.order[again%len(r.order)]]
	return plainly(r.manner(r.filled(text), again > 0)), false, nil
}

// filled puts facts in the place of {slot}.
func (r *rules) filled(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(hole string) string {
		slot := strings.Trim(hole, "{}")
		r.told[slot]++
		return r.customer.Knows[slot].Say[0]
	})
}

// tell tells a fact. Where a button says the same, every other customer takes that.
func (r *rules) tell(slot string, fact Fact, s scene) bot.Inbound {
	again := r.told[slot]
	r.told[slot]++
	ways := fact.Say
	if r.customer.has(Terse) {
		ways = []string{shortest(ways)}
	}
	way := ways[(r.chance.IntN(len(ways))+again)%len(ways)]
	switch {
	case again > 1 && r.customer.has(Impatient):
		return plainly(r.among(r.words.person))
	case again > 0 && r.customer.has(Impatient):
		return plainly(r.manner(fill(r.among(r.words.already), way), true))
	case again == 0 && r.customer.has(Corrects) && fact.Mistaken != "":
		return r.mistaken(fact.Mistaken, way)
	}
	if c := offeredAmong(s.conversation.Choices, []string{way}); c != nil && r.chance.IntN(2) == 0 {
		return picked(*c)
	}
	return plainly(r.manner(way, again > 0))
}

// mistaken says something wrong, and what is right in the same breath or after the bot has answered.
func (r *rules) mistaken(wrong, right string) bot.Inbound {
	correction := fill(r.among(r.words.corrected), right)
	if r.chance.IntN(2) == 0 {
		return plainly(r.manner(wrong+", "+correction, true))
	}
	r.correction = r.manner(correction, true)
	return plainly(r.manner(wrong, true))
}

// wanders says whether she asks something else now: once, after she has told something.
func (r *rules) wanders() bool {
	if r.wandered || !r.customer.has(Wanders) || len(r.told) == 0 || r.chance.IntN(2) == 0 {
		return false
	}
	r.wandered = true
	return true
}

// fits is the share of a button's words that must be in what she wants for her to press it: any word where she is asked which of
// two things it is, more than half where the bot only guesses and she may say it in other words. Else she presses none.
func fits(t *bot.Turn) float64 {
	switch {
	case t != nil && t.Decision.Kind == bot.Clarify:
		return 0
	case t != nil && t.Decision.Kind == bot.Rephrase:
		return 0.5
	}
	return 1
}

// wants are the words for what she wants.
func (r *rules) wants() []string { return append([]string{r.customer.Goal}, r.customer.Opens.Say...) }

func plainly(text string) bot.Inbound { return bot.Inbound{Text: text} }

func picked(c bot.Choice) bot.Inbound { return bot.Inbound{Text: c.Label, Payload: c.Value()} }
