package telegram

import (
	"cmp"
	"encoding/json"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/bot"
)

// elements are what a message brings beside its words. Files stay with Telegram until they are fetched.
func elements(m *message) []bot.Element {
	switch {
	case len(m.Photo) > 0:
		return []bot.Element{photo(m.Photo)}
	case m.Venue != nil:
		return located(m.Venue.Location, m.Venue.Title, m.Venue.Address)
	case m.Location != nil:
		return located(*m.Location, "", "")
	case m.Contact != nil:
		name := strings.TrimSpace(m.Contact.FirstName + " " + m.Contact.LastName)
		return []bot.Element{{Kind: bot.ElementContact, Contact: &bot.Contact{Name: name, Phone: m.Contact.PhoneNumber}}}
	}
	if f := file(m); f != nil {
		return []bot.Element{*f}
	}
	return nil
}

func located(l tgbotapi.Location, name, address string) []bot.Element {
	return []bot.Element{{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: l.Latitude, Longitude: l.Longitude, Name: name, Address: address}}}
}

// photo is the largest of the sizes in which Telegram keeps a picture.
func photo(sizes []tgbotapi.PhotoSize) bot.Element {
	best := sizes[0]
	for _, s := range sizes[1:] {
		if s.Width*s.Height > best.Width*best.Height {
			best = s
		}
	}
	return bot.Element{Kind: bot.ElementImage, Media: &bot.Media{Remote: best.FileID, Name: "photo.jpg", Type: "image/jpeg", Size: int64(best.FileSize)}}
}

// file is what else a message carries. An animation comes as a document too, so it is looked for first.
func file(m *message) *bot.Element {
	switch {
	case m.Animation != nil:
		return kept(m.Animation.FileID, m.Animation.FileName, "animation.mp4", m.Animation.MimeType, "video/mp4", m.Animation.FileSize)
	case m.Document != nil:
		return kept(m.Document.FileID, m.Document.FileName, "document", m.Document.MimeType, "application/octet-stream", m.Document.FileSize)
	case m.Voice != nil:
		return kept(m.Voice.FileID, "", "voice.ogg", m.Voice.MimeType, "audio/ogg", m.Voice.FileSize)
	case m.Audio != nil:
		return kept(m.Audio.FileID, m.Audio.FileName, "audio.mp3", m.Audio.MimeType, "audio/mpeg", m.Audio.FileSize)
	case m.Video != nil:
		return kept(m.Video.FileID, m.Video.FileName, "video.mp4", m.Video.MimeType, "video/mp4", m.Video.FileSize)
	case m.VideoNote != nil:
		return kept(m.VideoNote.FileID, "", "video.mp4", "", "video/mp4", m.VideoNote.FileSize)
	}
	return nil
}

func kept(id, name, otherName, kind, otherKind string, size int) *bot.Element {
	m := bot.Media{Remote: id, Name: cmp.Or(name, otherName), Type: cmp.Or(kind, otherKind), Size: int64(size)}
	if strings.HasPrefix(m.Type, "image/") {
		return &bot.Element{Kind: bot.ElementImage, Media: &m}
	}
	return &bot.Element{Kind: bot.ElementFile, Media: &m}
}

// unspoken are kinds of messages by which a customer says something that nobody here understands. The kind is heard in
// brackets, so that the bot answers, and asks for words. All other kinds (pins, calls, topics opened and closed, ...) tell what
// happened in the chat, and are passed over.
var unspoken = []string{"game", "story", "paid_media", "checklist", "gift", "unique_gift", "invoice", "giveaway", "live_photo", "web_app_data", "users_shared", "chat_shared"}

// inWords says what a message without words says: the sign of a sticker, the question of a poll, or its kind.
func inWords(m *message, raw json.RawMessage) string {
	switch {
	case m.Sticker != nil:
		return cmp.Or(m.Sticker.Emoji, "[sticker]")
	case m.Dice != nil:
		return cmp.Or(m.Dice.Emoji, "[dice]")
	case m.Poll != nil:
		return cmp.Or(m.Poll.Question, "[poll]")
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return ""
	}
	for _, kind := range unspoken {
		if _, ok := fields[kind]; ok {
			return "[" + strings.ReplaceAll(kind, "_", " ") + "]"
		}
	}
	return ""
}
