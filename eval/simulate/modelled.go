package simulate

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/llm"
)

// stopWord is what a model says when the customer says nothing more.
const stopWord = "###STOP###"

// longest is how many letters a model may make a customer say at once.
const longest = 600

// modelled lets a language model play a customer.
type modelled struct {
	customer *Customer
	model    llm.Model
	request  llm.Request
}

func newModelled(c *Customer, m llm.Model, seed uint64) *modelled {
	// Every try asks something else, so that recorded answers of one are not those of another.
	return &modelled{c, m, llm.Request{
		System: brief(c, seed), MaxTokens: 300, Temperature: 1,
		Said: []llm.Said{{Role: "user", Text: words[c.Language].greeting}},
	}}
}

// next implements voice. The model hears the bot as its user, and speaks as the customer.
func (m *modelled) next(ctx context.Context, s scene) (bot.Inbound, bool, error) {
	if len(m.request.Said) > 1 {
		m.request.Said = append(m.request.Said, llm.Said{Role: "user", Text: shown(s)})
	}
	answer, err := m.model.Complete(ctx, m.request, nil)
	if err != nil {
		return bot.Inbound{}, false, err
	}
	text := strings.TrimSpace(answer.Text)
	if strings.Contains(text, stopWord) {
		return bot.Inbound{}, true, nil
	}
	if text == "" {
		return bot.Inbound{}, false, errors.New("the model said nothing")
	}
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest])
	}
	m.request.Said = append(m.request.Said, llm.Said{Role: "assistant", Text: text})
	if c := offeredAmong(s.conversation.Choices, []string{text}); c != nil {
		return picked(*c), false, nil
	}
	return plainly(text), false, nil
}

// shown is what a customer sees: the replies, the fields of forms, the buttons.
func shown(s scene) string {
	var b strings.Builder
	if s.turn != nil {
		for _, e := range s.turn.Replies() {
			fmt.Fprintln(&b, e.Text)
			for _, shown := range e.Elements {
				for _, f := range fields(shown) {
					fmt.Fprintf(&b, "(to fill in: %s)\n", f)
				}
			}
		}
		for _, c := range s.conversation.Choices {
			fmt.Fprintf(&b, "(button: %s)\n", c.Label)
		}
	}
	if b.Len() == 0 {
		return "(no answer)"
	}
	return strings.TrimSpace(b.String())
}

// fields are the labels of a form's empty fields.
func fields(e bot.Element) (labels []string) {
	if e.Form == nil {
		return nil
	}
	for _, f := range e.Form.Fields {
		if f.Value == "" {
			labels = append(labels, f.Label)
		}
	}
	return labels
}

// tongues are the languages as a model is told of them.
var tongues = map[string]string{"de": "German", "en": "English"}

// manners are the styles as a model is told of them.
var manners = map[Style]string{
	Terse:     "You write as few words as possible, without capitals.",
	Typos:     "You type fast and make typing mistakes, though never in numbers, codes and addresses.",
	Corrects:  "Once, you first say something wrong and correct yourself.",
	Wanders:   "Once, instead of answering, you ask a question about something else, and then come back.",
	Impatient: "You are impatient. If you are asked the same thing again you complain, and after that you demand a person.",
	Northern:  "You write the colloquial German of Hamburg.",
	Bavarian:  "You write in Bavarian dialect.",
	Swiss:     "You write in Swiss German dialect.",
}

// brief is what a model is told that plays a customer.
func brief(c *Customer, seed uint64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "You play a customer who writes to a company's customer service in a chat. Write only what the customer writes, one short message at a time, in %s.\n\n", tongues[c.Language])
	fmt.Fprintf(&b, "What you want: %s\n", c.Goal)
	for _, slot := range slices.Sorted(maps.Keys(c.Knows)) {
		f := c.Knows[slot]
		fmt.Fprintf(&b, "You know (%s): %s\n", slot, strings.Join(f.Say, ", or: "))
		if c.has(Corrects) && f.Mistaken != "" {
			fmt.Fprintf(&b, "You first say by mistake (%s): %s\n", slot, f.Mistaken)
		}
	}
	if len(c.Unknown) > 0 {
		fmt.Fprintf(&b, "You do not know: %s\n", strings.Join(c.Unknown, ", "))
	}
	for _, s := range c.Style {
		fmt.Fprintln(&b, manners[s])
	}
	if c.has(Wanders) && len(c.Asks.Say) > 0 {
		fmt.Fprintf(&b, "You could ask: %s\n", strings.Join(c.Asks.Say, " "))
	}
	fmt.Fprintf(&b, `
Tell one thing at a time, and only what you are asked for. Never invent facts that are not above; say that you do not know them. To press a button, write exactly what it says.
When you have what you want, when you are told that a person takes over, or when you give up, write only %s
This is conversation %d.`, stopWord, seed)
	return b.String()
}
