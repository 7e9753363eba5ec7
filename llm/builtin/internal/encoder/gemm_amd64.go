package encoder

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// Kernel names the code that multiplies matrices on this machine.
var Kernel = "go"

// kernel computes rowBlock rows by panelWidth columns of y.
var kernel = portable

func init() {
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		Kernel, kernel = "avx2", assembled
	}
}

func assembled(y, x []float32, w string, scale, bias []float32, in, out int) {
	panelAVX2(&y[0], &x[0], unsafe.StringData(w), &scale[0], &bias[0], in, out)
}

// panelAVX2 widens int8 weights to float32 in registers and keeps the sums of four rows by sixteen columns there.
//
//go:noescape
func panelAVX2(y, x *float32, w *byte, scale, bias *float32, in, out int)
