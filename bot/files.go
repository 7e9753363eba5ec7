package bot

import (
	"context"
	"io"
)

// Files keep what customers, agents and authors attached.
type Files interface {
	// Keep saves a file and returns it with its ID: the one it has, in place of an earlier file, or a new one. It reads at most limit bytes: ErrTooLarge if there are more, and nothing is kept.
	Keep(ctx context.Context, conversation string, m Media, content io.Reader, limit int64) (Media, error)
	// File opens one; ErrNothing if it is not there.
	File(ctx context.Context, id string) (m Media, conversation string, content io.ReadCloser, err error)
}

// A Fetcher is a channel that can fetch what the platform still has; see [Media].Remote. It reads at most limit bytes.
type Fetcher interface {
	Fetch(ctx context.Context, m Media, limit int64) (io.ReadCloser, error)
}

// A Drawer keeps small things of one owner that must outlive the program: callback data that was too long, a cursor, the
// token of a workspace, the thread of a conversation. The store hands them out by name.
type Drawer interface {
	// Put keeps a value, in place of an earlier one.
	Put(ctx context.Context, key string, value []byte) error
	// Get returns it; ErrNothing if it is not there.
	Get(ctx context.Context, key string) ([]byte, error)
	// All returns everything, by key.
	All(ctx context.Context) (map[string][]byte, error)
	// Remove forgets it.
	Remove(ctx context.Context, key string) error
}
