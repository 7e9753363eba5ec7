package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// A Report is what Telegram says about the bot and the way its updates go.
type Report struct {
	ID       int64     `json:"id"`
	Username string    `json:"username"`
	ReadsAll bool      `json:"reads_all"` // in groups it gets every message, not only those for it
	Webhook  string    `json:"webhook"`   // where updates go; empty if they are polled for
	Pending  int       `json:"pending"`   // updates that wait
	Failed   string    `json:"failed"`    // why the last webhook was not delivered
	FailedAt time.Time `json:"failed_at"` // when
	Remedies []string  `json:"remedies"`  // what to do; empty if all is well
}

// me asks Telegram who the bot is.
func (c *Channel) me(ctx context.Context) (u tgbotapi.User, err error) {
	err = c.request(ctx, "getMe", nil, nil, &u)
	return u, err
}

// Check asks Telegram about the bot and its webhook. Url is where webhooks should go, empty if updates are polled for.
func (c *Channel) Check(ctx context.Context, url string) (r Report, err error) {
	me, err := c.me(ctx)
	if err != nil {
		return r, c.explained(err)
	}
	var hook tgbotapi.WebhookInfo
	if err := c.request(ctx, "getWebhookInfo", nil, nil, &hook); err != nil {
		return r, c.explained(err)
	}
	r = Report{ID: me.ID, Username: me.UserName, ReadsAll: me.CanReadAllGroupMessages, Webhook: hook.URL, Pending: hook.PendingUpdateCount, Failed: c.scrub(hook.LastErrorMessage)}
	if hook.LastErrorDate > 0 {
		r.FailedAt = time.Unix(int64(hook.LastErrorDate), 0).UTC()
	}
	r.Remedies = c.remedies(r, url, hook.AllowedUpdates)
	c.status.change(func(s *Status) { s.Pending, s.Revoked = r.Pending, false })
	return r, nil
}

// explained says what to do about a request that failed.
func (c *Channel) explained(err error) error {
	if f, ok := errors.AsType[*failure](err); ok {
		c.failed(f)
		if f.revoked() {
			return fmt.Errorf("%w; set the token that @BotFather shows", err)
		}
	}
	return fmt.Errorf("check with telegram: %w", err)
}

// recent is how long ago a webhook may have failed to be worth a word.
const recent = time.Hour

func (c *Channel) remedies(r Report, url string, allowed []string) (all []string) {
	switch {
	case r.Webhook == "" && url != "":
		all = append(all, "no webhook is set: register the channel")
	case r.Webhook != url && url == "":
		all = append(all, "a webhook is set, so polling gets nothing: register the channel for polling")
	case r.Webhook != url:
		all = append(all, "the webhook goes elsewhere: register the channel, or give this one a bot of its own")
	}
	if r.Webhook != "" && !sameKinds(allowed) {
		all = append(all, "Telegram delivers other kinds of updates than are needed: register the channel")
	}
	if r.Failed != "" && c.Now().Sub(r.FailedAt) < recent {
		all = append(all, fmt.Sprintf("the last webhook was not delivered (%s): see that the address is reachable with a valid certificate, and that the secret was registered", r.Failed))
	}
	if r.Pending > 100 {
		all = append(all, fmt.Sprintf("%d updates wait at Telegram: see whether the last one can be taken", r.Pending))
	}
	return all
}

func sameKinds(allowed []string) bool {
	has := map[string]bool{}
	for _, a := range allowed {
		has[a] = true
	}
	for _, k := range kinds {
		if !has[k] {
			return false
		}
	}
	return true
}
