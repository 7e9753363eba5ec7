package slack

import (
	"context"
	"errors"
	"fmt"
	"io"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// upload shares a file that is kept here. Slack's ID of it is kept under the key before it is shared: by it the file is looked
// for if nobody hears whether it was, and shared again if it was not.
func (s *sending) upload(ctx context.Context, key string, u upload) (bot.Receipt, error) {
	kept, err := s.Drawer.Get(ctx, key)
	id := string(kept)
	switch {
	case errors.Is(err, bot.ErrNothing):
		if id, err = s.bring(ctx, key, u); err != nil {
			return bot.Receipt{}, err
		}
	case err != nil:
		return bot.Receipt{}, &bot.SendError{Kind: bot.SendRetry, Err: fmt.Errorf("look for an upload: %w", err)}
	default:
		if _, ok, err := s.made(ctx, func(m slackapi.Msg) bool { return holds(m, id) }); err != nil || ok {
			return bot.Receipt{ID: id}, err
		}
	}
	if err := s.share(ctx, id, u); err != nil {
		if word(err.Err) == "file_not_found" { // it waited too long: bring it again
			_ = s.Drawer.Remove(ctx, key)
			err.Kind = bot.SendRetry
		}
		return bot.Receipt{}, err
	}
	_ = s.Drawer.Remove(context.WithoutCancel(ctx), key) // what stays behind is small and harms nobody
	return bot.Receipt{ID: id}, nil
}

func holds(m slackapi.Msg, file string) bool {
	for _, f := range m.Files {
		if f.ID == file {
			return true
		}
	}
	return false
}

// bring takes a file to Slack, where nobody sees it yet, and keeps its ID.
func (s *sending) bring(ctx context.Context, key string, u upload) (id string, err error) {
	m, _, content, err := s.Files.File(ctx, u.File)
	if errors.Is(err, bot.ErrNothing) {
		return "", &bot.SendError{Kind: bot.SendRefused, Err: fmt.Errorf("file %s is not kept any more", u.File)}
	}
	if err != nil {
		return "", &bot.SendError{Kind: bot.SendRetry, Err: fmt.Errorf("open file %s: %w", u.File, err)}
	}
	defer content.Close()
	if m.Size == 0 {
		return "", &bot.SendError{Kind: bot.SendRefused, Err: fmt.Errorf("file %s is empty: Slack takes no empty files", u.File)}
	}
	id, send := s.content(ctx, u, m.Size, content)
	if send != nil {
		return "", send
	}
	if err := s.Drawer.Put(ctx, key, []byte(id)); err != nil {
		return "", &bot.SendError{Kind: bot.SendRetry, Err: fmt.Errorf("keep an upload: %w", err)}
	}
	return id, nil
}

// content makes the two requests that nobody sees anything of: whatever goes wrong can be done again.
func (s *sending) content(ctx context.Context, u upload, size int64, content io.Reader) (id string, send *bot.SendError) {
	ctx, watch := channels.Watching(ctx)
	method := "files.getUploadURLExternal"
	to, err := s.api.GetUploadURLExternalContext(ctx, slackapi.GetUploadURLExternalParameters{
		FileName: u.Name, FileSize: int(size), AltTxt: u.Alt,
	})
	if err == nil {
		method = callUpload
		err = s.api.UploadToURL(ctx, slackapi.UploadToURLParameters{UploadURL: to.UploadURL, Reader: content, Filename: u.Name})
	}
	if err == nil {
		return to.FileID, nil
	}
	if send = failed(method, err, watch); send.Kind == bot.SendAmbiguous {
		send.Kind = bot.SendRetry
	}
	return "", send
}

// share shows the file to the customer.
func (s *sending) share(ctx context.Context, id string, u upload) *bot.SendError {
	ctx, watch := channels.Watching(ctx)
	_, err := s.api.CompleteUploadExternalContext(ctx, slackapi.CompleteUploadExternalParameters{
		Files: []slackapi.FileSummary{{ID: id, Title: u.Title}}, Channel: u.Channel, ThreadTimestamp: u.Thread,
	})
	if err == nil {
		return nil
	}
	send := failed("files.completeUploadExternal", err, watch)
	s.doubt = s.doubt || doubtful(send.Err, send)
	return s.again(send)
}
