package slack

import (
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// card is a heading, a picture, a section and buttons.
func (r *renderer) card(fallback string, card bot.Card) {
	var blocks []slackapi.Block
	if strings.TrimSpace(card.Title) != "" {
		blocks = append(blocks, slackapi.NewHeaderBlock(words(card.Title)))
	}
	if shown(card.Image) {
		blocks = append(blocks, picture(card.Image, card.Title))
	}
	if text := about(card, maxSection); text != "" {
		blocks = append(blocks, slackapi.NewSectionBlock(mrkdwn(text), nil, nil))
	}
	r.add(fallback, append(blocks, r.buttons(r.id("card"), r.withLink(card))...)...)
}

// item is a card of a list: a section with its picture beside it, or its only button.
func (r *renderer) item(fallback string, card bot.Card) {
	text := "*" + literal(card.Title) + "*"
	if more := about(card, maxSection-length(text)); more != "" {
		text += "\n" + more
	}
	section := slackapi.NewSectionBlock(mrkdwn(text), nil, nil)
	choices := r.withLink(card)
	if shown(card.Image) {
		section.Accessory = slackapi.NewAccessory(thumbnail(card))
	} else if len(choices) == 1 {
		section.BlockID = r.id("item")
		section.Accessory = slackapi.NewAccessory(r.button(section.BlockID, 0, choices[0]))
		choices = nil
	}
	blocks := []slackapi.Block{section}
	if len(choices) > 0 {
		blocks = append(blocks, r.buttons(r.id("item"), choices)...)
	}
	r.add(fallback, blocks...)
}

// carousel shows cards beside each other: all in one, unless that is more than Slack takes in a post.
func (r *renderer) carousel(fallback string, cards []bot.Card) {
	var all []*slackapi.CardBlock
	size := 0
	for _, card := range cards {
		b := r.tile(card)
		if n := room(b); len(all) > 0 && size+n > maxPost {
			r.add(fallback, slackapi.NewCarouselBlock(all...))
			all, size = nil, 0
		}
		all, size = append(all, b), size+room(b)
	}
	r.add(fallback, slackapi.NewCarouselBlock(all...))
}

// tile is one card of a carousel.
func (r *renderer) tile(card bot.Card) *slackapi.CardBlock {
	b := slackapi.NewCardBlock(slackapi.CardBlockOptionBlockID(r.id("card"))).WithTitle(words(card.Title))
	if shown(card.Image) {
		b = b.WithHeroImage(thumbnail(card))
	}
	if body := fitted(channels.Plain(card.Text), maxCardBody, literal); body != "" {
		b = b.WithBody(mrkdwn(body))
	}
	var actions []slackapi.BlockElement
	for i, ch := range limited(r.withLink(card), 3) {
		actions = append(actions, r.button(b.BlockID, i, ch))
	}
	if len(actions) > 0 {
		b = b.WithActions(actions...)
	}
	return b
}

// withLink are a card's choices, and then one that opens what it leads to.
func (r *renderer) withLink(card bot.Card) []bot.Choice {
	if !absolute(card.URL) {
		return card.Choices
	}
	return append(slices.Clip(card.Choices), bot.Choice{Label: r.say("channels.open"), URL: card.URL})
}

// about is the text of a card, in at most so many characters.
func about(card bot.Card, most int) string {
	if card.Text == "" {
		return ""
	}
	return fitted(card.Text, most, func(text string) string { return marked(text, nil) })
}

// thumbnail is a small picture beside or in a card.
func thumbnail(card bot.Card) *slackapi.ImageBlockElement {
	return slackapi.NewImageBlockElement(card.Image.URL, channels.Shorten(altOf(card.Image, card.Title), maxThumbAlt))
}
