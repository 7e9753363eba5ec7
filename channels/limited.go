package channels

import (
	"io"

	"github.com/lotse-bot/lotse/bot"
)

// Limited passes on at most limit bytes, and [bot.ErrTooLarge] instead of an end if there are more.
func Limited(content io.ReadCloser, limit int64) io.ReadCloser {
	return &limited{content, limit}
}

type limited struct {
	io.ReadCloser
	left int64
}

// Read reads as long as there is room, and one byte further to see whether that was all.
func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.ReadCloser.Read(p)
	if int64(n) > l.left {
		return int(l.left), bot.ErrTooLarge
	}
	l.left -= int64(n)
	return n, err
}
