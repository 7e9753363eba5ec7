package slack

import (
	"context"
	"errors"
	"fmt"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Send posts a delivery. What may have arrived before is looked for first, so that it is not posted twice; see [Channel.seen].
// The receipt is Slack's timestamp of the first post.
func (c *Channel) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	s := &sending{Channel: c, d: d}
	receipt, err := s.all(ctx)
	send, failed := errors.AsType[*bot.SendError](err)
	if failed {
		c.unsent(s.to.team, send)
		c.doubts.note(d.Key, s.doubt)
		return bot.Receipt{}, send
	}
	c.doubts.forget(d.Key)
	c.sent(s.to.team)
	return receipt, err
}

// A sending is one attempt to send a delivery.
type sending struct {
	*Channel
	d     bot.Delivery
	to    place
	api   *slackapi.Client
	calls []channels.Call
	doubt bool // something of it may have arrived that nobody has seen arrive
}

func (s *sending) all(ctx context.Context) (bot.Receipt, error) {
	var refs references
	var err error
	if s.calls, refs, err = s.render(s.d, Capabilities()); err != nil {
		return bot.Receipt{}, &bot.SendError{Kind: bot.SendRefused, Err: err}
	}
	s.to, _ = at(s.d.Address)
	if err := refs.keep(ctx, s.Drawer); err != nil {
		return bot.Receipt{}, &bot.SendError{Kind: bot.SendRetry, Err: err}
	}
	if s.api, err = s.workspaces.of(ctx, s.to.team); err != nil {
		return bot.Receipt{}, lookedUp(err)
	}
	if len(s.calls) == 0 {
		return bot.Receipt{}, nil
	}
	return channels.InOrder(ctx, s.Drawer, s.d, len(s.calls), s.call)
}

// lookedUp is the failure to find a workspace's client.
func lookedUp(err error) *bot.SendError {
	if errors.Is(err, errNotInstalled) {
		return &bot.SendError{Kind: bot.SendRefused, Gone: true, Err: err}
	}
	return &bot.SendError{Kind: bot.SendRetry, Err: err}
}

// call makes one call of the delivery, unless it turns out to have been made.
func (s *sending) call(ctx context.Context, i int) (bot.Receipt, error) {
	if u, ok := s.calls[i].Body.(upload); ok {
		return s.upload(ctx, fmt.Sprint(drawerUpload, s.d.Key, "/", i), u)
	}
	p := s.calls[i].Body.(post)
	if id, ok, err := s.made(ctx, func(m slackapi.Msg) bool { return same(m, p) }); err != nil || ok {
		return bot.Receipt{ID: id}, err
	}
	id, err := s.post(ctx, p)
	if err != nil && tooMuch[word(err.Err)] && len(p.Blocks) > 0 {
		s.Log.Warn("slack did not take the blocks of a delivery; its text is sent instead", "delivery", s.d.Key, "error", err.Err)
		return s.bare(ctx, i, p)
	}
	if err != nil {
		s.doubt = s.doubt || doubtful(err.Err, err)
		return bot.Receipt{}, s.again(err)
	}
	return bot.Receipt{ID: id}, nil
}

// made looks whether a call was made before, if that may be.
func (s *sending) made(ctx context.Context, it func(slackapi.Msg) bool) (id string, ok bool, err error) {
	if !s.doubtful(s.d) {
		return "", false, nil
	}
	s.doubt = true
	if id, ok, err = s.seen(ctx, s.to, s.d, it); err != nil || ok {
		return id, ok, err
	}
	s.doubt = false
	return "", false, nil
}

// again turns a doubt into another attempt: the next one looks first. It leaves Slack some time to get done.
func (s *sending) again(err *bot.SendError) *bot.SendError {
	if err.Kind == bot.SendAmbiguous {
		err.Kind, err.RetryAfter = bot.SendRetry, lookAfter
		err.Err = fmt.Errorf("it may have arrived and is looked for before it is sent again: %w", err.Err)
	}
	return err
}

// post makes one chat.postMessage.
func (s *sending) post(ctx context.Context, p post) (id string, send *bot.SendError) {
	options := []slackapi.MsgOption{
		slackapi.MsgOptionText(p.Text, false), slackapi.MsgOptionDisableLinkUnfurl(), slackapi.MsgOptionDisableMediaUnfurl(),
		slackapi.MsgOptionMetadata(*p.Metadata),
	}
	if len(p.Blocks) > 0 {
		options = append(options, slackapi.MsgOptionBlocks(p.Blocks...))
	}
	if p.Thread != "" {
		options = append(options, slackapi.MsgOptionTS(p.Thread))
	}
	ctx, watch := channels.Watching(ctx)
	_, ts, err := s.api.PostMessageContext(ctx, p.Channel, options...)
	if err != nil {
		return "", failed(callPost, err, watch)
	}
	return ts, nil
}

// bare posts as text what Slack did not take as blocks: for the first post all that is in the reply, choices listed.
func (s *sending) bare(ctx context.Context, i int, p post) (bot.Receipt, error) {
	text := p.Text
	if i == 0 {
		text = s.spelled()
	}
	p.Blocks, p.Text = nil, text
	id, err := s.post(ctx, p)
	if err != nil {
		s.doubt = s.doubt || doubtful(err.Err, err)
		return bot.Receipt{}, s.again(err)
	}
	return bot.Receipt{ID: id}, nil
}

// spelled is the whole reply as text.
func (s *sending) spelled() (text string) {
	can := bot.Capabilities{Channel: Name}
	for _, part := range channels.Degrade(s.d.Reply, can, s.Phrases, s.d.Language) {
		if text != "" {
			text += "\n\n"
		}
		text += marked(part.Text, part.Citations)
	}
	return text
}
