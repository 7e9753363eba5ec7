package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
)

type checkCmd struct {
	Dir  string `arg:"" help:"Folder of the bot." type:"path" default:"."`
	JSON bool   `help:"Print the faults as JSON."`
}

func (c *checkCmd) Run(ctx context.Context) error {
	f, err := app.ReadFolder(c.Dir, actions())
	if err != nil {
		return err
	}
	faults, err := f.CheckDocuments(ctx)
	if err != nil {
		return err
	}
	f.Faults = append(f.Faults, faults...)
	for i := range f.Faults {
		f.Faults[i].File = inFolder(c.Dir, f.Faults[i].File)
	}
	if c.JSON {
		if err := printFaults(f.Faults); err != nil {
			return err
		}
	} else {
		for _, fault := range f.Faults {
			fmt.Printf("%s: %v\n", fault.Severity, fault)
		}
		fmt.Printf("%s: %s, %s\n", f.Name, counted(len(f.Flows.Names()), "flow"), counted(len(f.Faults), "fault"))
	}
	if bot.Broken(f.Faults) != nil {
		return errFailed
	}
	return nil
}

// inFolder names a file as the author calls it from where she stands.
func inFolder(dir, file string) string {
	path := file
	if !filepath.IsAbs(file) {
		path = filepath.Join(dir, file)
	}
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, path); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return path
}

func printFaults(faults []bot.Fault) error {
	if faults == nil {
		faults = []bot.Fault{}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(faults)
}

// counted says how many there are of something that has an s where there are several.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
