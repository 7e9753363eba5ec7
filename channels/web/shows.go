package web

import "github.com/lotse-bot/lotse/bot"

// Capabilities say what the widget can show: everything there is, as large as the channel's defaults allow.
func Capabilities() bot.Capabilities {
	limits := Limits{}.defaults()
	return bot.Capabilities{
		Channel: Name, Typing: true, Receipts: true, ChoicePayload: limits.Payload, Upload: limits.File,
		Shows: map[bot.ElementKind]bot.Showing{
			bot.ElementText:     native("text with bold, italics, lists and links"),
			bot.ElementChoice:   native("buttons below the reply; links open in a new tab"),
			bot.ElementCard:     native("a card with picture, text and buttons"),
			bot.ElementList:     native("cards below each other"),
			bot.ElementCarousel: native("cards beside each other, to swipe or leaf through"),
			bot.ElementImage:    native("a picture that can be enlarged; from elsewhere where the site names the origin, else a link"),
			bot.ElementFile:     native("a link with name and size"),
			bot.ElementForm:     native("a form with its problems beside the fields"),
			bot.ElementDate:     native("the device's own date picker"),
			bot.ElementLocation: native("a place with a link to a map; asked for with the browser's own question"),
			bot.ElementCitation: native("numbers in the text, sources below it"),
			bot.ElementNotice:   native("a line between the replies"),
			bot.ElementTyping:   native("three dots with the agent's name; drafts of the bot as they are written"),
		},
	}
}

func native(as string) bot.Showing { return bot.Showing{Native: true, As: as} }
