package dialogs

import (
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Card is one thing among others: a product, an appointment, an article.
type Card struct {
	Place   source.Place `yaml:",place"`
	Title   Text         `yaml:"title"`
	Text    Text         `yaml:"text"`
	URL     Text         `yaml:"url"` // where the card leads
	Image   *Media       `yaml:"image"`
	Choices []Button     `yaml:"choices"`
}

func (d *Card) check(c *Check) {
	if d.Title.Empty() {
		c.Error(d.Place, "a card has no title", "add title:")
	}
	for _, t := range []*Text{&d.Title, &d.Text} {
		if !t.Empty() {
			c.Text(t)
		}
	}
	c.url(&d.URL, "https")
	if d.Image != nil {
		d.Image.check(c)
	}
	for i := range d.Choices {
		d.Choices[i].check(c)
	}
}

func (d *Card) card(sc *Scene) (card bot.Card, err error) {
	if card.Title, err = sc.Text(&d.Title); err != nil {
		return card, err
	}
	if card.Text, err = sc.Text(&d.Text); err != nil {
		return card, err
	}
	if card.URL, err = sc.url(&d.URL); err != nil {
		return card, err
	}
	if card.Image, err = d.Image.media(sc); err != nil {
		return card, err
	}
	card.Choices, err = buttons(sc, d.Choices)
	return card, err
}
