package source

import (
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// A Place is where something was written. The zero Place is nowhere.
type Place struct {
	File         string
	Line, Column int // 1-based
}

// Fault makes a fault of this place.
func (p Place) Fault(severity bot.Severity, problem, remedy string) bot.Fault {
	return bot.Fault{File: p.File, Line: p.Line, Column: p.Column, Severity: severity, Problem: problem, Remedy: remedy}
}

// Faults collects what is wrong, so that an author sees all of it at once. It may be nil, which collects nothing.
type Faults struct{ list []bot.Fault }

// Error adds a fault that stops the bot.
func (f *Faults) Error(at Place, problem, remedy string) { f.add(at.Fault(bot.Error, problem, remedy)) }

// Warning adds a fault over which some customer will stumble.
func (f *Faults) Warning(at Place, problem, remedy string) {
	f.add(at.Fault(bot.Warning, problem, remedy))
}

func (f *Faults) add(fault bot.Fault) {
	if f != nil {
		f.list = append(f.list, fault)
	}
}

// Broken is true of a file that an error was found in.
func (f *Faults) Broken(file string) bool {
	return slices.ContainsFunc(f.list, func(fault bot.Fault) bool { return fault.File == file && fault.Severity == bot.Error })
}

// List is everything that was added, by place.
func (f *Faults) List() []bot.Fault { return sorted(f.list) }
