package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/channels/telegram"
)

// telegramCmd is what is done once about the bot on Telegram.
type telegramCmd struct {
	Register telegramRegisterCmd `cmd:"" help:"Tell Telegram where its webhooks go (or that updates are polled for), and set the menu of commands."`
	Check    telegramCheckCmd    `cmd:"" help:"Ask Telegram about the bot and its webhook, and say what to do."`
}

type telegramRegisterCmd struct{ configFlags }

func (r *telegramRegisterCmd) Run(ctx context.Context) error {
	return withTelegram(ctx, r.configFlags, func(a *app.App, c *telegram.Channel) error {
		if err := c.Register(ctx, a.TelegramURL(), a.Folder.Languages); err != nil {
			return err
		}
		if a.TelegramURL() == "" {
			fmt.Println("registered: no public address is configured (url: https://...), so lotse serve polls for updates")
			return nil
		}
		fmt.Println("registered: webhooks go to", a.TelegramURL())
		return nil
	})
}

type telegramCheckCmd struct {
	configFlags
	JSON bool `help:"Print the report as JSON."`
}

func (r *telegramCheckCmd) Run(ctx context.Context) error {
	return withTelegram(ctx, r.configFlags, func(a *app.App, c *telegram.Channel) error {
		report, err := c.Check(ctx, a.TelegramURL())
		if err != nil {
			return err
		}
		if r.JSON {
			if err := json.NewEncoder(os.Stdout).Encode(report); err != nil {
				return err
			}
		} else {
			fmt.Printf("@%s: %s\n", report.Username, firstOf(report.Webhook, "updates are polled for"))
			for _, todo := range report.Remedies {
				fmt.Println("to do:", todo)
			}
		}
		if len(report.Remedies) > 0 {
			return errFailed
		}
		return nil
	})
}

// withTelegram opens the channel beside a program that may be serving it.
func withTelegram(ctx context.Context, flags configFlags, do func(*app.App, *telegram.Channel) error) error {
	c, err := flags.load()
	if err != nil {
		return err
	}
	if c.TelegramToken == "" {
		return errors.New("LOTSE_TELEGRAM_TOKEN is not set: @BotFather on Telegram makes a bot and shows its token")
	}
	done, err := temporary(&c, false) // nothing is kept, and the data folder may be in use
	if err != nil {
		return err
	}
	defer done()
	a, err := app.Open(ctx, c, app.Options{Actions: actions(), Log: logger(c)})
	if err != nil {
		return err
	}
	defer a.Close()
	return do(a, a.Telegram())
}
