// Package git reads the files of a commit through the program git, which has to be installed: from a checkout or a bare
// repository on this machine without touching it, or from a server, of which a shallow copy is kept.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// ErrMissing says that the program git is not there.
var ErrMissing = errors.New("needs the program git, which is not installed")

// fetchTime is the longest time that fetching from a server may take.
const fetchTime = 10 * time.Minute

// A Repository is where commits are read from.
type Repository struct {
	dir    string // on this machine
	server string // that dir is a copy of; empty if it is the repository itself
}

// Remote tells of an address that it is a server's: https, ssh or USER@HOST:PATH. All else is a path.
func Remote(address string) bool {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "ssh" || u.Scheme == "git+ssh") {
		return true
	}
	host, _, scp := strings.Cut(address, ":")
	return scp && !strings.ContainsAny(host, "/\\") && strings.Contains(host, "@")
}

// Open opens a repository: a path or file:// URL of this machine, or the address of a server, of which a copy is kept in a
// folder below cache.
func Open(address, cache string) (Repository, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return Repository{}, ErrMissing
	}
	if Remote(address) {
		if strings.HasPrefix(address, "-") {
			return Repository{}, errors.New("is not the address of a server")
		}
		return Repository{filepath.Join(cache, folderOf(address)), address}, nil
	}
	dir := strings.TrimPrefix(address, "file://")
	if _, err := os.Stat(dir); err != nil {
		return Repository{}, fmt.Errorf("there is no %s", dir)
	}
	return Repository{dir: dir}, nil
}

// Commit is the commit that a branch, a tag or HEAD names at the moment. What is a copy is brought up to date first.
func (r Repository) Commit(ctx context.Context, branch string) (string, error) {
	if branch == "" {
		branch = "HEAD"
	}
	if strings.HasPrefix(branch, "-") {
		return "", fmt.Errorf("%s is not the name of a branch", branch)
	}
	if r.server != "" {
		if err := r.fetch(ctx, branch); err != nil {
			return "", err
		}
		branch = "FETCH_HEAD"
	}
	out, err := r.run(ctx, nil, "rev-parse", "--verify", "--end-of-options", branch+"^{commit}")
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil && strings.Contains(err.Error(), "dubious ownership") {
		return "", fmt.Errorf("belongs to another user: git config --global --add safe.directory %s", r.dir)
	}
	if err != nil {
		return "", fmt.Errorf("has no branch, tag or commit %s", branch)
	}
	return strings.TrimSpace(string(out)), nil
}

// fetch brings the copy of a server's repository up to date.
func (r Repository) fetch(ctx context.Context, branch string) error {
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	if _, err := os.Stat(filepath.Join(r.dir, "HEAD")); err != nil {
		if err := os.MkdirAll(r.dir, 0o700); err != nil {
			return err
		}
		if _, err := r.run(ctx, nil, "init", "--quiet", "--bare"); err != nil {
			return err
		}
	}
	_, err := r.run(ctx, nil, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--end-of-options", r.server, branch)
	if err != nil {
		return fmt.Errorf("cannot be fetched: %w", err)
	}
	return nil
}

// run runs git in the repository. It asks nobody for a password, runs no hook, and reaches only what was named.
func (r Repository) run(ctx context.Context, in []byte, args ...string) ([]byte, error) {
	c := r.command(ctx, args...)
	c.Stdin = bytes.NewReader(in)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return nil, fmt.Errorf("git %s: %s", args[0], strings.TrimPrefix(first, "fatal: "))
	}
	return out, nil
}

func (r Repository) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{
		"-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "-c", "protocol.https.allow=always",
		"-c", "protocol.http.allow=always", "-c", "protocol.ssh.allow=always", "-c", "gc.auto=0", "-C", r.dir,
	}, args...)...)
	c.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ASKPASS=true", "LC_ALL=C",
		"GIT_SSH_COMMAND=ssh -o BatchMode=yes")
	c.WaitDelay = 5 * time.Second
	return c
}

// folderOf is the name of a server's copy.
func folderOf(address string) string {
	clean := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}
	return strings.TrimLeft(strings.Map(clean, strings.TrimSuffix(address, ".git")), ".-") + ".git"
}
