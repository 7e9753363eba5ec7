package store

import (
	"context"
	"crypto/rand"
	"sync"
	"time"
)

// leases keep two workers from one conversation.
type leases interface {
	// take gets the lease of a conversation unless someone else has it. tries counts earlier leases that ran out: workers that
	// died over the conversation.
	take(ctx context.Context, conversation string, now time.Time, length time.Duration) (ok bool, tries int, err error)
	// lead gets a lease or, unlike take, makes one that is held last longer.
	lead(ctx context.Context, name string, now time.Time, length time.Duration) (ok bool, err error)
	// renew makes a lease that is held last until a later time.
	renew(ctx context.Context, conversation string, until time.Time) error
	// drop gives the lease back.
	drop(ctx context.Context, conversation string) error
	// drops says how a transaction gives the lease back with its commit.
	drops(t tx, conversation string) error
}

// localLeases are for a store that one program has for itself: they end with the program.
type localLeases struct {
	mu    sync.Mutex
	until map[string]time.Time
}

func newLocalLeases() *localLeases { return &localLeases{until: map[string]time.Time{}} }

func (l *localLeases) take(_ context.Context, conversation string, now time.Time, length time.Duration) (bool, int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until, held := l.until[conversation]; held && now.Before(until) {
		return false, 0, nil
	}
	l.until[conversation] = now.Add(length)
	return true, 0, nil
}

// lead is always given: there is no other program.
func (l *localLeases) lead(context.Context, string, time.Time, time.Duration) (bool, error) {
	return true, nil
}

func (l *localLeases) renew(_ context.Context, conversation string, until time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, held := l.until[conversation]; held {
		l.until[conversation] = until
	}
	return nil
}

func (l *localLeases) drop(_ context.Context, conversation string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.until, conversation)
	return nil
}

// drops does nothing: the caller drops the lease when the commit is durable, not before.
func (l *localLeases) drops(tx, string) error { return nil }

// sharedLeases are rows of the database, for programs on several machines.
type sharedLeases struct {
	s      *Store
	holder string
}

func newSharedLeases(s *Store) *sharedLeases { return &sharedLeases{s: s, holder: rand.Text()} }

func (l *sharedLeases) take(ctx context.Context, conversation string, now time.Time, length time.Duration) (ok bool, tries int, err error) {
	err = l.s.write(ctx, func(t tx) error {
		n, err := t.exec(`INSERT INTO lease (conversation, holder, until) VALUES (?, ?, ?)
			ON CONFLICT (conversation) DO UPDATE SET holder = excluded.holder, until = excluded.until, tries = lease.tries + 1
			WHERE lease.until <= ?`, conversation, l.holder, now.Add(length).UnixMilli(), now.UnixMilli())
		if ok = n == 1; err != nil || !ok {
			return err
		}
		return t.row(`SELECT tries FROM lease WHERE conversation = ?`, conversation).Scan(&tries)
	})
	return ok, tries, err
}

func (l *sharedLeases) lead(ctx context.Context, name string, now time.Time, length time.Duration) (ok bool, err error) {
	err = l.s.write(ctx, func(t tx) error {
		n, err := t.exec(`INSERT INTO lease (conversation, holder, until) VALUES (?, ?, ?)
			ON CONFLICT (conversation) DO UPDATE SET holder = excluded.holder, until = excluded.until
			WHERE lease.until <= ? OR lease.holder = excluded.holder`, name, l.holder, now.Add(length).UnixMilli(), now.UnixMilli())
		ok = n == 1
		return err
	})
	return ok, err
}

func (l *sharedLeases) renew(ctx context.Context, conversation string, until time.Time) error {
	return l.s.write(ctx, func(t tx) error {
		_, err := t.exec(`UPDATE lease SET until = ? WHERE conversation = ? AND holder = ?`, until.UnixMilli(), conversation, l.holder)
		return err
	})
}

func (l *sharedLeases) drop(ctx context.Context, conversation string) error {
	return l.s.write(ctx, func(t tx) error { return l.drops(t, conversation) })
}

func (l *sharedLeases) drops(t tx, conversation string) error {
	_, err := t.exec(`DELETE FROM lease WHERE conversation = ? AND holder = ?`, conversation, l.holder)
	return err
}
