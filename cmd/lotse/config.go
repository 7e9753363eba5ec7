package main

import (
	"log/slog"
	"os"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

// configFlags are the flags of every command that opens a bot. All other settings stand in the file or the environment.
type configFlags struct {
	Config string `type:"path" help:"Configuration file (YAML)." env:"LOTSE_CONFIG"`
	Bot    string `type:"path" help:"Folder of the bot."`
	Data   string `type:"path" help:"Folder for what must outlive the program."`
	Log    string `help:"Least level that is logged: debug, info, warn or error."`
}

func (f configFlags) load() (app.Config, error) {
	return app.Load(f.Config, os.Environ(), app.Config{Bot: f.Bot, Data: f.Data, Log: f.Log})
}

// once is for commands that answer and end: what goes well need not be logged.
func (f configFlags) once() (app.Config, error) {
	if f.Log == "" && os.Getenv("LOTSE_LOG") == "" {
		f.Log = "warn"
	}
	return f.load()
}

// logger writes to standard error; standard output belongs to what was asked for.
func logger(c app.Config) *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: c.Level()}))
}

// actions are the Go functions that flows may call in this program.
func actions() map[string]dialogs.Action {
	return map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}
}
