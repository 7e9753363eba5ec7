package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

func openFile(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// pragma runs on the connection that writes.
func pragma(t *testing.T, s *Store, text string) {
	t.Helper()
	if err := s.write(t.Context(), func(x tx) error { _, err := x.exec(text); return err }); err != nil {
		t.Fatal(err)
	}
}

// SQLite's own page limit makes a disk as full as a full disk does: SQLITE_FULL.
func TestAFullDiskLosesNothingAndHeals(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "lotse.db"))
	pragma(t, s, "PRAGMA max_page_count = 80")
	long := strings.Repeat("x", 4000)
	accepted, full := 0, error(nil)
	for i := range 200 {
		in := bot.Inbound{Channel: "api", Key: fmt.Sprint(i), Conversation: fmt.Sprintf("c%d", i), Text: long, Received: time.Now()}
		if _, full = s.Accept(t.Context(), in); full != nil {
			break
		}
		accepted++
	}
	if !errors.Is(full, ErrUnavailable) || !strings.Contains(full.Error(), "disk is full") || strings.Contains(full.Error(), "xxxx") {
		t.Fatalf("a full disk says: %v", full)
	}
	if n, err := s.Pending(t.Context()); err != nil || n != accepted {
		t.Errorf("%d were accepted, %d are there (%v)", accepted, n, err)
	}
	pragma(t, s, "PRAGMA max_page_count = 100000")
	if _, err := s.Accept(t.Context(), bot.Inbound{Channel: "api", Key: "later", Conversation: "later", Received: time.Now()}); err != nil {
		t.Errorf("after room was made: %v", err)
	}
}

func TestDataOfANewerProgramIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lotse.db")
	s := openFile(t, path)
	pragma(t, s, "INSERT INTO migration (version, name, sum) VALUES (9999, 'from the future', '')")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), "sqlite:"+path)
	if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "9999") {
		t.Errorf("opened newer data: %v", err)
	}
}

func TestWhatIsThrownAwayInAnyCaseNeedNotBeFlushed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lotse.db")
	for option, want := range map[string]int{"": 2, "?sync=off": 0} {
		s := openFile(t, path+option)
		var synchronous int
		if err := s.write(t.Context(), func(x tx) error { return x.row("PRAGMA synchronous").Scan(&synchronous) }); err != nil || synchronous != want {
			t.Errorf("%q: synchronous is %d %v, want %d", option, synchronous, err, want)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the option became a part of the name: %v", err)
	}
}

func TestUnusableAddressesSayWhatToWrite(t *testing.T) {
	for address, want := range map[string]string{
		"sqlite:lotse.db?sync=of":                                 "the only one is sync=off",
		"mysql://root:hunter2@host/db":                            "use sqlite:PATH or postgres://",
		"postgres://lotse:hunter2@127.0.0.1:1/db?sslmode=disable": "check that it runs",
	} {
		_, err := Open(t.Context(), address)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
}

// One write that fails takes nobody else's with it, though they share a transaction.
func TestAFailedWriteInAGroupIsAloneInFailing(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "lotse.db"))
	hold := make(chan struct{})
	errs := make(chan error, 21)
	go func() { errs <- s.write(context.Background(), func(tx) error { <-hold; return nil }) }()
	for i := range 20 {
		go func() {
			errs <- s.write(context.Background(), func(x tx) error {
				if i == 7 {
					return errors.New("seven")
				}
				_, err := x.exec(`INSERT INTO secret (name, value) VALUES (?, ?)`, fmt.Sprint(i), []byte{1})
				return err
			})
		}()
	}
	close(hold)
	failed := 0
	for range 21 {
		if <-errs != nil {
			failed++
		}
	}
	var n int
	if err := s.reader(t.Context()).row(`SELECT count(*) FROM secret`).Scan(&n); err != nil || n != 19 || failed != 1 {
		t.Errorf("%d failed, %d were written (%v)", failed, n, err)
	}
}
