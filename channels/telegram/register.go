package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// maxConnections is how many webhooks Telegram may deliver at once: its own default.
const maxConnections = 40

// Register tells Telegram where webhooks go (https, port 443, 80, 88 or 8443), or, without a URL, that updates will be polled
// for; nothing that waits is dropped. It also sets the menu of commands in each language, the first being the default.
func (c *Channel) Register(ctx context.Context, url string, languages []string) error {
	if err := c.deliverTo(ctx, url); err != nil {
		return fmt.Errorf("register with telegram: %w", err)
	}
	for i, language := range languages {
		if err := c.menu(ctx, language, language); err != nil {
			return fmt.Errorf("set the menu in %s: %w", language, err)
		}
		if i > 0 {
			continue
		}
		if err := c.menu(ctx, language, ""); err != nil {
			return fmt.Errorf("set the menu for other languages: %w", err)
		}
	}
	return nil
}

func (c *Channel) deliverTo(ctx context.Context, url string) error {
	if url == "" {
		return c.request(ctx, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"}, nil, nil)
	}
	wanted, _ := json.Marshal(kinds) // strings always marshal
	return c.request(ctx, "setWebhook", tgbotapi.Params{
		"url": url, "secret_token": c.Secret, "allowed_updates": string(wanted), "max_connections": strconv.Itoa(maxConnections),
	}, nil, nil)
}

// An entry is one line of the menu, as Telegram takes it.
type entry struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// menu sets the commands as customers see them whose device speaks the language; empty is any other.
func (c *Channel) menu(ctx context.Context, words, language string) error {
	all := []entry{
		{commandStart, c.Phrases.Say(words, "telegram.start", "")},
		{commandPerson, c.Phrases.Say(words, "telegram.person", "")},
	}
	for _, known := range c.Commands {
		all = append(all, entry{known.Name, c.inLanguage(known.Description, words)})
	}
	b, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("write the menu: %w", err)
	}
	params := tgbotapi.Params{"commands": string(b)}
	params.AddNonEmpty("language_code", language)
	return c.request(ctx, "setMyCommands", params, nil, nil)
}
