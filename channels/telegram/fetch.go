package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/bot"
)

// maxFetch is the largest file that Telegram gives to a bot, in bytes.
const maxFetch = 20 << 20

// Fetch opens a file that a customer sent; bot.ErrTooLarge if it is larger than limit, or than Telegram gives away. It
// implements [bot.Fetcher].
func (c *Channel) Fetch(ctx context.Context, m bot.Media, limit int64) (io.ReadCloser, error) {
	limit = min(limit, maxFetch)
	if m.Size > limit {
		return nil, fmt.Errorf("fetch a file of %d bytes from telegram: %w", m.Size, bot.ErrTooLarge)
	}
	var f tgbotapi.File
	if err := c.request(ctx, "getFile", tgbotapi.Params{"file_id": m.Remote}, nil, &f); err != nil {
		return nil, tooBig(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.fileURL(f.FilePath), nil)
	if err != nil {
		return nil, fmt.Errorf("fetch a file from telegram: %w", c.cause(err))
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch a file from telegram: %w", c.cause(err))
	}
	if resp.StatusCode != http.StatusOK || resp.ContentLength > limit {
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return nil, fmt.Errorf("fetch a file of %d bytes from telegram: %w", resp.ContentLength, bot.ErrTooLarge)
		}
		return nil, fmt.Errorf("fetch a file from telegram: it answers %s", resp.Status)
	}
	return &bounded{body: resp.Body, left: limit}, nil
}

func tooBig(err error) error {
	if f, ok := errors.AsType[*failure](err); ok && f.says("file is too big") {
		return fmt.Errorf("fetch a file from telegram, which gives at most %d bytes: %w", maxFetch, bot.ErrTooLarge)
	}
	return err
}

// fileURL is where a file can be had. The library's own goes to Telegram's server, whatever server is configured.
func (c *Channel) fileURL(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if p == ".." {
			p = "-"
		}
		parts[i] = url.PathEscape(p)
	}
	return c.URL + "/file/bot" + c.Token + "/" + strings.Join(parts, "/")
}

// bounded fails when more comes than was allowed.
type bounded struct {
	body io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.body.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, bot.ErrTooLarge
	}
	return n, err
}

func (b *bounded) Close() error { return b.body.Close() }
