package main

import (
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

func (c *checkCmd) Run() error {
	f, err := app.ReadFolder(c.Dir, actions())
	if err != nil {
		return err
	}
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
		fmt.Printf("%s: %d flows, %d faults\n", f.Name, len(f.Flows.Names()), len(f.Faults))
	}
	if bot.Broken(f.Faults) != nil {
		return errFailed
	}
	return nil
}

// inFolder names a file as the author calls it from where she stands.
func inFolder(dir, file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	path := filepath.Join(dir, file)
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
