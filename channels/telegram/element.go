package telegram

import (
	"cmp"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// An upload stands for a file that is kept here and is sent with the request.
type upload struct{ bot.Media }

// MarshalJSON writes what Telegram wants to read in place of the file.
func (u upload) MarshalJSON() ([]byte, error) { return []byte(`"attach://` + u.ID + `"`), nil }

// source is how Telegram gets a picture or a file: sent along, from the web, or from where it is already. False if it cannot.
func source(m *bot.Media) (any, bool) {
	switch {
	case m == nil:
		return nil, false
	case m.ID != "":
		return upload{*m}, true
	case onWeb(m.URL):
		return m.URL, true
	case m.Remote != "":
		return m.Remote, true
	}
	return nil, false
}

// elements renders elements. Pictures in a row are an album.
func (r *renderer) elements(all []bot.Element) {
	for len(all) > 0 {
		if n := album(all); n >= 2 {
			r.album(all[:n])
			all = all[n:]
			continue
		}
		r.element(all[0])
		all = all[1:]
	}
}

func (r *renderer) element(e bot.Element) {
	switch e.Kind {
	case bot.ElementCard, bot.ElementCarousel:
		for _, c := range e.Cards {
			r.card(c)
		}
	case bot.ElementImage, bot.ElementFile:
		r.media(e)
	case bot.ElementLocation:
		r.location(e.Place)
	case bot.ElementContact:
		r.contact(e.Contact)
	}
}

// media sends a picture, with what it shows as its caption, or a file. What cannot be sent is said.
func (r *renderer) media(e bot.Element) {
	from, ok := source(e.Media)
	switch {
	case e.Media == nil:
	case !ok:
		r.message(escape(cmp.Or(e.Media.Alt, e.Media.Name, r.say("channels.file"))))
	case e.Media.ID != "" && e.Media.Size > maxDocument:
		r.message(escape(r.say("channels.too_large", "most", "50 MB")))
	case e.Kind == bot.ElementImage && isPhoto(e.Media):
		r.call("sendPhoto", captioned(body{"photo": from}, escape(channels.Shorten(e.Media.Alt, maxCaption))))
	default:
		r.call("sendDocument", captioned(body{"document": from}, escape(channels.Shorten(e.Media.Alt, maxCaption))))
	}
}

func captioned(b body, caption string) body {
	if caption != "" {
		b["caption"], b["parse_mode"] = caption, "HTML"
	}
	return b
}

// card sends a card: a photo with the text as its caption where that fits, else the text alone, the photo above it.
func (r *renderer) card(c bot.Card) {
	text := written(c.Text, nil)
	if c.Title != "" {
		text = strings.TrimSpace("<b>" + escape(c.Title) + "</b>\n" + text)
	}
	from, ok := source(c.Image)
	photo := ok && isPhoto(c.Image)
	switch caption := channels.Length(visible(text)) <= maxCaption; {
	case photo && caption:
		r.call("sendPhoto", captioned(body{"photo": from}, text))
	case photo:
		r.call("sendPhoto", body{"photo": from})
		r.message(text)
	case text == "":
		return
	default:
		r.message(text)
	}
	if rows := r.cardRows(c); len(rows) > 0 {
		r.calls[len(r.calls)-1].Body.(body)["reply_markup"] = inlineKeyboard{rows}
	}
}

func (r *renderer) cardRows(c bot.Card) [][]button {
	rows := r.rows(c.Choices)
	if onWeb(c.URL) {
		rows = append(rows, []button{{Text: r.say("channels.open"), URL: c.URL}})
	}
	return rows
}

// location sends a place; one with a name is a venue.
func (r *renderer) location(p *bot.Place) {
	if p == nil {
		return
	}
	b := body{"latitude": p.Latitude, "longitude": p.Longitude}
	if p.Name == "" {
		r.call("sendLocation", b)
		return
	}
	b["title"], b["address"] = p.Name, cmp.Or(p.Address, p.Name)
	r.call("sendVenue", b)
}

// contact sends a contact. Without a phone number Telegram knows none: it is written.
func (r *renderer) contact(p *bot.Contact) {
	switch {
	case p == nil:
	case p.Phone == "":
		if text := cmp.Or(p.Name, p.Email); text != "" {
			r.message(escape(text))
		}
	default:
		r.call("sendContact", body{"phone_number": p.Phone, "first_name": cmp.Or(p.Name, p.Phone)})
	}
}
