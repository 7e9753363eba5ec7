package telegram

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// photoTypes are the pictures that Telegram shows as photos. Others are sent as documents, and look as they were made.
var photoTypes = []string{"", "image/jpeg", "image/png", "image/webp"}

func isPhoto(m *bot.Media) bool {
	_, ok := source(m)
	return ok && m.Size <= maxPhoto && slices.Contains(photoTypes, m.Type)
}

// album counts the photos at the beginning that make one.
func album(all []bot.Element) (n int) {
	for n < len(all) && n < maxAlbum && all[n].Kind == bot.ElementImage && isPhoto(all[n].Media) {
		n++
	}
	return n
}

// An inputMedia is a picture of an album.
type inputMedia struct {
	Type    string `json:"type"`
	Media   any    `json:"media"`
	Caption string `json:"caption,omitempty"`
}

func (r *renderer) album(all []bot.Element) {
	media := make([]inputMedia, len(all))
	for i, e := range all {
		from, _ := source(e.Media) // isPhoto saw that there is one
		media[i] = inputMedia{Type: "photo", Media: from, Caption: channels.Shorten(e.Media.Alt, maxCaption)}
	}
	r.call("sendMediaGroup", body{"media": media})
}
