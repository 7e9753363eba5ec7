package webhook

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Fetch implements [bot.Fetcher]: it gets a customer's file from the host that replies are posted to, and from no other.
func (c *Channel) Fetch(ctx context.Context, m bot.Media, limit int64) (io.ReadCloser, error) {
	home, err := url.Parse(c.URL)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", channels.Bare(err))
	}
	u, err := url.Parse(m.Remote)
	if err != nil || u.Scheme != home.Scheme || u.Host != home.Host {
		return nil, fmt.Errorf("fetch a file: it is not on %s", home.Host)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", channels.Bare(err))
	}
	answer, err := c.client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", channels.Bare(err))
	}
	if failed := channels.Answered("fetch a file", answer, c.Now()); failed != nil {
		_ = answer.Body.Close()
		return nil, failed.Err
	}
	return channels.Limited(answer.Body, limit), nil
}
