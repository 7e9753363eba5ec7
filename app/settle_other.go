//go:build !linux

package app

import "runtime/debug"

// settle gives back what only the start needed.
func settle() { debug.FreeOSMemory() }
