package slack

import (
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Slack's limits, in characters or in number. They are documented at docs.slack.dev/reference/block-kit; that of all blocks
// together is not, and was found by others (slackapi/bolt-js#2509: refused from about 13,200).
const (
	maxSection  = 3000
	maxPost     = 12000 // all blocks together, with a margin
	maxBlocks   = 48    // of 50, so that those of one element can stay together
	maxButtons  = 5     // then a select is easier to read
	maxSelect   = 50    // of 100, so that a select with long labels still fits into a post
	maxPick     = 64    // bytes of an option's payload, of 150, for the same reason
	maxPayload  = 255   // bytes of a button's payload, of 2,000, for the same reason
	maxButton   = 75    // a label; of an option, too
	maxValue    = 2000
	maxBlockID  = 255
	maxHeader   = 150
	maxContext  = 10
	maxCardBody = 200
	maxSource   = 600 // an address of a source can be as long as that
	maxAlt      = 2000
	maxThumbAlt = 200
	maxFallback = 3000 // text beside blocks: notifications and screen readers
)

// maxFile is how large a file may be that goes either way, in bytes. Slack itself takes 1 GB; this is for the time it takes.
const maxFile = 64 << 20

// Capabilities say what Slack shows. Nothing is sent twice, although it may be tried twice: the channel looks first.
func (c *Channel) Capabilities() bot.Capabilities { return Capabilities() }

// Capabilities say what Slack shows, without a channel being built.
func Capabilities() bot.Capabilities {
	limit := func(of string, most int, then string) bot.Limit { return bot.Limit{Of: of, Most: most, Then: then} }
	return bot.Capabilities{
		Channel: Name, Push: true, Typing: true, Edits: true,
		Text: 9000, Choices: maxSelect, ChoiceText: maxButton, ChoicePayload: maxPick,
		Upload: maxFile, Download: maxFile,
		Pace: bot.Pace{Address: time.Second}, // chat.postMessage: one a second and conversation
		Shows: map[bot.ElementKind]bot.Showing{
			bot.ElementText: {Native: true, As: "sections of markup", Limits: []bot.Limit{limit("section", maxSection, "split")}},
			bot.ElementChoice: {Native: true, As: "buttons, from six on a select", Limits: []bot.Limit{
				limit(channels.LimitChoices, maxSelect, "listed as text"), limit("label", maxButton, "cut"),
			}},
			bot.ElementCard: {Native: true, As: "heading, picture, section and buttons", Limits: []bot.Limit{
				limit(channels.LimitTitle, maxHeader, "cut"), limit(channels.LimitText, 2500, "cut"), limit(channels.LimitChoices, 10, "left out"),
			}},
			bot.ElementList: {Native: true, As: "sections with a picture or a button beside them", Limits: []bot.Limit{
				limit(channels.LimitCards, 10, "left out"), limit(channels.LimitTitle, maxHeader, "cut"), limit(channels.LimitText, 600, "cut"), limit(channels.LimitChoices, 5, "left out"),
			}},
			bot.ElementCarousel: {Native: true, As: "a carousel", Limits: []bot.Limit{
				limit(channels.LimitCards, 10, "left out"), limit(channels.LimitTitle, maxHeader, "cut"), limit(channels.LimitText, maxCardBody, "cut"), limit(channels.LimitChoices, 3, "left out"),
			}},
			bot.ElementImage: {Native: true, As: "a picture with its description; one that is kept here is uploaded", Limits: []bot.Limit{limit("alt", maxAlt, "cut")}},
			bot.ElementFile:  {Native: true, As: "a file; one on the web is a link"},
			bot.ElementForm: {Native: true, As: "a button that opens a form", Limits: []bot.Limit{
				limit(channels.LimitTitle, maxViewTitle, "cut"), limit(channels.LimitFields, 45, "asked one by one"), limit(channels.LimitChoices, 100, "asked one by one"),
			}},
			bot.ElementDate:     {Native: true, As: "a date picker"},
			bot.ElementCitation: {Native: true, As: "links in the text, sources in small print"},
			bot.ElementNotice:   {Native: true, As: "small print"},
			bot.ElementTyping:   {Native: true, As: "the status of an assistant thread; nothing elsewhere"},
		},
	}
}
