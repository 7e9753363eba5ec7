package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/bot"
)

// encode makes of a body what the library sends, and opens the files that go with it. Done closes them.
func (c *Channel) encode(ctx context.Context, b body) (params tgbotapi.Params, files []tgbotapi.RequestFile, done func(), err error) {
	params = tgbotapi.Params{}
	var opened []io.Closer
	done = func() {
		for _, f := range opened {
			f.Close()
		}
	}
	attach := func(field string, u upload) error {
		f, err := c.open(ctx, u)
		if err != nil {
			return err
		}
		opened = append(opened, f)
		// The library closes what it has sent; closing twice is harmless, not closing what was never sent is not.
		files = append(files, tgbotapi.RequestFile{Name: field, Data: tgbotapi.FileReader{Name: u.Media.Name, Reader: f}})
		return nil
	}
	for field, value := range b {
		switch v := value.(type) {
		case string:
			params[field] = v
			continue
		case upload:
			if err := attach(field, v); err != nil {
				return nil, nil, done, err
			}
			continue
		case []inputMedia:
			for _, m := range v {
				if u, ok := m.Media.(upload); ok {
					if err := attach(u.ID, u); err != nil {
						return nil, nil, done, err
					}
				}
			}
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			return nil, nil, done, fmt.Errorf("write %s: %w", field, err)
		}
		params[field] = string(encoded)
	}
	return params, files, done, nil
}

func (c *Channel) open(ctx context.Context, u upload) (io.ReadCloser, error) {
	if c.Files == nil {
		return nil, errors.New("a reply shows a kept file, and the channel was given no Files")
	}
	_, _, content, err := c.Files.File(ctx, u.ID)
	if err != nil {
		return nil, fmt.Errorf("open the file %s of a reply: %w", u.ID, err)
	}
	return content, nil
}

// missing tells whether a file of a reply is not there any more.
func missing(err error) bool { return errors.Is(err, bot.ErrNothing) }
