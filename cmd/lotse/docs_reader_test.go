package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
)

// A reader works through a document in a folder of her own, where the project's examples are and lotse is installed.
type reader struct {
	t        *testing.T
	dir      string
	document string // that she reads, from this package
	env      []string
	program  *exec.Cmd // that serves at the moment, if any
	said     *strings.Builder
	address  string            // where it serves
	asked    []byte            // what the last JSON block sent was answered
	secrets  *strings.Replacer // puts real tokens in place of those that documents show
}

func newReader(t *testing.T) *reader {
	t.Helper()
	r := &reader{t: t, dir: t.TempDir()}
	if err := os.CopyFS(filepath.Join(r.dir, "examples"), os.DirFS("../../examples")); err != nil {
		t.Fatal(err)
	}
	installed := t.TempDir()
	if err := os.Symlink(build(t), filepath.Join(installed, "lotse")); err != nil {
		t.Fatal(err)
	}
	for _, pair := range os.Environ() { // settings of whoever runs the tests are not the reader's
		if !strings.HasPrefix(pair, "LOTSE_") && !strings.HasPrefix(pair, "PATH=") {
			r.env = append(r.env, pair)
		}
	}
	r.env = append(r.env, "PATH="+installed+string(os.PathListSeparator)+os.Getenv("PATH"))
	r.meetPlatforms()
	t.Cleanup(r.abandon)
	return r
}

// follow does what a block says; false if it says nothing to do.
func (r *reader) follow(b block) bool {
	r.t.Logf("line %d: %s %s", b.line, b.kind, b.path)
	switch {
	case b.path != "":
		r.write(b)
	case b.kind == "sh":
		for command := range strings.Lines(b.text) {
			r.run(strings.TrimSpace(command))
		}
	case b.kind == "console":
		r.console(b)
	case b.kind == "json" && r.program != nil:
		r.talk(b)
	case b.kind == "html":
		r.embed(b)
	case b.kind == "js":
		r.script(b)
	case b.kind == "" || b.kind == "text":
		return false
	default:
		r.t.Errorf("line %d: a block of %s that is neither a file nor run: name its file in the first line", b.line, b.kind)
	}
	return true
}

func (r *reader) write(b block) {
	write(r.t, filepath.Join(r.dir, filepath.FromSlash(b.path)), b.text)
}

var exits = regexp.MustCompile(`\s*# exits (\d)$`)

// run runs a command, which succeeds unless the document says otherwise.
func (r *reader) run(command string) {
	for start := range notRun {
		if strings.HasPrefix(command, start) {
			return
		}
	}
	command = strings.Replace(command, "go run ./cmd/lotse", "lotse", 1)
	want := 0
	if m := exits.FindStringSubmatch(command); m != nil {
		want, _ = strconv.Atoi(m[1])
		command = strings.TrimSuffix(command, m[0])
	}
	switch words := strings.Fields(command); {
	case command == "" || strings.HasPrefix(command, "#"):
	case strings.HasPrefix(command, "export "):
		r.env = append(r.env, r.secrets.Replace(strings.TrimPrefix(command, "export ")))
	case !strings.Contains(command, "lotse "):
		r.t.Errorf("%s: neither ours nor on the list of what is not run", command)
	case strings.Contains(command, "lotse serve") || strings.Contains(command, "lotse demo"):
		r.serve(words)
	default:
		out, code := r.shell(command)
		if code != want || strings.HasPrefix(out, "No answer") {
			r.t.Errorf("%s: exit %d, want %d\n%s", command, code, want, out)
		}
	}
}

// shell runs a command to its end. Whoever is asked for something there says hello.
func (r *reader) shell(command string) (out string, code int) {
	r.t.Helper()
	c := r.command(command)
	c.Stdin = strings.NewReader("hello\n")
	said, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.t.Fatal(err)
	}
	return withoutLog(string(said)), c.ProcessState.ExitCode()
}

// command lets the shell read a line and then be the program, so that signals reach that.
func (r *reader) command(line string) *exec.Cmd {
	c := exec.Command("sh", "-c", "exec env "+line)
	c.Dir, c.Env = r.dir, r.env
	return c
}

// withoutLog is what a command prints but for its log, and for the progress that only a slow machine gets to see.
func withoutLog(out string) string {
	var kept strings.Builder
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "time=") && !strings.HasPrefix(line, "measured: ") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// end ends what serves, and checks every bot and configuration that was written.
func (r *reader) end() {
	r.stop()
	files, err := filepath.Glob(filepath.Join(r.dir, "*", "bot.yaml"))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, f := range files {
		if out, code := r.shell("lotse check " + filepath.Base(filepath.Dir(f))); code != 0 {
			r.t.Errorf("check of %s: exit %d\n%s", f, code, out)
		}
	}
	if file := filepath.Join(r.dir, "lotse.yaml"); exists(file) {
		if _, err := app.Load(file, nil, app.Config{}); err != nil {
			r.t.Error(err)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// lineAfter is the number of the line on which a text ends.
func lineAfter(text string) string { return strconv.Itoa(1 + strings.Count(text, "\n")) }
