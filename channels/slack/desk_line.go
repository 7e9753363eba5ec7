package slack

import (
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// line shows one entry to agents; empty for one that says nothing.
func (d *Desk) line(e bot.Entry) string {
	said := d.content(e)
	switch {
	case e.Author == bot.BySystem, e.Event != "" && e.Note:
		return d.happened(e)
	case said == "":
		return ""
	case e.Note:
		return fmt.Sprintf(":%s: *%s* %s\n%s", noteReaction, literal(d.say(d.Language, "note", "name", e.Name)), clock(e.At), said)
	case e.Author == bot.ByCustomer:
		return fmt.Sprintf(":bust_in_silhouette: *%s* %s\n%s", d.say(d.Language, "customer"), clock(e.At), quoted(said))
	case e.Author == bot.ByAgent:
		return fmt.Sprintf(":speech_balloon: *%s* %s\n%s", literal(e.Name), clock(e.At), said)
	}
	return fmt.Sprintf(":robot_face: *Bot* %s\n%s", clock(e.At), said)
}

// content is what an entry says, in Slack's notation: its words, and in short what it shows beside them.
func (d *Desk) content(e bot.Entry) string {
	var parts []string
	switch e.Text = channels.Shorten(e.Text, entryText); {
	case e.Text == "":
	case e.Author == bot.ByCustomer:
		parts = append(parts, literal(e.Text))
	default:
		parts = append(parts, marked(e.Text, e.Citations))
	}
	var labels []string
	for _, c := range e.Choices {
		labels = append(labels, "‹"+literal(c.Label)+"›")
	}
	if len(labels) > 0 {
		parts = append(parts, strings.Join(labels, " "))
	}
	for _, el := range e.Elements {
		parts = append(parts, d.element(el))
	}
	return strings.Join(parts, "\n")
}

// element names something that is not text.
func (d *Desk) element(e bot.Element) string {
	name, icon := "", "paperclip"
	switch {
	case e.Media != nil:
		name = mediaName(*e.Media)
		if e.Media.URL != "" {
			return ":" + icon + ": " + link(e.Media.URL, name)
		}
	case e.Place != nil:
		icon = "round_pushpin"
		name = strings.TrimSpace(fmt.Sprintf("%s %s %.5f, %.5f", e.Place.Name, e.Place.Address, e.Place.Latitude, e.Place.Longitude))
	case e.Contact != nil:
		icon, name = "card_index", strings.Join(strings.Fields(e.Contact.Name+" "+e.Contact.Phone+" "+e.Contact.Email), " ")
	case e.Form != nil:
		icon, name = "clipboard", e.Form.Title
	case e.Date != nil:
		icon, name = "calendar", d.say(d.Language, "date")
	default:
		icon = "card_index_dividers"
		for i, c := range e.Cards {
			if i > 0 {
				name += " · "
			}
			name += c.Title
		}
	}
	return ":" + icon + ": " + literal(name)
}

// happened shows an event of the conversation, or what the customer was told about it.
func (d *Desk) happened(e bot.Entry) string {
	text := literal(channels.Plain(e.Text))
	if !e.Note {
		return "_" + strings.ReplaceAll(text, "\n", " ") + "_ " + clock(e.At)
	}
	what := d.say(d.Language, "event."+e.Event, "name", e.Name)
	if what == "desk.event."+e.Event { // nobody gave it words
		what = strings.TrimSpace(e.Event + " " + e.Name)
	}
	if e.Feedback != nil {
		what = d.say(d.Language, map[bool]string{true: "helpful", false: "unhelpful"}[e.Feedback.Helpful])
	}
	line := ":small_blue_diamond: _" + literal(what) + "_ " + clock(e.At)
	if text != "" {
		line += "\n" + quoted(text)
	}
	return line
}

// clock shows a time of day as the reader's own clock does.
func clock(t time.Time) string {
	return fmt.Sprintf("<!date^%d^{time}|%s>", t.Unix(), t.UTC().Format("15:04 UTC"))
}

// quoted sets words off as somebody's own.
func quoted(text string) string { return "> " + strings.ReplaceAll(text, "\n", "\n> ") }

func mediaName(m bot.Media) string {
	for _, name := range []string{m.Name, m.Alt, m.Type} {
		if name != "" {
			return name
		}
	}
	return "?"
}
