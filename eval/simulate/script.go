package simulate

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// script writes a conversation down as a scripted one would be, so that it can be kept as a test.
type script struct{ text strings.Builder }

func newScript(c *Customer) *script {
	s := &script{}
	fmt.Fprintf(&s.text, "# %s\nlanguage: %s\n", strings.Join(strings.Fields(c.Goal), " "), c.Language)
	if c.Channel != "" {
		fmt.Fprintf(&s.text, "channel: %s\n", c.Channel)
	}
	return s
}

// String is what was written so far.
func (s *script) String() string { return s.text.String() }

// add writes what the customer said and how the bot answered.
func (s *script) add(said bot.Inbound, after scene) {
	s.text.WriteString("\n")
	if said.Payload != "" {
		s.line("picks", said.Text)
	} else {
		s.line("customer", said.Text)
	}
	if after.turn == nil {
		return
	}
	var choices []string
	for _, e := range after.turn.Replies() {
		s.line("lotse", chat.Spoken(e.Text))
		choices = nil
		for _, c := range e.Choices {
			choices = append(choices, c.Label)
		}
	}
	if len(choices) > 0 {
		s.line("choices", strings.Join(choices, " | "))
	}
	if f := after.conversation.Frame(); f != nil {
		s.line("state", f.Flow+"/"+f.State)
	}
	if owner(&after.conversation) == Person {
		s.line("owner", string(after.conversation.Owner))
	}
	if o := after.conversation.Outcome; o != "" {
		s.line("outcome", string(o))
	}
}

func (s *script) line(word, text string) {
	for _, row := range chat.Written(word, text) {
		fmt.Fprintln(&s.text, row)
	}
}
