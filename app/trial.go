package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/store"
)

// trials opens bots so that scripted conversations can be held with them.
type trials struct {
	config  Config
	options Options
}

// Open implements [eval.Bots]: the bot's documents are learned once, for all its conversations.
func (b trials) Open(ctx context.Context, folder string) (eval.Bot, error) {
	dir, err := os.MkdirTemp("", "lotse-trial-")
	if err != nil {
		return nil, err
	}
	c := b.config
	c.Bot = folder
	c.UseData(dir)
	a, err := Open(ctx, c, b.options)
	if err == nil {
		err = a.Learn(ctx, nil)
	}
	if err == nil {
		err = blankStore(ctx, filepath.Join(dir, blank))
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &trial{app: a, dir: dir, covered: cover(a.Folder)}, nil
}

// blank is the folder of a store in which nothing is yet: to copy one takes a tenth of the time in which one is made.
const blank = "blank"

func blankStore(ctx context.Context, dir string) error {
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, storeFile)+unsynced)
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		return err
	}
	for _, own := range []string{".lock", "-shm"} { // of the program that had it open
		if err := os.Remove(filepath.Join(dir, storeFile+own)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// unsynced lets a store be lost with the machine: it is thrown away in any case.
const unsynced = "?sync=off"

// A trial is a bot under test.
type trial struct {
	app     *App
	dir     string
	covered *coverage
	mu      sync.Mutex
	n       int
}

// Zone implements [eval.Bot].
func (t *trial) Zone() *time.Location { return t.app.Folder.Location() }

// Signs implements [eval.Bot].
func (t *trial) Signs() journey.Signs { return newSigns(t.app.Folder.Flows) }

// Flows implements [eval.Bot].
func (t *trial) Flows() []report.Flow { return t.covered.flows() }

// Close implements [eval.Bot].
func (t *trial) Close() error { return errors.Join(t.app.Close(), os.RemoveAll(t.dir)) }

// Begin implements [chat.Converser]. Every conversation has a store, a desk and a clock of its own.
func (t *trial) Begin(ctx context.Context, o chat.Opening) (chat.Talk, error) {
	t.mu.Lock()
	t.n++
	dir := filepath.Join(t.dir, fmt.Sprint(t.n))
	t.mu.Unlock()
	k := &talk{opening: o, id: bot.ID(o.Name), now: o.Start, agents: map[string]bool{}, given: map[string]chat.Given{}}
	if k.opening.Channel == "" {
		k.opening.Channel = "chat"
	}
	err := os.CopyFS(dir, os.DirFS(filepath.Join(t.dir, blank)))
	if err != nil {
		return nil, err
	}
	k.app, err = t.app.beside(ctx, dir, func() time.Time { return k.now }, k.around, k.moved(t.covered.moved))
	return k, err
}

// beside opens the same bot with the same documents on another data folder and another clock, with its actions and its moves
// in others' hands.
func (a *App) beside(ctx context.Context, dir string, now func() time.Time, around func(string, dialogs.Action) dialogs.Action, observe func(dialogs.Move)) (*App, error) {
	c := a.Config
	c.UseData(dir)
	c.Store += unsynced
	c.Bell = "local:" // nobody else is to hear of it
	b := &App{
		Config: c, Folder: a.Folder, Log: slog.New(slog.DiscardHandler), options: a.options, metrics: newMetrics(), Library: a.Library, Answers: a.Answers,
		can: a.can, around: around, observe: observe,
	}
	b.options.Now, b.options.Log = now, b.Log
	if err := b.openSeams(ctx); err != nil {
		return nil, err
	}
	if err := b.assembleBot(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// A talk is one conversation under test.
type talk struct {
	app     *App
	opening chat.Opening
	id      string
	now     time.Time
	heard   int
	deeds   int
	turns   int             // that were handed out
	agents  map[string]bool // who is at the desk
	given   map[string]chat.Given
	ended   []string // flows
}

// most is how many turns may follow from one thing: more would be a bot that wakes itself for ever.
const most = 1000

// Say implements [chat.Talk].
func (k *talk) Say(ctx context.Context, burst ...bot.Inbound) (*bot.Turn, error) {
	if err := k.beat(ctx); err != nil {
		return nil, err
	}
	for _, in := range burst {
		k.heard++
		if in.Channel != "" {
			k.opening.Channel = in.Channel
		}
		in.Channel, in.Conversation, in.Address, in.Customer = k.opening.Channel, k.id, k.id, k.opening.Customer
		in.Key, in.Received = fmt.Sprintf("%s-%d", k.id, k.heard), k.now
		if k.heard == 1 {
			in.Language = k.opening.Language
		}
		if _, err := k.app.Store.Accept(ctx, in); err != nil {
			return nil, err
		}
	}
	t, err := k.app.Worker.Step(ctx)
	if errors.Is(err, bot.ErrNothing) {
		return nil, nil
	}
	k.turns++
	return t, err
}

// Wait implements [chat.Talk].
func (k *talk) Wait(ctx context.Context, d time.Duration) ([]*bot.Turn, error) {
	end := k.now.Add(d)
	var all []*bot.Turn
	for len(all) < most {
		due, err := k.app.Store.Next(ctx)
		if errors.Is(err, bot.ErrNothing) || err == nil && due.After(end) {
			k.now = end
			more, err := k.seen(ctx)
			return append(all, more...), err
		}
		if err != nil {
			return all, err
		}
		if due.After(k.now) {
			k.now = due
		}
		if err := k.beat(ctx); err != nil {
			return all, err
		}
		t, err := k.app.Worker.Step(ctx)
		if err != nil {
			return all, fmt.Errorf("at %s: %w", k.now, err)
		}
		k.turns++
		all = append(all, t)
	}
	return all, fmt.Errorf("the bot has woken itself %d times", most)
}

// beat says that those who are at the desk still are.
func (k *talk) beat(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(k.agents)) {
		who := k.agent(name)
		p := handoff.Presence{Agent: who.ID, Name: who.Name, Capacity: k.app.Folder.Capacity(nil), Seen: k.now}
		if err := k.app.Store.Beat(ctx, p); err != nil {
			return err
		}
		if err := k.app.Store.SetAvailable(ctx, who.ID, k.agents[name]); err != nil {
			return err
		}
	}
	return nil
}

// agent is who a script calls by a first name.
func (k *talk) agent(name string) handoff.Agent {
	return handoff.Agent{ID: name, Name: strings.ToUpper(name[:1]) + name[1:]}
}

// Agent implements [chat.Talk].
func (k *talk) Agent(ctx context.Context, d chat.Deed) ([]*bot.Turn, error) {
	k.deeds++
	var act handoff.Act
	helpdesk := k.app.people.helpdesk
	switch d.Verb {
	case chat.Free, chat.Away:
		k.agents[d.Agent] = d.Verb == chat.Free
	case chat.Nobody:
		for name := range k.agents {
			k.agents[name] = false
		}
	case chat.Takes:
		act = helpdesk.Take(k.agent(d.Agent))
	case chat.Says:
		act = helpdesk.Reply(k.agent(d.Agent), d.Text)
	case chat.GivesBack:
		act = helpdesk.Back(k.agent(d.Agent), d.Text, false)
	case chat.Closes:
		act = helpdesk.Close(k.agent(d.Agent), d.Text)
	}
	if err := k.beat(ctx); err != nil {
		return nil, err
	}
	if act != nil {
		if _, err := k.app.Worker.Act(ctx, k.id, fmt.Sprintf("%s-deed-%d", k.id, k.deeds), act); err != nil {
			return nil, err
		}
	}
	if err := k.app.people.usher.Offer(ctx); err != nil {
		return nil, err
	}
	return k.seen(ctx)
}

// seen returns the turns that were made since it was last asked.
func (k *talk) seen(ctx context.Context) ([]*bot.Turn, error) {
	all, err := k.app.Store.Turns(ctx, k.id)
	if err != nil || len(all) <= k.turns {
		return nil, err
	}
	fresh := all[k.turns:]
	k.turns = len(all)
	return fresh, nil
}

// Conversation implements [chat.Talk].
func (k *talk) Conversation(ctx context.Context) (bot.Conversation, error) {
	return k.app.Store.Conversation(ctx, k.id)
}

// Close implements [chat.Talk].
func (k *talk) Close() error {
	return errors.Join(k.app.Close(), os.RemoveAll(k.app.Config.Data))
}
