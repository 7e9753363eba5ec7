package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// room is how much of a post a block takes: its JSON is an upper bound of its characters.
func room(b slackapi.Block) int {
	raw, err := json.Marshal(b)
	if err != nil {
		return maxPost
	}
	return length(string(raw))
}

// element renders what is shown below the text.
func (r *renderer) element(fallback string, e bot.Element) {
	switch e.Kind {
	case bot.ElementCard:
		r.card(fallback, e.Cards[0])
	case bot.ElementList:
		for _, card := range e.Cards {
			r.item(fallback, card)
		}
	case bot.ElementCarousel:
		r.carousel(fallback, e.Cards)
	case bot.ElementImage:
		r.image(fallback, e.Media)
	case bot.ElementFile:
		r.file(fallback, e.Media)
	case bot.ElementForm:
		r.form(fallback, e.Form)
	case bot.ElementDate:
		r.date(fallback, e.Date)
	}
}

// image shows a picture that is on the web, and uploads one that is kept here.
func (r *renderer) image(fallback string, m *bot.Media) {
	if shown(m) {
		r.add(fallback, picture(m, r.say("channels.image")))
		return
	}
	r.file(fallback, m)
}

// file uploads what is kept here, and links to what is on the web. Where neither can be done, its name is left.
func (r *renderer) file(fallback string, m *bot.Media) {
	switch {
	case absolute(m.URL):
		r.add(fallback, slackapi.NewSectionBlock(mrkdwn("📎 "+link(m.URL, firstOf(m.Name, firstOf(m.Alt, r.say("channels.file"))))), nil, nil))
	case m.ID != "" && r.files && m.Size <= maxFile:
		r.upload(m)
	default:
		r.add(fallback, remark("📎 "+firstOf(m.Name, firstOf(m.Alt, r.say("channels.file")))))
	}
}

// date asks for a day. Its block's ID carries the payload: a date picker has no value of its own.
func (r *renderer) date(fallback string, d *bot.DatePicker) {
	id := "date/" + r.refs.put(d.Payload, maxBlockID-len("date/"))
	picker := slackapi.NewDatePickerBlockElement(actionDate + "0")
	picker.Placeholder = words(r.say("slack.pick"))
	r.add(fallback, slackapi.NewActionBlock(id, picker))
}

// form is a button that opens it, beside its title and what was wrong with it the last time.
func (r *renderer) form(fallback string, f *bot.Form) {
	text := "*" + fitted(firstOf(f.Title, r.say("slack.form")), maxHeader, literal) + "*"
	var problems []string
	for _, field := range f.Fields {
		if field.Problem != "" {
			problems = append(problems, "• "+field.Label+": "+field.Problem)
		}
	}
	if len(problems) > 0 {
		text += "\n" + fitted(strings.Join(problems, "\n"), maxSection-1-length(text), literal)
	}
	raw, _ := json.Marshal(blank{Form: *f, Language: r.d.Language}) // plain data
	id := r.id("form")
	button := slackapi.NewButtonBlockElement(actionForm+id, r.refs.put(string(raw), maxValue), words(r.say("slack.fill")))
	r.add(fallback, slackapi.NewSectionBlock(mrkdwn(text), nil, slackapi.NewAccessory(button), slackapi.SectionBlockOptionBlockID(id)))
}

// choices are buttons, or a select where they are many. Links stay buttons: a select cannot open them.
func (r *renderer) choices(fallback string, all []bot.Choice) {
	if len(all) == 0 {
		return
	}
	r.add(fallback, r.buttons(r.id("choices"), all)...)
}

// buttons is one block of buttons, with a select among them if they are many.
func (r *renderer) buttons(id string, all []bot.Choice) []slackapi.Block {
	if len(all) == 0 {
		return nil
	}
	var picks []bot.Choice
	var elements []slackapi.BlockElement
	for _, ch := range all {
		if ch.URL == "" {
			picks = append(picks, ch)
		}
	}
	many := len(picks) > maxButtons
	if many {
		placeholder := words(r.say("slack.pick"))
		elements = append(elements, slackapi.NewOptionsSelectBlockElement(slackapi.OptTypeStatic, placeholder, actionPick+id, options(picks, maxPick, r.refs)...))
	}
	for i, ch := range all {
		if ch.URL != "" || !many {
			elements = append(elements, r.button(id, i, ch))
		}
	}
	return []slackapi.Block{slackapi.NewActionBlock(id, limited(elements, 25)...)}
}

func (r *renderer) button(id string, i int, ch bot.Choice) *slackapi.ButtonBlockElement {
	label := words(channels.Shorten(ch.Label, maxButton))
	if ch.URL != "" {
		b := slackapi.NewButtonBlockElement(fmt.Sprintf("%s%s/%d", actionOpen, id, i), "", label)
		b.URL = ch.URL
		return b
	}
	return slackapi.NewButtonBlockElement(fmt.Sprintf("%s%s/%d", actionChoice, id, i), r.refs.put(ch.Value(), maxPayload), label)
}

// sources are the cited pages in small print.
func (r *renderer) sources(fallback string, part bot.Reply) {
	var elements []slackapi.MixedElement
	for _, s := range channels.Sources(part) {
		title := firstOf(s.Title, s.URL)
		elements = append(elements, mrkdwn(s.Marks()+" "+fitted(title, maxSource, func(t string) string { return link(s.URL, t) })))
	}
	for len(elements) > 0 {
		n := min(len(elements), maxContext)
		r.add(fallback, slackapi.NewContextBlock("", elements[:n]...))
		elements = elements[n:]
	}
}

// rated asks whether the reply helped.
func (r *renderer) rated(fallback string, part bot.Reply) {
	if !part.Rated {
		return
	}
	value := func(opinion string) string {
		return fmt.Sprintf("%d/%s/%s", r.d.Seq, opinion, firstOf(r.d.Language, "-"))
	}
	yes := slackapi.NewFeedbackButton(words(r.say("channels.helpful")), value("yes"))
	no := slackapi.NewFeedbackButton(words(r.say("channels.unhelpful")), value("no"))
	id := r.id("rated")
	r.add(fallback, slackapi.NewContextActionsBlock(id, slackapi.NewFeedbackButtonsBlockElement(actionRated+id, yes, no)))
}

// shown tells whether Slack can show a picture: it fetches it from the web.
func shown(m *bot.Media) bool { return m != nil && absolute(m.URL) }

func picture(m *bot.Media, otherwise string) *slackapi.ImageBlock {
	return slackapi.NewImageBlock(m.URL, altOf(m, otherwise), "", nil)
}

func altOf(m *bot.Media, otherwise string) string {
	return channels.Shorten(firstOf(m.Alt, firstOf(m.Name, otherwise)), maxAlt)
}

func absolute(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}

// length counts characters as Slack does.
func length(text string) int { return utf8.RuneCountInString(text) }

func limited[T any](all []T, most int) []T { return all[:min(len(all), most)] }
