package telegram

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// A button of an inline keyboard, below a message. It leads somewhere, or sends its data back.
type button struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
	Data string `json:"callback_data,omitempty"`
}

type inlineKeyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

// A key of a reply keyboard, in place of the customer's own. It sends its text, or what it asks the device for.
type key struct {
	Text     string `json:"text"`
	Location bool   `json:"request_location,omitempty"`
	Contact  bool   `json:"request_contact,omitempty"`
}

type replyKeyboard struct {
	Rows    [][]key `json:"keyboard"`
	Resize  bool    `json:"resize_keyboard"`
	OneTime bool    `json:"one_time_keyboard"`
}

// What callback data begins with that is not a payload itself.
const (
	dataKept      = "=" // the payload is in the drawer, under what follows
	dataHelpful   = "+" // the entry helped, whose number follows
	dataUnhelpful = "-"
)

const drawerData = "data/"

// A keptChoice is what the drawer keeps of a button.
type keptChoice struct {
	Payload string `json:"payload"`
	Label   string `json:"label"`
}

// data is what a choice's button sends back: its value, or where that is kept if it is too long or could be taken for
// something else. The same choice always has the same data.
func (r *renderer) data(c bot.Choice) string {
	v := c.Value()
	if v != "" && len(v) <= maxData && !strings.ContainsAny(v[:min(len(v), 1)], dataKept+dataHelpful+dataUnhelpful) && !strings.ContainsFunc(v, unicode.IsControl) {
		return v
	}
	id := bot.ID(v, c.Label)
	r.kept[id] = keptChoice{v, c.Label}
	return dataKept + id
}

// keyboard makes what is shown below a reply; nil for nothing.
func (r *renderer) keyboard(p bot.Reply) any {
	if !r.to.group() {
		for _, c := range p.Choices {
			if c.Request != "" {
				return replyKeys(p.Choices)
			}
		}
	}
	rows := r.rows(p.Choices)
	if p.Rated {
		rows = append(rows, []button{
			{Text: "👍", Data: fmt.Sprintf("%s%d", dataHelpful, r.d.Seq)}, {Text: "👎", Data: fmt.Sprintf("%s%d", dataUnhelpful, r.d.Seq)},
		})
	}
	if len(rows) == 0 {
		return nil
	}
	return inlineKeyboard{rows}
}

// narrow is how long labels may be, in UTF-16 code units, for two buttons to have room beside each other on a phone.
const narrow = 16

// rows lays out buttons: short labels two a row, others below each other.
func (r *renderer) rows(choices []bot.Choice) (rows [][]button) {
	half := false // the last row has room for one more
	for _, c := range choices {
		b, ok := r.button(c)
		if !ok {
			continue
		}
		short := channels.Length(b.Text) <= narrow
		if half && short {
			rows[len(rows)-1] = append(rows[len(rows)-1], b)
			half = false
			continue
		}
		rows = append(rows, []button{b})
		half = short
	}
	return rows
}

// button makes one of a choice; ok is false where there can be none: the device is asked in private chats only, and links
// lead to the web only.
func (r *renderer) button(c bot.Choice) (b button, ok bool) {
	switch {
	case c.Request != "":
		return b, false
	case c.URL == "":
		return button{Text: label(c), Data: r.data(c)}, true
	case onWeb(c.URL):
		return button{Text: label(c), URL: c.URL}, true
	}
	return b, false
}

// label is what a button says: Telegram takes none that says nothing.
func label(c bot.Choice) string {
	if strings.TrimSpace(c.Label) == "" {
		return "…"
	}
	return c.Label
}

// replyKeys asks the customer's device. Other choices beside it are typed when their keys are pressed; links cannot be shown.
func replyKeys(choices []bot.Choice) replyKeyboard {
	k := replyKeyboard{Resize: true, OneTime: true}
	for _, c := range choices {
		if c.URL == "" || c.Request != "" {
			k.Rows = append(k.Rows, []key{{Text: label(c), Location: c.Request == bot.ElementLocation, Contact: c.Request == bot.ElementContact}})
		}
	}
	return k
}

// unbuttoned are links for which there is no button, as lines of text.
func (r *renderer) unbuttoned(p bot.Reply) (lines []string) {
	asks := false
	for _, c := range p.Choices {
		asks = asks || c.Request != "" && !r.to.group()
	}
	for _, c := range p.Choices {
		if c.URL != "" && c.Request == "" && (asks || !onWeb(c.URL)) {
			lines = append(lines, linked(c.Label, c.URL))
		}
	}
	return lines
}
