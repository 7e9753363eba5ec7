package slack

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A file is what is read of one that a customer shared.
type file struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Title    string  `json:"title"`
	Type     string  `json:"mimetype"`
	Size     float64 `json:"size"`
	Mode     string  `json:"mode"`
	External bool    `json:"is_external"`
	URL      string  `json:"url_private"`
	Alt      string  `json:"alt_txt"`
}

// attachments are the files as elements. What Slack still has stays there until somebody fetches it. A file that is kept
// elsewhere is a link.
func attachments(team string, files []file) (all []bot.Element) {
	for _, f := range files {
		if f.ID == "" || f.Mode == "tombstone" || f.Mode == "hidden_by_limit" {
			continue
		}
		m := &bot.Media{Name: f.Name, Type: f.Type, Size: int64(f.Size), Alt: f.Alt}
		if m.Name == "" {
			m.Name = f.Title
		}
		if f.External {
			m.URL = f.URL
		} else {
			m.Remote = team + "/" + f.ID
		}
		kind := bot.ElementFile
		if strings.HasPrefix(f.Type, "image/") {
			kind = bot.ElementImage
		}
		all = append(all, bot.Element{Kind: kind, Media: m})
	}
	return all
}

// Fetch opens a file that Slack has. It fails with [bot.ErrTooLarge] if Slack says that it is larger than limit.
func (c *Channel) Fetch(ctx context.Context, m bot.Media, limit int64) (io.ReadCloser, error) {
	team, id, ok := strings.Cut(m.Remote, "/")
	if !ok {
		return nil, fmt.Errorf("fetch a file from Slack: %q is not a workspace and a file", m.Remote)
	}
	api, err := c.workspaces.of(ctx, team)
	if err != nil {
		return nil, fmt.Errorf("fetch file %s from Slack: %w", id, err)
	}
	f, _, _, err := api.GetFileInfoContext(ctx, id, 0, 0)
	if err != nil {
		return nil, fmt.Errorf("ask Slack for file %s: %w", id, cause(err))
	}
	if int64(f.Size) > limit {
		return nil, fmt.Errorf("file %s has %d bytes: %w", id, f.Size, bot.ErrTooLarge)
	}
	url := f.URLPrivateDownload
	if url == "" {
		url = f.URLPrivate
	}
	return download(ctx, limit, func(ctx context.Context, w io.Writer) error {
		if err := api.GetFileContext(ctx, url, w); err != nil {
			return fmt.Errorf("download file %s from Slack: %w", id, cause(err))
		}
		return nil
	}), nil
}

// download lets a reader take what get writes; closing it ends the request.
func download(ctx context.Context, limit int64, get func(context.Context, io.Writer) error) io.ReadCloser {
	ctx, cancel := context.WithCancel(ctx)
	r, w := io.Pipe()
	go func() { w.CloseWithError(get(ctx, &bounded{w, limit})) }()
	return &downloading{r, cancel}
}

type downloading struct {
	*io.PipeReader
	cancel context.CancelFunc
}

func (d *downloading) Close() error {
	d.cancel()
	return d.PipeReader.Close()
}

// bounded takes so many bytes, and fails with [bot.ErrTooLarge] at the next.
type bounded struct {
	w    io.Writer
	left int64
}

func (b *bounded) Write(p []byte) (int, error) {
	if int64(len(p)) > b.left {
		return 0, bot.ErrTooLarge
	}
	b.left -= int64(len(p))
	return b.w.Write(p)
}
