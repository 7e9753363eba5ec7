package telegram

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Render makes the requests that deliver a reply, in order, without making any of them. The same delivery always gives the
// same requests.
func (c *Channel) Render(d bot.Delivery) ([]channels.Call, error) {
	r, err := c.render(d)
	if err != nil {
		return nil, err
	}
	return r.calls, nil
}

// A body is what a request sends, by field.
type body map[string]any

type renderer struct {
	c     *Channel
	d     bot.Delivery
	to    place
	calls []channels.Call
	kept  map[string]keptChoice // what buttons refer to

	tookAway bool // a keyboard that was laid before
}

func (c *Channel) render(d bot.Delivery) (*renderer, error) {
	to, err := parsePlace(d.Address)
	if err != nil {
		return nil, err
	}
	r := &renderer{c: c, d: d, to: to, kept: map[string]keptChoice{}}
	reply := d.Reply
	if d.Author == bot.ByAgent && d.Name != "" {
		reply.Text = "**" + strings.NewReplacer("*", "", "\n", " ").Replace(d.Name) + ":**\n" + reply.Text
	}
	for _, part := range channels.Degrade(reply, Capabilities(), c.Phrases, d.Language) {
		r.part(part)
	}
	return r, nil
}

// part renders one part: its text, its elements below, and its keyboard below the text.
func (r *renderer) part(p bot.Reply) {
	first := len(r.calls)
	for _, text := range r.texts(p) {
		r.message(text)
	}
	textEnd := len(r.calls)
	r.elements(p.Elements)
	markup := r.keyboard(p)
	if markup == nil {
		return
	}
	if textEnd > first {
		r.calls[textEnd-1].Body.(body)["reply_markup"] = markup
		return
	}
	r.below(first, markup)
}

// below puts a keyboard below the last element that takes one, or below a text of its own.
func (r *renderer) below(first int, markup any) {
	if last := len(r.calls) - 1; last >= first && r.calls[last].Method != "sendMediaGroup" {
		if b := r.calls[last].Body.(body); b["reply_markup"] == nil {
			b["reply_markup"] = markup
			return
		}
	}
	r.message(escape(r.say("channels.choose")))
	r.calls[len(r.calls)-1].Body.(body)["reply_markup"] = markup
}

func (r *renderer) say(key string, args ...any) string {
	return r.c.Phrases.Say(r.d.Language, key, r.d.Key, args...)
}

// call adds a request to the delivery's place.
func (r *renderer) call(method string, b body) {
	b["chat_id"] = r.to.chat
	if r.to.thread != 0 {
		b["message_thread_id"] = r.to.thread
	}
	r.calls = append(r.calls, channels.Call{Method: method, Body: b})
}

// message adds a text, which is markup that fits.
func (r *renderer) message(markup string) {
	r.call("sendMessage", body{"text": markup, "parse_mode": "HTML", "link_preview_options": noPreview})
}

// noPreview keeps Telegram from showing a picture of the first source below each answer.
var noPreview = struct {
	Disabled bool `json:"is_disabled"`
}{true}

// texts are the texts of a part, with links that have no button and the sources below, each short enough.
func (r *renderer) texts(p bot.Reply) (all []string) {
	all = r.fitting(p.Text, p.Citations)
	for _, lines := range [][]string{r.unbuttoned(p), sources(r.say("channels.sources"), channels.Sources(p))} {
		all = append(all, together(lines, "\n")...)
	}
	all = together(all, "\n\n")
	if r.d.Author == bot.BySystem {
		for i := range all {
			all[i] = "<i>" + all[i] + "</i>"
		}
	}
	return all
}

// fitting is a text as markup, cut again where markup has made it longer than it was.
func (r *renderer) fitting(text string, citations []bot.Citation) (all []string) {
	markup := written(text, citations)
	switch n := channels.Length(text); {
	case strings.TrimSpace(visible(markup)) == "":
		return nil
	case channels.Length(visible(markup)) > maxText && n > 1:
		for _, part := range channels.Split(text, (n+1)/2) {
			all = append(all, r.fitting(part, citations)...)
		}
		return all
	}
	return []string{markup}
}

// together puts texts together, with something between them, where they fit.
func together(texts []string, between string) (all []string) {
	for _, text := range texts {
		if n := len(all); n > 0 && fit(all[n-1], between, text) {
			all[n-1] += between + text
			continue
		}
		all = append(all, text)
	}
	return all
}

func fit(a, between, b string) bool {
	return channels.Length(visible(a))+len(between)+channels.Length(visible(b)) <= maxText
}
