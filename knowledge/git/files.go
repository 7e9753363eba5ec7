package git

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A File is a file of a commit.
type File struct {
	Path string // from the root of the repository, with slashes
	Size int64  // bytes
	Data []byte // nil if it is larger than what may be read
}

// Each calls each for every file of a commit that lies in a folder and is wanted, in the order of their paths; empty is the root.
// Of files larger than limit bytes only path and size are given. Links and submodules are passed over. An error of each, or of git, ends
// it and is returned.
func (r Repository) Each(ctx context.Context, commit, folder string, limit int64, wanted func(path string) bool, each func(File) error) error {
	args := []string{"ls-tree", "-r", "-z", "--long", "--full-tree", commit}
	if folder != "" {
		args = append(args, "--", strings.Trim(folder, "/")+"/")
	}
	list, err := r.run(ctx, nil, args...)
	if err != nil {
		return err
	}
	blobs, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer blobs.close()
	for line := range strings.SplitSeq(string(list), "\x00") {
		f, id, ok := entry(line)
		if !ok || !wanted(f.Path) {
			continue
		}
		if f.Size <= limit {
			if f.Data, err = blobs.read(id); err != nil {
				return fmt.Errorf("read %s of %s: %w", f.Path, commit, err)
			}
		}
		if err := each(f); err != nil {
			return err
		}
	}
	return nil
}

// entry reads a line of ls-tree: "100644 blob ID SIZE\tPATH".
func entry(line string) (f File, id string, ok bool) {
	about, path, ok := strings.Cut(line, "\t")
	fields := strings.Fields(about)
	if !ok || len(fields) != 4 || fields[1] != "blob" || fields[0] == "120000" {
		return File{}, "", false
	}
	size, err := strconv.ParseInt(fields[3], 10, 64)
	return File{Path: path, Size: size}, fields[2], err == nil
}

// blobs is a git that gives contents by their IDs, one process for all.
type blobs struct {
	in   io.WriteCloser
	out  *bufio.Reader
	wait func() error
	stop context.CancelFunc
}

func (r Repository) open(ctx context.Context) (*blobs, error) {
	ctx, stop := context.WithCancel(ctx)
	c := r.command(ctx, "cat-file", "--batch")
	in, err := c.StdinPipe()
	if err != nil {
		stop()
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		stop()
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return &blobs{in, bufio.NewReader(out), c.Wait, stop}, nil
}

// read reads one content.
func (b *blobs) read(id string) ([]byte, error) {
	if _, err := fmt.Fprintln(b.in, id); err != nil {
		return nil, err
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(head)
	if len(fields) != 3 {
		return nil, fmt.Errorf("git has no %s", id)
	}
	size, err := strconv.Atoi(fields[2])
	if err != nil {
		return nil, err
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(b.out, data); err != nil {
		return nil, err
	}
	_, err = b.out.ReadByte()
	return data, err
}

func (b *blobs) close() {
	_ = b.in.Close()
	b.stop()
	_ = b.wait() // it was told to end
}
