package telegram

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A Command is an entry of the bot's menu. When it is picked, the bot hears its payload, or its text, or, if it has neither,
// the command as it was sent.
type Command struct {
	Name        string            // 1-32 of a-z 0-9 _
	Description map[string]string // by language, 1-256 characters
	Text        map[string]string // by language
	Payload     string
}

// Commands that every bot has: Telegram's clients send the first when a chat is opened.
const (
	commandStart  = "start"
	commandPerson = "person"
)

var commandForm = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

func checkCommands(all []Command) error {
	for _, c := range all {
		if !commandForm.MatchString(c.Name) {
			return fmt.Errorf("telegram: the command %q is not 1 to 32 of a-z, 0-9 and _", c.Name)
		}
		for language, d := range c.Description {
			if n := len([]rune(d)); n < 1 || n > 256 {
				return fmt.Errorf("telegram: the description of /%s in %s has %d characters; 1 to 256 are allowed", c.Name, language, n)
			}
		}
	}
	if len(all) > 98 {
		return fmt.Errorf("telegram: %d commands are too many; Telegram takes 100, and two are the channel's own", len(all))
	}
	return nil
}

// splitCommand takes "/name@bot argument" apart; ok is false for what is no command.
func splitCommand(text string) (name, at, argument string, ok bool) {
	rest, ok := strings.CutPrefix(text, "/")
	if !ok {
		return "", "", "", false
	}
	word := rest
	if i := strings.IndexAny(rest, " \n\t"); i >= 0 {
		word, argument = rest[:i], strings.TrimSpace(rest[i+1:])
	}
	name, at, _ = strings.Cut(word, "@")
	return strings.ToLower(name), at, argument, commandForm.MatchString(strings.ToLower(name))
}

// command puts what a command means into the inbound.
func (c *Channel) command(in *bot.Inbound, name, argument string) {
	in.Settle = 0 // a command says everything
	switch {
	case name == commandStart && argument != "":
		in.Text, in.Event = "", bot.NewEvent(bot.EventLink, bot.Code{Code: argument})
		return
	case name == commandStart:
		in.Text, in.Event = "", bot.NewEvent(bot.EventStart, struct{}{})
		return
	case name == commandPerson:
		in.Payload = bot.PersonPayload
		return
	}
	for _, known := range c.Commands {
		if known.Name == name {
			in.Payload = known.Payload
			if text := c.inLanguage(known.Text, in.Locale); text != "" {
				in.Text = text
			}
			return
		}
	}
}

// inLanguage picks the words for a customer's device, or for the bot's default language.
func (c *Channel) inLanguage(words map[string]string, locale string) string {
	language, _, _ := strings.Cut(locale, "-")
	if w := words[language]; w != "" {
		return w
	}
	for _, l := range c.Phrases.Languages() {
		if w := words[l]; w != "" {
			return w
		}
	}
	return ""
}
