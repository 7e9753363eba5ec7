package telegramtest

import "strings"

// A button of an inline keyboard.
type button struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
	Data string `json:"callback_data,omitempty"`
}

type inlineKeyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

type replyKeyboard struct {
	Rows [][]struct {
		Text     string `json:"text"`
		Location bool   `json:"request_location"`
		Contact  bool   `json:"request_contact"`
	} `json:"keyboard"`
}

// maxButtons is how many buttons a keyboard has at most. The documentation does not say; the server refuses more.
const maxButtons = 100

// keyboards reads and checks the keyboard that comes with a message.
func keyboards(p params, c *chat) (inline *inlineKeyboard, keys *replyKeyboard, err *problem) {
	raw := p.values["reply_markup"]
	if raw == "" {
		return nil, nil, nil
	}
	if k := decode[replyKeyboard](raw); k.Rows != nil {
		return nil, &k, checkKeys(k, c)
	}
	if strings.Contains(raw, `"remove_keyboard":true`) {
		return nil, &replyKeyboard{}, nil
	}
	k := decode[inlineKeyboard](raw)
	return &k, nil, checkInline(&k)
}

func checkKeys(k replyKeyboard, c *chat) *problem {
	for _, row := range k.Rows {
		for _, key := range row {
			if key.Text == "" {
				return bad("keyboard button text must be non-empty")
			}
			if (key.Location || key.Contact) && c.kind != "private" {
				return bad("location and phone number can be requested in private chats only")
			}
		}
	}
	return nil
}

func checkInline(k *inlineKeyboard) *problem {
	n := 0
	for _, row := range k.Rows {
		n += len(row)
		for _, b := range row {
			switch {
			case b.Text == "":
				return bad("inline keyboard button text must be non-empty")
			case (b.URL == "") == (b.Data == ""):
				return bad("can't parse inline keyboard button: exactly one action is needed")
			case len(b.Data) > 64:
				return bad("BUTTON_DATA_INVALID")
			}
		}
	}
	if n > maxButtons {
		return bad("reply markup is too long")
	}
	return nil
}
