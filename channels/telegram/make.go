package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/lotse-bot/lotse/channels"
)

// make makes one request, where its place is now. A refusal for which there is a remedy gets it, once: the group moved, the
// markup cannot be read, the picture cannot be had.
func (c *Channel) make(ctx context.Context, to place, call channels.Call) (id string, err error) {
	if to, err = c.current(ctx, to); err != nil {
		return "", err
	}
	b := call.Body.(body)
	b["chat_id"] = to.chat
	id, err = c.makeOnce(ctx, call)
	f, ok := errors.AsType[*failure](err)
	if !ok {
		return id, err
	}
	switch {
	case f.migratedTo != 0:
		if err := c.move(ctx, to.chat, f.migratedTo); err != nil {
			return "", err
		}
		b["chat_id"] = f.migratedTo
	case f.code == 400 && f.says("can't parse entities") && b["parse_mode"] != nil:
		c.Log.Warn("telegram cannot read markup; it is sent as plain text", "method", call.Method)
		call.Body = unmarked(b)
	case f.code == 400 && f.says(unfetchable...):
		if call, ok = inPlaceOfMedia(call); !ok {
			return "", err
		}
	default:
		return "", err
	}
	return c.makeOnce(ctx, call)
}

// unmarked is a body without markup.
func unmarked(b body) body {
	plain := body{}
	for field, value := range b {
		if text, ok := value.(string); ok && (field == "text" || field == "caption") {
			value = plainly(text)
		}
		if field != "parse_mode" {
			plain[field] = value
		}
	}
	return plain
}

// A sent is what Telegram tells of a message: its number.
type sent struct {
	ID int `json:"message_id"`
}

// makeOnce makes one request and returns the number of what it became, the last if it became several. Telegram's word that it
// was done is enough: a result that cannot be read costs the number alone.
func (c *Channel) makeOnce(ctx context.Context, call channels.Call) (id string, err error) {
	params, files, done, err := c.encode(ctx, call.Body.(body))
	defer done()
	if err != nil {
		return "", err
	}
	var result json.RawMessage
	if err := c.request(ctx, call.Method, params, files, &result); err != nil {
		return "", err
	}
	var all []sent
	if json.Unmarshal(result, &all) != nil {
		all = make([]sent, 1)
		_ = json.Unmarshal(result, &all[0])
	}
	if len(all) == 0 || all[len(all)-1].ID == 0 {
		return "", nil
	}
	return strconv.Itoa(all[len(all)-1].ID), nil
}
