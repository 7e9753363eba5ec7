package knowledge

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

func TestWhatIsTooLargeIsRefusedBeforeItIsRead(t *testing.T) {
	f := file{path: "huge.pdf", size: 500 << 20, data: iotest.ErrReader(errors.New("it was read"))}
	if _, fault, ok := f.whole(PDF); ok || !strings.Contains(fault.Problem, "larger than 64 MB") {
		t.Errorf("%v", fault)
	}
	f = file{path: "short.pdf", size: 5, data: iotest.ErrReader(errors.New("the disk is gone"))}
	if _, fault, ok := f.whole(PDF); ok || !strings.Contains(fault.Problem, "to its end") {
		t.Errorf("%v", fault)
	}
}
