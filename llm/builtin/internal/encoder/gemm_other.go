//go:build !amd64

package encoder

// Kernel names the code that multiplies matrices on this machine.
var Kernel = "go"

// kernel computes rowBlock rows by panelWidth columns of y.
var kernel = portable
