package stage

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// Files keeps files in memory. Its zero value is ready.
type Files struct {
	mu   sync.Mutex
	kept map[string]keptFile
}

type keptFile struct {
	bot.Media
	conversation string
	content      []byte
}

// Keep saves a file; see [bot.Files].
func (f *Files) Keep(_ context.Context, conversation string, m bot.Media, content io.Reader, limit int64) (bot.Media, error) {
	data, err := io.ReadAll(io.LimitReader(content, limit+1))
	if err != nil {
		return m, err
	}
	if int64(len(data)) > limit {
		return m, bot.ErrTooLarge
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept == nil {
		f.kept = map[string]keptFile{}
	}
	m.ID, m.Size = bot.ID(conversation, fmt.Sprint(len(f.kept))), int64(len(data))
	f.kept[m.ID] = keptFile{m, conversation, data}
	return m, nil
}

// File opens one; see [bot.Files].
func (f *Files) File(_ context.Context, id string) (bot.Media, string, io.ReadCloser, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k, ok := f.kept[id]
	if !ok {
		return bot.Media{}, "", nil, bot.ErrNothing
	}
	return k.Media, k.conversation, io.NopCloser(bytes.NewReader(k.content)), nil
}
