package app

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/customers"
	"github.com/lotse-bot/lotse/dialogs"
)

// telegramPath is where Telegram's webhooks go.
const telegramPath = "/telegram"

func (a *App) openTelegram() (err error) {
	if a.Config.TelegramToken == "" {
		return nil
	}
	a.telegram, err = telegram.New(telegram.Options{
		Token: a.Config.TelegramToken, Secret: a.Config.TelegramSecret, URL: a.Config.TelegramURL,
		Accept: a.router, Drawer: a.Store.Drawer(telegram.Name), Files: a.Store, Phrases: a.phrases,
		Commands: telegramCommands, Client: a.options.Client, Now: a.options.Now, Log: a.Log,
	})
	if err != nil {
		return err
	}
	a.channels = append(a.channels, a.telegram)
	return nil
}

// pollTelegram takes updates by polling, for which Telegram must know of no webhook.
func (a *App) pollTelegram(ctx context.Context) error {
	if err := a.telegram.Register(ctx, "", a.Folder.Languages); err != nil && ctx.Err() == nil {
		a.Log.Error("register with Telegram for polling", "error", err)
	}
	return a.telegram.Poll(ctx)
}

// Telegram is that channel; nil without a token.
func (a *App) Telegram() *telegram.Channel { return a.telegram }

// TelegramURL is where its webhooks go; empty if the program has no public address and polls for updates.
func (a *App) TelegramURL() string {
	if !strings.HasPrefix(a.Config.URL, "https://") {
		return ""
	}
	return strings.TrimSuffix(a.Config.URL, "/") + telegramPath
}

// telegramCommands are those of the menu that every bot understands.
var telegramCommands = []telegram.Command{
	{
		Name:        "help",
		Description: map[string]string{"de": "Was ich kann, und wo wir sind", "en": "What I can do, and where we are"},
		Payload:     dialogs.HelpPayload,
	},
	{
		Name:        "back",
		Description: map[string]string{"de": "Einen Schritt zurück", "en": "One step back"},
		Payload:     dialogs.BackPayload,
	},
	{
		Name:        "cancel",
		Description: map[string]string{"de": "Abbrechen, was gerade läuft", "en": "Stop what is under way"},
		Payload:     dialogs.CancelPayload,
	},
	{
		Name:        "continue",
		Description: map[string]string{"de": "Auf einem anderen Kanal weitermachen", "en": "Go on, on another channel"},
		Payload:     customers.NewPayload,
	},
	{
		Name:        "unlink",
		Description: map[string]string{"de": "Verbindung zu anderen Kanälen trennen", "en": "Undo the link to other channels"},
		Payload:     customers.UndoPayload,
	},
}
