package slack

import (
	"context"
	"errors"
	"fmt"
	"io"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// files are those of an entry that can be uploaded: what is kept here. Others are named, or linked, where the entry is shown.
func (d *Desk) files(e bot.Entry) (all []bot.Media) {
	if d.channel.Files == nil {
		return nil
	}
	for _, el := range e.Elements {
		if el.Media != nil && el.Media.ID != "" {
			all = append(all, *el.Media)
		}
	}
	return all
}

// upload brings files of the customer's into the thread. Slack has no way to look for one that may have arrived: after a crash
// one of them can be there twice.
func (d *Desk) upload(ctx context.Context, h *handoff) error {
	for len(h.Files) > 0 {
		err := d.uploadOne(ctx, h, h.Files[0])
		switch {
		case errors.Is(err, errPaused), ctx.Err() != nil:
			return err
		case err != nil:
			d.channel.Log.Warn("a customer's file is not shown on slack", "conversation", h.Conversation, "file", h.Files[0].ID, "error", err)
		}
		h.Files = h.Files[1:]
		if err := d.handoffs.save(ctx, h); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) uploadOne(ctx context.Context, h *handoff, m bot.Media) error {
	kept, _, content, err := d.channel.Files.File(ctx, m.ID)
	if err != nil {
		return fmt.Errorf("open file %s: %w", m.ID, err)
	}
	defer content.Close()
	size := int(kept.Size)
	if size == 0 {
		return fmt.Errorf("file %s is empty", m.ID)
	}
	return d.post(ctx, "files.completeUploadExternal", func(ctx context.Context, api *slackapi.Client) error {
		_, err := api.UploadFileContext(ctx, slackapi.UploadFileParameters{
			Channel: d.Room, ThreadTimestamp: h.Root, Filename: mediaName(kept), Title: mediaName(kept), AltTxt: kept.Alt,
			FileSize: size, Reader: io.LimitReader(content, kept.Size),
		})
		return err
	})
}
