package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Keep implements [bot.Files].
func (s *Store) Keep(ctx context.Context, conversation string, m bot.Media, content io.Reader, limit int64) (bot.Media, error) {
	all, err := io.ReadAll(io.LimitReader(content, limit+1))
	if err != nil {
		return m, fmt.Errorf("read a file: %w", err)
	}
	if int64(len(all)) > limit {
		return m, bot.ErrTooLarge
	}
	if m.ID == "" {
		m.ID = strings.ToLower(rand.Text())
	}
	m.Size, m.Remote, m.Channel = int64(len(all)), "", ""
	body, err := json.Marshal(m)
	if err != nil {
		return m, err
	}
	err = s.write(ctx, func(t tx) error {
		_, err := t.exec(`INSERT INTO file (id, conversation, at, body, content) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET conversation = excluded.conversation, at = excluded.at, body = excluded.body, content = excluded.content`,
			m.ID, conversation, time.Now().UnixMilli(), string(body), all)
		return err
	})
	if err != nil {
		return m, fmt.Errorf("keep a file: %w", err)
	}
	return m, nil
}

// File implements [bot.Files].
func (s *Store) File(ctx context.Context, id string) (m bot.Media, conversation string, content io.ReadCloser, err error) {
	var body, all []byte
	err = s.reader(ctx).row(`SELECT conversation, body, content FROM file WHERE id = ?`, id).Scan(&conversation, &body, &all)
	if errors.Is(err, sql.ErrNoRows) {
		return m, "", nil, bot.ErrNothing
	}
	if err != nil {
		return m, "", nil, fmt.Errorf("file %s: %w", id, err)
	}
	return m, conversation, io.NopCloser(bytes.NewReader(all)), json.Unmarshal(body, &m)
}
