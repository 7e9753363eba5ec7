package web

import (
	"bytes"
	"encoding/binary"
	"errors"
	"net"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestNoWriteTakesLongerThanTheStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, there := net.Pipe() // and nobody reads there
		defer here.Close()
		defer there.Close()
		w := &wire{Conn: here, stall: 7 * time.Second}
		began := time.Now()
		if _, err := w.Write([]byte("Hallo")); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(began); took != w.stall {
			t.Errorf("it took %v", took)
		}
	})
}

// Lengths on both sides of where the header grows (RFC 6455, 5.2).
func TestPacketsAreWholeTextFrames(t *testing.T) {
	for _, n := range []int{0, 80, 125, 126, 1 << 16, 1<<16 + 1} {
		p, err := pack(Frame{Kind: Draft, Text: strings.Repeat("x", n)})
		if err != nil {
			t.Fatal(err)
		}
		if p.wire[0] != 0x81 || payload(p.wire[1:]) != len(p.body) || !bytes.HasSuffix(p.wire, p.body) {
			t.Errorf("%d bytes begin with % x", len(p.body), p.wire[:10])
		}
	}
}

// payload reads a frame's payload length.
func payload(b []byte) int {
	switch b[0] {
	case 126:
		return int(binary.BigEndian.Uint16(b[1:]))
	case 127:
		return int(binary.BigEndian.Uint64(b[1:]))
	}
	return int(b[0])
}
