package main

import (
	"fmt"
	"os"
)

// isTerminal says whether somebody sits before it.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// prompt asks for a line, if somebody types it.
func prompt() {
	if isTerminal(os.Stdin) {
		fmt.Print("> ")
	}
}
