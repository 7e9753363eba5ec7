package channeltest

import (
	"bytes"
	"sync"
)

// A Log keeps what is logged, for tests that read it while an adapter may still write. The zero Log is empty.
type Log struct {
	mu      sync.Mutex
	written bytes.Buffer
}

// Write takes a line.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.written.Write(p)
}

// String is everything that was logged.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.written.String()
}
