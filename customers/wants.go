package customers

import (
	"context"
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// WantsSlot is how the slot of a conversation is called that says whether the customer wants to be told for a purpose; the
// purpose follows. A flow asks for it like for any slot, and keeps it.
const WantsSlot = "wants_"

// everything is the purpose of all purposes; its slot is false once the customer wants to hear nothing at all.
const everything = "all"

// Wanted tells whether something may be said first for a purpose: bot.ErrUnwanted if not. What belongs to something she asked
// for, [bot.PurposeService], needs no consent, but she may have forbidden that, too.
func Wanted(c bot.Conversation, purpose string) error {
	if v, said := c.Slots[WantsSlot+everything]; said && v.Value == false {
		return bot.ErrUnwanted
	}
	if purpose == bot.PurposeService || c.Slots[WantsSlot+purpose].Value == true {
		return nil
	}
	return bot.ErrUnwanted
}

// purposes are named like slots.
var purposes = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// consent bids for payloads that give it or take it back.
func consent(t *bot.Turn, payload string) []bot.Offer {
	wants := true
	purpose, ok := strings.CutPrefix(payload, WantsPayload)
	if !ok {
		if purpose, ok = strings.CutPrefix(payload, StopPayload); !ok {
			return nil
		}
		wants = false
	}
	if !purposes.MatchString(purpose) {
		return nil
	}
	return certain("consent", purpose, func(context.Context) error { want(t, purpose, wants); return nil })
}

// want keeps what the customer wants and tells her so.
func want(t *bot.Turn, purpose string, wants bool) {
	c := &t.Conversation
	slot := bot.Slot{Value: wants, Source: bot.SourceChoice, Turn: t.ID, Via: c.Via(), At: t.Now}
	switch {
	case wants && (purpose == everything || purpose == bot.PurposeService):
		c.Slots = less(c.Slots, WantsSlot+everything)
		sayPhrase(t, "customers.told_again")
	case wants:
		c.Slots = with(less(c.Slots, WantsSlot+everything), WantsSlot+purpose, slot)
		sayPhrase(t, "customers.told")
	default:
		c.Slots = with(c.Slots, WantsSlot+purpose, slot)
		back := WantsPayload + purpose
		key := "customers.not_told"
		if purpose == everything || purpose == bot.PurposeService {
			c.Slots = with(c.Slots, WantsSlot+everything, slot)
			key, back = "customers.told_nothing", WantsPayload+everything
		}
		say(t, bot.Reply{Text: t.Phrase(key), Choices: []bot.Choice{{Label: t.Phrase("customers.tell_me"), Payload: back}}})
	}
}

func less(slots map[string]bot.Slot, name string) map[string]bot.Slot {
	return kept(slots, func(n string, _ bot.Slot) bool { return n == name })
}

// stops is true of the word that ends everything that is said first. In a flow it ends the flow; written small it is only meant
// so by those who are told something.
func stops(t *bot.Turn, text string) bool {
	if t.Conversation.Frame() != nil || t.Conversation.Owner != bot.OwnerBot {
		return false
	}
	text = strings.Trim(text, " .!\n")
	if text == "STOP" || text == "STOPP" {
		return true
	}
	if !strings.EqualFold(text, "stop") && !strings.EqualFold(text, "stopp") {
		return false
	}
	for name, v := range t.Conversation.Slots {
		if strings.HasPrefix(name, WantsSlot) && v.Value == true {
			return true
		}
	}
	return false
}
