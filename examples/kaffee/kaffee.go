// Package kaffee is the example bot of lotse: the customer service of Morgenfleet, a maker of coffee machines that does
// not exist. The folder is a whole bot; this file adds what a folder cannot hold, a function of Go.
package kaffee

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/dialogs"
)

// Files is the bot's folder, so that a program can serve it without a checkout.
//
//go:embed bot.yaml calibration.json flows intents knowledge media phrases tests
var Files embed.FS

//go:embed shop
var shop embed.FS

// Shop is the shop page that embeds the widget: index.html and what it needs.
func Shop() fs.FS {
	files, err := fs.Sub(shop, "shop")
	if err != nil {
		panic(err) // the folder is embedded above: it cannot be missing
	}
	return files
}

// model is what a serial number's prefix stands for.
type model struct {
	name   string
	milk   bool
	months int // of warranty, from the date of purchase
	extra  int // months that registering adds
}

var models = map[string]model{
	"EB": {name: "Ebbe", months: 24, extra: 12},
	"FL": {name: "Flut", milk: true, months: 24, extra: 12},
	"PR": {name: "Priel", milk: true, months: 24},
}

var serial = regexp.MustCompile(`^([A-Z]{2})[0-9]{6}$`)

// MachineOfSerial is the action machine_of_serial. It tells what machine the argument "serial" belongs to: {model, serial,
// milk, months, extra}. Blanks, hyphens and case do not matter. An error says that there is no such machine.
func MachineOfSerial(_ context.Context, call dialogs.ActionCall) (any, error) {
	given, _ := call.With["serial"].(string)
	number := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(given))
	parts := serial.FindStringSubmatch(number)
	if parts == nil {
		return nil, errors.New("the serial number is not two letters and six digits")
	}
	m, known := models[parts[1]]
	if !known {
		return nil, fmt.Errorf("no model has serial numbers that begin with %s", parts[1])
	}
	return map[string]any{
		"model": m.name, "serial": number, "milk": m.milk, "months": float64(m.months), "extra": float64(m.extra),
	}, nil
}
