package telegram

import (
	"strings"

	"github.com/lotse-bot/lotse/channels"
)

// unfetchable are the descriptions of a 400 that say that a picture or a file cannot be had from where it is, or is none. They
// are not documented; these are those of the server's sources (tdlib/telegram-bot-api).
var unfetchable = []string{
	"failed to get http url content", "wrong file identifier/http url specified", "wrong type of the web page content",
	"photo_invalid_dimensions", "wrong remote file identifier", "webpage_curl_failed", "webpage_media_empty", "image_process_failed",
}

// inPlaceOfMedia is a text with a link in place of pictures and files that cannot be had; false if there is nothing to link to.
func inPlaceOfMedia(call channels.Call) (channels.Call, bool) {
	from, ok := call.Body.(body)
	if !ok {
		return call, false
	}
	var lines []string
	if caption, _ := from["caption"].(string); caption != "" {
		lines = append(lines, caption)
	}
	for _, field := range []string{"photo", "document"} {
		if url, _ := from[field].(string); onWeb(url) {
			lines = append(lines, linked(url, url))
		}
	}
	album, _ := from["media"].([]inputMedia)
	for _, m := range album {
		if url, _ := m.Media.(string); onWeb(url) {
			lines = append(lines, linked(labelled(m.Caption, url), url))
		}
	}
	if len(lines) == 0 {
		return call, false
	}
	b := body{"text": strings.Join(lines, "\n"), "parse_mode": "HTML"}
	for _, field := range []string{"chat_id", "message_thread_id", "reply_markup"} {
		if v := from[field]; v != nil {
			b[field] = v
		}
	}
	return channels.Call{Method: "sendMessage", Body: b}, true
}

func labelled(caption, url string) string {
	if caption != "" {
		return channels.Shorten(caption, 200)
	}
	return url
}
