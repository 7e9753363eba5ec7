package main

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/app"
)

type serveCmd struct {
	configFlags
	Listen string `help:"Address and port to listen on." placeholder:"ADDR"`
}

func (s *serveCmd) Run(ctx context.Context) error {
	c, err := s.load()
	if err != nil {
		return err
	}
	if s.Listen != "" {
		c.Listen = s.Listen
	}
	log := logger(c)
	a, err := app.Open(ctx, c, app.Options{Actions: actions(), Log: log})
	if err != nil {
		return err
	}
	defer func() {
		if err := a.Close(); err != nil {
			log.Error("close", "error", err)
		}
	}()
	if c.APIKey == "" {
		log.Warn("LOTSE_API_KEY is not set: /v1 is closed")
	}
	return a.Serve(ctx, func(address string) {
		log.Info("serving", "bot", a.Folder.Name, "address", "http://"+address)
		link, err := a.SetupLink(ctx, address)
		switch {
		case err != nil:
			log.Error("make the setup link", "error", err)
		case link != "":
			fmt.Println("make the first agent's account here, within a day:", link) // not into the log: it is a secret
		}
	})
}
