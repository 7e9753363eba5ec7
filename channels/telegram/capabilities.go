package telegram

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Limits of the Bot API. Lengths of texts count UTF-16 code units after the markup is taken out.
const (
	maxText     = 4096
	maxCaption  = 1024
	maxData     = 64 // bytes of callback data
	maxAlbum    = 10 // pictures, at least 2
	maxPhoto    = 10 << 20
	maxDocument = 50 << 20
)

// Limits that are ours: buttons beyond them are cut by clients, or make a keyboard that nobody reads. Telegram itself takes 100
// buttons [K].
const (
	maxButtons     = 24
	maxLabel       = 64
	maxCards       = 10
	maxCardTitle   = 256
	maxCardText    = 3000
	maxCardButtons = 6
)

// Capabilities are what Telegram can show.
func Capabilities() bot.Capabilities {
	return bot.Capabilities{
		Channel: Name, Push: true, Once: true, Typing: true, Edits: true,
		Text: maxText, Choices: maxButtons, ChoiceText: maxLabel, ChoicePayload: maxData, Upload: maxFetch, Download: maxDocument,
		// "avoid sending more than one message per second" in a chat, "about 30 messages per second" in all, and 20 a minute in a
		// group (https://core.telegram.org/bots/faq). What is faster in a group is answered with 429, and waits.
		Pace: bot.Pace{Address: time.Second, Channel: time.Second / 30},
		Shows: map[bot.ElementKind]bot.Showing{
			bot.ElementText:     {Native: true, As: "text with bold, italic, code and links"},
			bot.ElementChoice:   {Native: true, As: "buttons below the text, gone once one is pressed"},
			bot.ElementCard:     {Native: true, As: "picture with caption and buttons", Limits: cardLimits()},
			bot.ElementList:     {As: "a numbered list; its choices become buttons"},
			bot.ElementCarousel: {Native: true, As: "cards below each other", Limits: append(cardLimits(), bot.Limit{Of: channels.LimitCards, Most: maxCards, Then: "left out"})},
			bot.ElementImage:    {Native: true, As: "photo; several in a row are an album"},
			bot.ElementFile:     {Native: true, As: "document"},
			bot.ElementLocation: {Native: true, As: "place on a map; a button asks for the customer's, in private chats"},
			bot.ElementContact:  {Native: true, As: "contact; a button asks for the customer's, in private chats"},
			bot.ElementCitation: {Native: true, As: "[1] as a link, sources below the text"},
			bot.ElementNotice:   {Native: true, As: "text in italics"},
			bot.ElementTyping:   {Native: true, As: "“typing…” for five seconds, repeated"},
		},
	}
}

func cardLimits() []bot.Limit {
	return []bot.Limit{
		{Of: channels.LimitTitle, Most: maxCardTitle, Then: "cut"},
		{Of: channels.LimitText, Most: maxCardText, Then: "cut"},
		{Of: channels.LimitChoices, Most: maxCardButtons, Then: "left out"},
	}
}
