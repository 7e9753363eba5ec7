package dialogs

import (
	"fmt"
	"unicode/utf16"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// fits reports what a channel cannot show of a flow.
func (flow *Flow) fits(channel bot.Capabilities, languages []string, faults *source.Faults) {
	for _, name := range flow.asked() {
		s := flow.Slots[name]
		if channel.Choices > 0 && len(s.Choices) > channel.Choices {
			faults.Warning(s.Place, fmt.Sprintf("the slot %s has %d choices, %s shows %d", name, len(s.Choices), channel.Channel, channel.Choices),
				"offer fewer, or ask in two steps")
		}
		for i := range s.Choices {
			if label := &s.Choices[i].Label; label.longer(channel.ChoiceText, languages) {
				faults.Warning(s.Choices[i].Place, fmt.Sprintf("the label is too long for %s, which shows %d characters", channel.Channel, channel.ChoiceText), "shorten it")
			}
		}
	}
	for _, s := range flow.steps {
		if say, ok := s.Step.(*Say); ok && say.Say.longer(channel.Text, languages) {
			faults.Warning(say.Say.Place, fmt.Sprintf("the text is too long for %s, which takes %d characters at once", channel.Channel, channel.Text), "make two steps of it")
		}
	}
}

// longer is true of a text that is too long in some language, in UTF-16 code units, as the platforms count. A limit of 0 is
// none.
func (t *Text) longer(limit int, languages []string) bool {
	for _, l := range languages {
		if limit > 0 && len(utf16.Encode([]rune(t.In(l)))) > limit {
			return true
		}
	}
	return false
}
