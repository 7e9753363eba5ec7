package web

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// A packet is a frame as it travels, made once for everybody who gets it.
type packet struct {
	kind FrameKind
	seq  int64  // of an entry
	wire []byte // a whole WebSocket frame: servers do not mask theirs (RFC 6455, 5.1)
	body []byte // what is in it: JSON, in one line
}

// ping is answered by browsers by themselves, and ignored as a comment among server-sent events.
var ping = packet{kind: "ping", wire: []byte{opPing | final, 0}}

const (
	opText = 0x1
	opPing = 0x9
	final  = 0x80
)

func pack(f Frame) (packet, error) {
	body, err := json.Marshal(f)
	if err != nil {
		return packet{}, fmt.Errorf("encode frame: %w", err)
	}
	p := packet{kind: f.Kind}
	if f.Entry != nil {
		p.seq = f.Entry.Seq
	}
	p.wire = append(textHeader(len(body)), body...)
	p.body = p.wire[len(p.wire)-len(body):]
	return p, nil
}

// textHeader begins a text frame of n bytes, with room for them (RFC 6455, 5.2).
func textHeader(n int) []byte {
	h := make([]byte, 0, n+10)
	h = append(h, opText|final)
	switch {
	case n < 126:
		return append(h, byte(n))
	case n < 1<<16:
		return binary.BigEndian.AppendUint16(append(h, 126), uint16(n))
	}
	return binary.BigEndian.AppendUint64(append(h, 127), uint64(n))
}
