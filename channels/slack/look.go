package slack

import (
	"context"
	"fmt"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// How a delivery is looked for that may have arrived.
const (
	lookAfter   = 10 * time.Second // how long Slack may take to get done with what it did not answer in time
	lookBack    = 5 * time.Minute  // how far apart Slack's clock and ours may be
	lookPages   = 10
	lookLimit   = 200 // posts a page
	leaseLength = time.Minute
	mostDoubts  = 16384
)

// Doubts know which deliveries did not arrive for sure, although they were tried: their next attempt need not look.
type doubts struct {
	mu   sync.Mutex
	none map[string]bool
}

func (u *doubts) note(key string, doubt bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.none == nil || len(u.none) >= mostDoubts {
		u.none = map[string]bool{}
	}
	if doubt {
		delete(u.none, key)
		return
	}
	u.none[key] = true
}

func (u *doubts) forget(key string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.none, key)
}

func (u *doubts) without(key string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.none[key]
}

// doubtful tells whether a delivery may have arrived. It was tried before, or it is so old that an earlier program may have
// tried it and died before it could say so.
func (c *Channel) doubtful(d bot.Delivery) bool {
	if c.doubts.without(d.Key) {
		return false
	}
	due := d.At
	if d.Due.After(due) {
		due = d.Due
	}
	return d.Attempts > 0 || c.Now().Sub(due) > leaseLength
}

// seen looks whether a call of a delivery has been made. It fails if Slack does not let it look, as ambiguous where it never
// will.
func (c *Channel) seen(ctx context.Context, to place, d bot.Delivery, it func(slackapi.Msg) bool) (id string, ok bool, err error) {
	api, err := c.workspaces.of(ctx, to.team)
	if err != nil {
		return "", false, lookedUp(err)
	}
	me, err := c.workspaces.self(ctx, to.team)
	if err != nil {
		return "", false, &bot.SendError{Kind: bot.SendRetry, Err: err}
	}
	ctx, watch := channels.Watching(ctx)
	err = each(ctx, api, to, d.At.Add(-lookBack), func(m slackapi.Msg) bool {
		if m.BotID != me.Bot && m.User != me.User {
			return true
		}
		id, ok = m.Timestamp, it(m)
		return !ok
	})
	if err == nil {
		return id, ok, nil
	}
	send := failed("look for a delivery", err, watch)
	switch {
	case word(err) == "missing_scope":
		send.Kind = bot.SendAmbiguous
	case send.Kind == bot.SendAmbiguous: // looking changes nothing
		send.Kind = bot.SendRetry
	}
	return "", false, send
}

// same tells by its metadata whether a post is the one that was to be made.
func same(m slackapi.Msg, p post) bool {
	has, wants := m.Metadata.EventPayload, p.Metadata.EventPayload
	return m.Metadata.EventType == metadataDelivery && has["key"] == wants["key"] && fmt.Sprint(has["part"]) == fmt.Sprint(wants["part"])
}

// each visits what was posted at a place since a time, until visit returns false.
func each(ctx context.Context, api *slackapi.Client, to place, since time.Time, visit func(slackapi.Msg) bool) error {
	cursor := ""
	for range lookPages {
		posts, next, err := portion(ctx, api, to, fmt.Sprintf("%d.000000", since.Unix()), "", cursor)
		if err != nil {
			return err
		}
		for _, m := range posts {
			if !visit(m.Msg) {
				return nil
			}
		}
		if cursor = next; cursor == "" {
			return nil
		}
	}
	return nil
}

// portion reads some of what was posted at a place, between two times.
func portion(ctx context.Context, api *slackapi.Client, to place, oldest, latest, cursor string) (posts []slackapi.Message, next string, err error) {
	if to.thread != "" {
		posts, _, next, err = api.GetConversationRepliesContext(ctx, &slackapi.GetConversationRepliesParameters{
			ChannelID: to.channel, Timestamp: to.thread, Oldest: oldest, Latest: latest, Cursor: cursor, Limit: lookLimit, Inclusive: true, IncludeAllMetadata: true,
		})
		return posts, next, err
	}
	h, err := api.GetConversationHistoryContext(ctx, &slackapi.GetConversationHistoryParameters{
		ChannelID: to.channel, Oldest: oldest, Latest: latest, Cursor: cursor, Limit: lookLimit, Inclusive: true, IncludeAllMetadata: true,
	})
	if err != nil {
		return nil, "", err
	}
	return h.Messages, h.ResponseMetaData.NextCursor, nil
}

// posted reads one post.
func (c *Channel) posted(ctx context.Context, where place, ts string) (slackapi.Msg, error) {
	api, err := c.workspaces.of(ctx, where.team)
	if err != nil {
		return slackapi.Msg{}, err
	}
	posts, _, err := portion(ctx, api, where, ts, ts, "")
	if err != nil {
		return slackapi.Msg{}, err
	}
	for _, m := range posts {
		if m.Timestamp == ts {
			return m.Msg, nil
		}
	}
	return slackapi.Msg{}, fmt.Errorf("post %s: %w", ts, bot.ErrNothing)
}
