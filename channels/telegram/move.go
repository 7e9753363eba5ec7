package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/lotse-bot/lotse/bot"
)

// A group that becomes a supergroup gets a new number. What was said in the old one goes on in the new one: the drawer keeps
// both ways between them.
const (
	drawerMoved = "moved/" // old number -> new one
	drawerHome  = "home/"  // new number -> the one with which the conversation began
)

// migrated follows what a message says about a move of its group.
func (c *Channel) migrated(ctx context.Context, m *message) (done bool, err error) {
	switch {
	case m.MigrateToChatID != 0:
		return true, c.move(ctx, m.Chat.ID, m.MigrateToChatID)
	case m.MigrateFromChatID != 0:
		return true, c.move(ctx, m.MigrateFromChatID, m.Chat.ID)
	}
	return false, nil
}

// move keeps that a group moved, and tells its conversation, once.
func (c *Channel) move(ctx context.Context, from, to int64) error {
	home, err := c.home(ctx, place{chat: from})
	if err != nil {
		return err
	}
	if err := c.Drawer.Put(ctx, drawerHome+strconv.FormatInt(to, 10), strconv.AppendInt(nil, home.chat, 10)); err != nil {
		return fmt.Errorf("keep where a group moved: %w", err)
	}
	if err := c.Drawer.Put(ctx, drawerMoved+strconv.FormatInt(from, 10), strconv.AppendInt(nil, to, 10)); err != nil {
		return fmt.Errorf("keep where a group moved: %w", err)
	}
	return c.accept(ctx, bot.Inbound{
		Channel: Name, Key: fmt.Sprintf("%s:moved.%d.%d", c.id, from, to), Conversation: home.conversation(), Address: place{chat: to}.address(),
		Received: c.Now(), Event: bot.NewEvent(bot.EventMoved, bot.Moved{From: place{chat: from}.route(), To: place{chat: to}.route()}),
	})
}

// home is the place by which a conversation is called: where it began.
func (c *Channel) home(ctx context.Context, p place) (place, error) {
	return c.follow(ctx, drawerHome, p)
}

// current is where something that was meant for a place goes now.
func (c *Channel) current(ctx context.Context, p place) (place, error) {
	return c.follow(ctx, drawerMoved, p)
}

func (c *Channel) follow(ctx context.Context, way string, p place) (place, error) {
	if !p.group() {
		return p, nil
	}
	kept, err := c.Drawer.Get(ctx, way+strconv.FormatInt(p.chat, 10))
	switch {
	case errors.Is(err, bot.ErrNothing):
		return p, nil
	case err != nil:
		return p, fmt.Errorf("look where a group moved: %w", err)
	}
	if chat, err := strconv.ParseInt(string(kept), 10, 64); err == nil {
		p.chat = chat
	}
	return p, nil
}
