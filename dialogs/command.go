package dialogs

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// What buttons and commands of a channel send back for what is understood in every state; [bot.PersonPayload] is the one for
// a person. Each does what the word itself does when it is typed.
const (
	StartPayload  = "wish:start" // say what the bot can do or, in a flow, where we are
	HelpPayload   = "wish:help"
	CancelPayload = "wish:cancel"
	BackPayload   = "wish:back"
	PlainPayload  = "wish:plain" // plain language from now on
	UsualPayload  = "wish:usual" // and no longer
)

// Wishes beside those of package lang.
const (
	wishStart lang.Wish = "start"
	wishPlain lang.Wish = "plain"
	wishUsual lang.Wish = "usual"
)

var wishes = map[string]lang.Wish{
	bot.PersonPayload: lang.WishPerson, StartPayload: wishStart, HelpPayload: lang.WishHelp, CancelPayload: lang.WishCancel,
	BackPayload: lang.WishBack, PlainPayload: wishPlain, UsualPayload: wishUsual,
}

// commands are what is said for these wishes, folded, when it is all that is said. Commands of messengers that are not here
// are read as words: "/help".
var commands = func() map[string]lang.Wish {
	all := map[string]lang.Wish{}
	for wish, words := range map[lang.Wish]string{
		wishStart:       "start",
		lang.WishPerson: "person|mensch",
		wishPlain:       "einfache sprache|leichte sprache|in einfacher sprache|in leichter sprache|plain language|easy language|simple language|in plain language|plain",
		wishUsual:       "normale sprache|übliche sprache|usual language|normal language",
	} {
		for _, w := range strings.Split(words, "|") {
			for _, courtesy := range []string{"", " bitte", " please"} {
				all[foldAll(w+courtesy)] = wish
			}
		}
	}
	return all
}()

// command finds such a wish. A single word is one only behind a slash.
func command(said string) lang.Wish {
	said = strings.TrimSpace(said)
	if !strings.HasPrefix(said, "/") && !strings.Contains(said, " ") {
		return lang.WishNone
	}
	return commands[foldAll(said)]
}

// wishOf tells what the customer wishes, and how sure that is.
func wishOf(t *bot.Turn) (lang.Wish, float64) {
	said := t.Heard[len(t.Heard)-1].Text
	typed := command(said)
	switch wish := wishes[t.Payload()]; {
	case wish != lang.WishNone:
		return wish, 1
	case t.Payload() != "":
		return lang.WishNone, 0
	case typed != lang.WishNone:
		return typed, 1
	}
	return lang.WishOf(said, t.Conversation.Language)
}
