package dialogs

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// fits reports what a channel cannot show of a flow, or not as it was written.
func (f *Flows) fits(flow *Flow, channel bot.Capabilities, faults *source.Faults) {
	for _, name := range flow.asked() {
		flow.Slots[name].fits(channel, f.languages, faults)
	}
	phrases := bot.NewPhrases(f.languages, Words, f.Phrases)
	for _, l := range f.languages {
		shots, err := f.Preview(flow.Name, l, phrases, time.Time{})
		if err != nil {
			continue // a broken flow has faults enough
		}
		for _, s := range shots {
			c := &fitting{channel: channel, flow: flow, at: s.Place, faults: faults}
			c.reply(s.Reply)
		}
	}
}

// fits reports choices that do not fit the buttons of a channel, and files that cannot be sent there.
func (s *Slot) fits(channel bot.Capabilities, languages []string, faults *source.Faults) {
	if channel.Choices > 0 && len(s.Choices) > channel.Choices {
		faults.Warning(s.Place, fmt.Sprintf("the slot %s has %d choices, %s shows %d", s.Name, len(s.Choices), channel.Channel, channel.Choices),
			"offer fewer, or ask in two steps")
	}
	for i := range s.Choices {
		if label := &s.Choices[i].Label; label.longer(channel.ChoiceText, languages) {
			faults.Warning(s.Choices[i].Place, fmt.Sprintf("the label is too long for %s, which shows %d characters", channel.Channel, channel.ChoiceText), "shorten it")
		}
	}
	if _, file := s.form.(fileForm); !file || channel.Shows == nil {
		return
	}
	most, _ := s.Max.always.(float64)
	switch {
	case channel.Upload == 0:
		faults.Warning(s.Place, "customers on "+channel.Channel+" cannot send the file "+s.Name, "let the question lead elsewhere, too: otherwise: and a step")
	case most*megabyte > float64(channel.Upload):
		faults.Warning(s.Place, fmt.Sprintf("%s takes files of %s at most", channel.Channel, sized(channel.Upload)), "lower max")
	}
}

// A fitting tries a reply on a channel.
type fitting struct {
	channel bot.Capabilities
	flow    *Flow
	at      source.Place
	faults  *source.Faults
}

func (c *fitting) warn(problem, remedy string) { c.faults.Warning(c.at, problem, remedy) }

func (c *fitting) reply(r bot.Reply) {
	if tooLong(r.Text, c.channel.Text) {
		c.warn(fmt.Sprintf("the text is too long for %s, which takes %d characters at once: it is split", c.channel.Channel, c.channel.Text), "make two steps of it")
	}
	choices := 0
	for _, choice := range r.Choices {
		if !strings.HasPrefix(choice.Payload, slotPrefix) { // those of slots were reported
			choices++
			c.label(choice)
		}
	}
	if most := c.channel.Choices; most > 0 && choices > most {
		c.warn(fmt.Sprintf("there are %d choices, %s shows %d and lists the others as text", choices, c.channel.Channel, most), "offer fewer")
	}
	for _, e := range r.Elements {
		c.element(e)
	}
}

func (c *fitting) label(choice bot.Choice) {
	if tooLong(choice.Label, c.channel.ChoiceText) {
		c.warn(fmt.Sprintf("the label %q is too long for %s, which shows %d characters: it is cut", choice.Label, c.channel.Channel, c.channel.ChoiceText), "shorten it")
	}
}

// element reports an element that the channel makes something else of, or less. A channel that says nothing about elements
// shows what the program behind it can. Nothing is lost where a date is typed.
func (c *fitting) element(e bot.Element) {
	if c.channel.Shows == nil || e.Kind == bot.ElementDate {
		return
	}
	if !c.channel.Native(e.Kind) {
		c.warn(fmt.Sprintf("%s has no %s: it shows %s", c.channel.Channel, e.Kind, c.instead(e.Kind)),
			fmt.Sprintf("look at it with lotse render %s --channel %s", c.flow.Name, c.channel.Channel))
		return
	}
	c.limited(e.Kind, "cards", len(e.Cards), "the %s has %d cards, %s shows %d: the others are %s", "show fewer")
	for _, card := range e.Cards {
		c.written(e.Kind, "title", "title", card.Title)
		c.written(e.Kind, "text", "text", card.Text)
		c.limited(e.Kind, "choices", len(card.Choices), "a card of the %s has %d choices, %s shows %d: the others are %s", "offer fewer")
		for _, choice := range card.Choices {
			c.label(choice)
		}
		c.media(card.Image)
	}
	if f := e.Form; f != nil {
		c.written(e.Kind, "title", "title", f.Title)
		c.limited(e.Kind, "fields", len(f.Fields), "the %s has %d fields, %s shows %d: then they are %s", "make two forms of it")
		for _, d := range f.Fields {
			c.limited(e.Kind, "choices", len(d.Choices), "a field of the %s has %d choices, %s shows %d: then they are %s", "offer fewer, or ask for it in a step of its own")
		}
	}
	if e.Media != nil {
		c.written(e.Kind, "alt", "description", e.Media.Alt)
		c.media(e.Media)
	}
}

// instead is what the channel shows for something it does not have.
func (c *fitting) instead(kind bot.ElementKind) string {
	if as := c.channel.Shows[kind].As; as != "" {
		return as
	}
	switch kind {
	case bot.ElementForm:
		return "one question after the other"
	case bot.ElementImage, bot.ElementFile:
		return "a link with its name"
	case bot.ElementLocation:
		return "name, address and a link to a map"
	}
	return "text, with the choices below it"
}

// limited reports more of something than the channel shows.
func (c *fitting) limited(kind bot.ElementKind, of string, n int, problem, remedy string) {
	if l, ok := c.limit(kind, of); ok && n > l.Most {
		c.warn(fmt.Sprintf(problem, kind, n, c.channel.Channel, l.Most, l.Then), remedy)
	}
}

// written reports a text of an element that is longer than the channel shows.
func (c *fitting) written(kind bot.ElementKind, of, what, text string) {
	if l, ok := c.limit(kind, of); ok && tooLong(text, l.Most) {
		c.warn(fmt.Sprintf("the %s of the %s is too long for %s, which shows %d characters: it is %s", what, kind, c.channel.Channel, l.Most, l.Then), "shorten it")
	}
}

func (c *fitting) limit(kind bot.ElementKind, of string) (bot.Limit, bool) {
	for _, l := range c.channel.Shows[kind].Limits {
		if l.Of == of && l.Most > 0 {
			return l, true
		}
	}
	return bot.Limit{}, false
}

func (c *fitting) media(m *bot.Media) {
	if m != nil && c.channel.Download > 0 && m.Size > c.channel.Download {
		c.warn(fmt.Sprintf("the file %s has %s, %s sends at most %s", m.Name, sized(m.Size), c.channel.Channel, sized(c.channel.Download)), "make it smaller, or link to it")
	}
}

// sized writes a number of bytes as people do.
func sized(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < megabyte:
		return fmt.Sprintf("%d kB", bytes>>10)
	}
	return fmt.Sprintf("%d MB", bytes/megabyte)
}

// tooLong is true of a text of more UTF-16 code units, as the platforms count, than the limit; 0 is none.
func tooLong(text string, limit int) bool {
	return limit > 0 && len(utf16.Encode([]rune(text))) > limit
}

// longer is true of a text that is too long in some language.
func (t *Text) longer(limit int, languages []string) bool {
	for _, l := range languages {
		if tooLong(t.In(l), limit) {
			return true
		}
	}
	return false
}
