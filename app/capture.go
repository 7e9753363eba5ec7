package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/capture"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/store"
)

// Capture makes a script of a conversation of the store in which the bot was wrong, by trying it on the bot of the
// configuration. The store is only read.
func Capture(ctx context.Context, c Config, o Options, conversation string, r capture.Request) (_ capture.Case, err error) {
	s, err := store.Look(ctx, c.Store)
	if err != nil {
		return capture.Case{}, err
	}
	turns, err := s.Turns(ctx, conversation)
	if err = errors.Join(err, s.Close()); err != nil {
		return capture.Case{}, err
	}
	tested, err := trials{c, o}.Open(ctx, c.Bot)
	if err != nil {
		return capture.Case{}, fmt.Errorf("open the bot: %w", err)
	}
	defer func() { err = errors.Join(err, tested.Close()) }()
	return tested.(*trial).capture(ctx, conversation, turns, r)
}

// capture tries a conversation on the bot under test.
func (t *trial) capture(ctx context.Context, conversation string, turns []*bot.Turn, r capture.Request) (capture.Case, error) {
	if len(turns) == 0 {
		return capture.Case{}, fmt.Errorf("there is no conversation %s in this store", conversation)
	}
	return capture.Make(ctx, t, capture.Subject{
		ID: conversation, Turns: turns, Zone: t.Zone(), Deeds: deeds, Finder: finder(t.app.Folder.Flows), Known: t.app.told(ctx, conversation, turns),
	}, r)
}

// capture tries a conversation on the bot that is being served, beside it: nothing that it does is seen, or kept.
func (a *App) capture(ctx context.Context, conversation string, r capture.Request) (_ capture.Case, err error) {
	turns, err := a.Store.Turns(ctx, conversation)
	if err != nil {
		return capture.Case{}, err
	}
	dir, err := os.MkdirTemp("", "lotse-capture-")
	if err != nil {
		return capture.Case{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := blankStore(ctx, filepath.Join(dir, blank)); err != nil {
		return capture.Case{}, err
	}
	return (&trial{app: a, dir: dir, covered: cover(a.Folder)}).capture(ctx, conversation, turns, r)
}

// deeds tells capture what agents did: who was free because a customer was reserved for them, who took over, said something,
// gave the conversation back or closed it.
func deeds(t *bot.Turn) (all []chat.Deed) {
	for _, e := range t.Entries {
		switch {
		case e.Event == handoff.EventReserved:
			all = append(all, chat.Deed{Agent: e.Name, Verb: chat.Free})
		case t.Key == "": // the customer's turn
		case e.Event == handoff.EventTaken:
			all = append(all, chat.Deed{Agent: e.Name, Verb: chat.Takes})
		case e.Event == handoff.EventBack:
			all = append(all, chat.Deed{Agent: e.Name, Verb: chat.GivesBack})
		case e.Event == handoff.EventClosed:
			all = append(all, chat.Deed{Agent: e.Name, Verb: chat.Closes})
		case e.Author == bot.ByAgent && !e.Note && e.Text != "":
			all = append(all, chat.Deed{Agent: e.Name, Verb: chat.Says, Text: e.Text})
		}
	}
	return all
}
