package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

type demoCmd struct {
	Data   string `type:"path" help:"Folder for bot and data; a new one that is removed at the end if none is given."`
	Listen string `help:"Address and port to listen on." default:"127.0.0.1:8080" placeholder:"ADDR"`
	JSON   bool   `help:"Print the addresses as one line of JSON when ready."`
	Log    string `help:"Least level that is logged." default:"warn"`
}

// addresses is what the demo prints.
type addresses struct {
	Shop  string `json:"shop"`
	Desk  string `json:"desk"`
	Setup string `json:"setup,omitempty"` // only until the first agent has an account
	API   string `json:"api,omitempty"`   // only with LOTSE_API_KEY
	Bot   string `json:"bot"`             // folder of the bot, to be changed and tried
	Data  string `json:"data"`
}

func (d *demoCmd) Run(ctx context.Context) error {
	if d.Data == "" {
		fresh, err := os.MkdirTemp("", "lotse-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(fresh)
		d.Data = fresh
	}
	folder := filepath.Join(d.Data, "bot")
	if err := unpack(kaffee.Files, folder); err != nil {
		return fmt.Errorf("unpack the example bot: %w", err)
	}
	c, err := app.Load("", os.Environ(), app.Config{Bot: folder, Data: d.Data, Listen: d.Listen, Log: d.Log})
	if err != nil {
		return err
	}
	log := logger(c)
	a, err := app.Open(ctx, c, app.Options{Actions: actions(), Log: log, Shop: kaffee.Shop()})
	if err != nil {
		return err
	}
	defer func() {
		if err := a.Close(); err != nil {
			log.Error("close", "error", err)
		}
	}()
	return a.Serve(ctx, func(address string) { d.announce(ctx, a, address, log) })
}

func (d *demoCmd) announce(ctx context.Context, a *app.App, address string, log *slog.Logger) {
	base := "http://" + address
	at := addresses{Shop: base + "/", Desk: base + "/desk/", Bot: a.Config.Bot, Data: a.Config.Data}
	if a.Config.APIKey != "" {
		at.API = base + "/v1/utterances"
	}
	var err error
	if at.Setup, err = a.SetupLink(ctx, address); err != nil {
		log.Error("make the setup link", "error", err)
	}
	if d.JSON {
		_ = json.NewEncoder(os.Stdout).Encode(at)
		return
	}
	fmt.Printf("\n  The shop, with the bot in its corner   %s\n  The agents' desk                       %s\n", at.Shop, at.Desk)
	if at.Setup != "" {
		fmt.Printf("  Make the first agent's account here    %s\n", at.Setup)
	}
	fmt.Printf("\n  The bot's files                        %s\n  Press Ctrl-C to end.\n\n", at.Bot)
}

// unpack writes the files of a bot into a folder, unless it is there already: it may have been changed since.
func unpack(files fs.FS, folder string) error {
	if _, err := os.Stat(filepath.Join(folder, "bot.yaml")); err == nil {
		return nil
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	return os.CopyFS(folder, files)
}
