package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// A Replay is what became of a conversation when it was run again from what it heard and was told.
type Replay struct {
	Turns       []*bot.Turn  // as they were recorded
	Differences []Difference // none if the bot would say the same today
}

// A Difference is a turn that would go another way today.
type Difference struct {
	Turn     string   `json:"turn"`
	Recorded []string `json:"recorded"` // what was said
	Now      []string `json:"now"`      // what would be said
	Problem  string   `json:"problem,omitempty"`
}

// Replay runs every turn of a conversation again. Nothing is saved, and nobody outside is asked. What agents did is taken
// as it was.
func (a *App) Replay(ctx context.Context, conversation string) (Replay, error) {
	var r Replay
	turns, err := a.Store.Turns(ctx, conversation)
	if err != nil {
		return r, err
	}
	if len(turns) == 0 {
		return r, fmt.Errorf("there is no conversation %s in %s", conversation, a.Config.Data)
	}
	r.Turns = turns
	return r, a.rerun(ctx, conversation, turns, func(recorded, again *bot.Turn, diverged error) {
		if d, same := compare(recorded, again, diverged); !same {
			r.Differences = append(r.Differences, d)
		}
	})
}

// rerun runs recorded turns again and shows each beside what came of it; diverged says how it asked something else than was
// recorded, nil if it did not.
func (a *App) rerun(ctx context.Context, conversation string, turns []*bot.Turn, each func(recorded, again *bot.Turn, diverged error)) error {
	now := bot.Conversation{ID: conversation}
	var history []bot.Entry
	for _, t := range turns {
		if t.Key != "" {
			now = t.Conversation
			history = append(history, t.Entries...)
			continue
		}
		before := history
		t.Now = t.Now.In(a.Folder.Location())
		t.History = func(context.Context) ([]bot.Entry, error) { return before, nil }
		again, err := a.Bot.Replay(ctx, now, t)
		if again == nil || err != nil && !errors.Is(err, bot.ErrReplay) {
			return fmt.Errorf("replay turn %s: %w", t.ID, err)
		}
		each(t, again, err)
		again.Conversation.Version = now.Version + 1
		now = again.Conversation
		history = append(history, t.Entries...)
	}
	return nil
}

func compare(recorded, again *bot.Turn, err error) (d Difference, same bool) {
	d = Difference{Turn: recorded.ID, Recorded: said(recorded), Now: said(again)}
	if err != nil {
		d.Problem = err.Error()
	}
	return d, err == nil && jsonOf(recorded.Entries) == jsonOf(again.Entries)
}

// jsonOf forgets what is not kept: the zone of a time, whether a list is empty or not there.
func jsonOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func said(t *bot.Turn) []string {
	all := []string{}
	for _, e := range t.Replies() {
		all = append(all, e.Text)
	}
	return all
}
