package git_test

import (
	"context"
	"encoding/pem"
	"errors"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/git"
)

// run runs git as an author does.
func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "git", append([]string{"-C", dir, "-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"}, args...)...)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// repository is one with a commit on main and another on next.
func repository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	run(t, dir, "init", "-q")
	write(t, filepath.Join(dir, "README.md"), "# Readme")
	write(t, filepath.Join(dir, "docs", "a b.md"), "# A")
	write(t, filepath.Join(dir, "docs", "sub", "ä.md"), "# Ä")
	write(t, filepath.Join(dir, "docs", "large.md"), strings.Repeat("x", 2000))
	write(t, filepath.Join(dir, "docs", "pic.png"), "PNG")
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "docs", "link.md")); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "One")
	run(t, dir, "checkout", "-q", "-b", "next")
	write(t, filepath.Join(dir, "docs", "new.md"), "# New")
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "Two")
	run(t, dir, "checkout", "-q", "main")
	write(t, filepath.Join(dir, "docs", "draft.md"), "# Not committed")
	return dir
}

// files are those of a branch, in the folder docs.
func files(t *testing.T, address, cache, branch string) map[string]string {
	t.Helper()
	r, err := git.Open(address, cache)
	if err != nil {
		t.Fatal(err)
	}
	commit, err := r.Commit(t.Context(), branch)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	wanted := func(path string) bool { return strings.HasSuffix(path, ".md") }
	err = r.Each(t.Context(), commit, "docs", 1000, wanted, func(f git.File) error {
		got[f.Path] = string(f.Data)
		if f.Size > 1000 {
			got[f.Path] = "too large"
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var onMain = map[string]string{"docs/a b.md": "# A", "docs/sub/ä.md": "# Ä", "docs/large.md": "too large"}

func TestACommitIsReadFromACheckoutOrABareRepository(t *testing.T) {
	dir := repository(t)
	bare := filepath.Join(t.TempDir(), "bare.git")
	run(t, dir, "clone", "-q", "--bare", ".", bare)
	for _, address := range []string{dir, "file://" + dir, bare} {
		if diff := cmp.Diff(onMain, files(t, address, "", "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", address, diff)
		}
		if got := files(t, address, "", "next"); got["docs/new.md"] != "# New" {
			t.Errorf("%s, another branch: %v", address, got)
		}
	}
}

func TestAServersRepositoryIsCopied(t *testing.T) {
	dir := repository(t)
	backend := filepath.Join(run(t, dir, "--exec-path"), "git-http-backend")
	server := httptest.NewTLSServer(&cgi.Handler{Path: backend, Env: []string{"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1", "HOME=" + t.TempDir()}})
	defer server.Close()
	roots := filepath.Join(t.TempDir(), "roots.pem")
	write(t, roots, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})))
	t.Setenv("GIT_SSL_CAINFO", roots)
	cache := t.TempDir()
	if diff := cmp.Diff(onMain, files(t, server.URL+"/.git", cache, "main")); diff != "" {
		t.Errorf("first (-want +got):\n%s", diff)
	}
	run(t, dir, "rm", "-q", "docs/large.md")
	run(t, dir, "commit", "-q", "-m", "Three")
	if got := files(t, server.URL+"/.git", cache, "main"); len(got) != 2 {
		t.Errorf("what was committed since is not there: %v", got)
	}
	server.Close()
	r, err := git.Open(server.URL+"/.git", cache)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Commit(t.Context(), "main"); err == nil || !strings.Contains(err.Error(), "cannot be fetched") {
		t.Errorf("the server is down: %v", err)
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	if _, err := git.Open("/nowhere", ""); err == nil || !strings.Contains(err.Error(), "/nowhere") {
		t.Errorf("a path that is not there: %v", err)
	}
	dir := repository(t)
	r, err := git.Open(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, branch := range []string{"nothing", "--upload-pack=touch x", "HEAD; true"} {
		if _, err := r.Commit(t.Context(), branch); err == nil {
			t.Errorf("%s is a branch", branch)
		}
	}
	r, err = git.Open(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Commit(t.Context(), ""); err == nil {
		t.Error("an empty folder is a repository")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	r, _ = git.Open(dir, "")
	if _, err := r.Commit(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := git.Open(dir, ""); !errors.Is(err, git.ErrMissing) {
		t.Errorf("without git: %v", err)
	}
}

func TestRemote(t *testing.T) {
	for address, want := range map[string]bool{
		"https://a.example/r.git": true, "ssh://git@a.example/r.git": true, "git@a.example:o/r.git": true,
		"/srv/docs.git": false, "docs": false, "../docs": false, "file:///srv/docs": false, "ext::sh -c true": false, "C:/docs": false,
	} {
		if got := git.Remote(address); got != want {
			t.Errorf("%s: remote is %v", address, got)
		}
	}
}
