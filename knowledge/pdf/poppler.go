package pdf

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// What the tool may use for one file. A manual of 500 pages takes half a second and 30 MB.
const (
	patience  = 60 * time.Second
	processor = "60"      // seconds
	memory    = "2097152" // kB of address space
	most      = 64 << 20  // bytes of its output
)

// limits runs a program within bounds of memory and time, where the shell can set them.
const limits = `ulimit -v "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; shift 2; exec "$@"`

// layout asks pdftotext where every word stands.
func layout(ctx context.Context, tool string, data []byte) (*file, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	dir, err := os.MkdirTemp("", "lotse-pdf-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for pdftotext: %w", err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "file.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return nil, fmt.Errorf("write the file for pdftotext: %w", err)
	}
	args := []string{tool, "-bbox-layout", "-enc", "UTF-8", path, "-"}
	if shell, err := exec.LookPath("sh"); err == nil {
		args = append([]string{shell, "-c", limits, "sh", memory, processor}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // the tool the operator installed
	cmd.WaitDelay = time.Second
	said := new(bytes.Buffer)
	cmd.Stderr = &upTo{said, 4096}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("start pdftotext: %w", err)
	}
	limited := &io.LimitedReader{R: out, N: most}
	f := parse(limited)
	if limited.N == 0 {
		cancel()
	}
	return f, verdict(ctx, cmd.Wait(), limited.N == 0, said.String())
}

// verdict says why a file was not read; nil if it was.
func verdict(ctx context.Context, ended error, tooMuch bool, said string) error {
	var exit *exec.ExitError
	switch {
	case tooMuch, errors.Is(ctx.Err(), context.DeadlineExceeded):
		return ErrTooMuch
	case ctx.Err() != nil:
		return ctx.Err()
	case ended == nil:
		return nil
	case strings.Contains(said, "password"), strings.Contains(said, "not allowed"):
		return ErrProtected
	case errors.As(ended, &exit) && !exit.Exited(), strings.Contains(said, "memory"):
		return ErrTooMuch // ended by a limit
	}
	return ErrDamaged
}

// upTo keeps the beginning of what is written.
type upTo struct {
	to   *bytes.Buffer
	left int
}

func (u *upTo) Write(p []byte) (int, error) {
	n := min(len(p), u.left)
	u.left -= n
	u.to.Write(p[:n])
	return len(p), nil
}

// tag is a line of pdftotext's output: it writes every element on a line of its own.
var tag = regexp.MustCompile(`^\s*<(page|block|line|word)((?: \w+="[^"]*")*)>(?:(.*)</word>)?`)

var number = regexp.MustCompile(`(\w+)="([-\d.]+)"`)

// parse reads pdftotext's output.
func parse(r io.Reader) *file {
	f := &file{}
	lines := bufio.NewReader(r)
	for {
		text, err := lines.ReadString('\n')
		f.take(text)
		if err != nil {
			return f
		}
	}
}

func (f *file) take(text string) {
	if title, ok := strings.CutPrefix(text, "<title>"); ok && len(f.pages) == 0 {
		title, _, _ = strings.Cut(title, "</title>")
		f.title = clean(html.UnescapeString(title))
	}
	m := tag.FindStringSubmatch(text)
	if m == nil {
		return
	}
	at := map[string]float64{}
	for _, n := range number.FindAllStringSubmatch(m[2], -1) {
		at[n[1]], _ = strconv.ParseFloat(n[2], 64)
	}
	if m[1] == "page" {
		f.pages = append(f.pages, &page{width: at["width"], height: at["height"]})
		return
	}
	if len(f.pages) == 0 {
		return
	}
	p := f.pages[len(f.pages)-1]
	switch m[1] {
	case "block":
		p.blocks++
	case "line":
		p.lines = append(p.lines, &line{block: p.blocks})
	case "word":
		w := word{boxOf(at["xMin"], at["yMin"], at["xMax"], at["yMax"]), clean(html.UnescapeString(m[3]))}
		if w.text != "" && len(p.lines) > 0 {
			p.lines[len(p.lines)-1].add(w)
		}
	}
}
