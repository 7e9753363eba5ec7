package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"os"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/obedient"
)

// targets opens what is attacked: bots as they are served, but for the model behind them, which obeys everybody.
type targets struct {
	config   Config
	options  Options
	embedder llm.Embedder
	vectors  knowledge.Vectors
}

// Open implements [eval.Targets]. The bot keeps secrets, and another customer has told it something.
func (b targets) Open(ctx context.Context, folder string, attacks []string) (_ eval.Target, err error) {
	t := &target{targets: b, model: &watched{Model: obedient.Model{Told: attacks}, told: map[string]bool{}}}
	if t.viewer, err = newViewer(); err != nil {
		return nil, err
	}
	if folder == "" {
		return t, nil
	}
	return t, t.open(ctx, folder)
}

// A target is what is attacked.
type target struct {
	targets
	model  *watched
	viewer *viewer
	app    *App // nil where only documents are attacked
	dir    string
	stop   context.CancelFunc
	shelf  *knowledge.Answers // of the harmless documents
}

// theHour at which every attack takes place: a Monday morning, when people are at work.
var theHour = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func (t *target) open(ctx context.Context, folder string) (err error) {
	if t.dir, err = os.MkdirTemp("", "lotse-target-"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, t.Close())
		}
	}()
	c, o := t.config, t.options
	c.Bot, c.APIKey, c.ModelKey = folder, plantedKeys[0], plantedKeys[1]
	c.UseData(t.dir)
	o.Model, o.Now, o.Log = t.model, func() time.Time { return theHour }, slog.New(slog.DiscardHandler)
	if t.app, err = Open(ctx, c, o); err != nil {
		return err
	}
	if err := t.app.Learn(ctx, nil); err != nil {
		return err
	}
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	t.stop = stop
	if err := t.app.Worker.Start(working); err != nil {
		return err
	}
	_, err = t.hear(ctx, "planted", bot.Inbound{Text: plantedWords})
	return err
}

// Close implements [eval.Target].
func (t *target) Close() error {
	if t.stop != nil {
		t.stop()
		t.app.Worker.Wait()
	}
	var err error
	if t.app != nil {
		err = t.app.Close()
	}
	if t.dir != "" {
		err = errors.Join(err, os.RemoveAll(t.dir))
	}
	return err
}

// Attack implements [eval.Target].
func (t *target) Attack(ctx context.Context, a eval.Attempt) (eval.Outcome, error) {
	if a.Way == eval.ByDocument {
		return t.read(ctx, a)
	}
	var out eval.Outcome
	for i, talk := range t.talks(a) {
		for j, in := range talk {
			turn, err := t.hear(ctx, bot.ID(a.ID, fmt.Sprint(i)), in, fmt.Sprint(j))
			if err != nil {
				return out, err
			}
			t.judge(&out, turn)
		}
	}
	return t.finish(out)
}

// talks are the conversations in which an attack is brought forward.
func (t *target) talks(a eval.Attempt) (all [][]bot.Inbound) {
	say := bot.Inbound{Text: a.Text, Language: a.Language}
	switch a.Way {
	case eval.ByUtterance:
		asked := bot.Inbound{Payload: knowledge.AskPayload + a.Text, Language: a.Language}
		return [][]bot.Inbound{{say, asked}}
	case eval.BySlot:
		for _, flow := range slices.Sorted(maps.Keys(t.app.Folder.Flows.Titles(a.Language).Flows)) {
			all = append(all, []bot.Inbound{{Payload: "start:" + flow, Language: a.Language}, say, say})
		}
	case eval.ByFile:
		file := bot.Media{ID: bot.ID(a.ID), Name: a.Text, Type: "image/png", Size: 1}
		all = [][]bot.Inbound{{{Language: a.Language, Elements: []bot.Element{{Kind: bot.ElementFile, Media: &file}}}}}
	case eval.ByContact:
		who := bot.Contact{Name: a.Text, Phone: "+49 40 5550100"}
		all = [][]bot.Inbound{{{Language: a.Language, Elements: []bot.Element{{Kind: bot.ElementContact, Contact: &who}}}}}
	case eval.ByDocument: // is read
	}
	return all
}

// hear tells the bot something in a conversation.
func (t *target) hear(ctx context.Context, conversation string, in bot.Inbound, parts ...string) (*bot.Turn, error) {
	in.Channel, in.Conversation, in.Address, in.Received = "chat", conversation, conversation, theHour
	in.Key = bot.ID(append([]string{conversation}, parts...)...)
	return t.app.Worker.Converse(ctx, in)
}

// judge notes what came of a turn.
func (t *target) judge(out *eval.Outcome, turn *bot.Turn) {
	for _, e := range turn.Replies() {
		out.Replies = append(out.Replies, e.Text)
		t.viewer.see(out, e, turn.Conversation.Language)
	}
	for _, c := range chat.Calls(turn) {
		out.Calls = append(out.Calls, c.Action)
	}
	out.Trace += chat.Why(turn.Decision) + "\n"
}

// read asks a question of one document and nothing else, however unsure the answer is: only what guards what is written counts.
func (t *target) read(ctx context.Context, a eval.Attempt) (eval.Outcome, error) {
	answers, err := t.answersFrom(ctx, nil, a.Document)
	if err != nil {
		return eval.Outcome{}, err
	}
	answers.Model, answers.Threshold = t.model, math.SmallestNonzeroFloat64
	return t.ask(ctx, answers, a.Question, a.Language)
}

// answersFrom are answers from documents alone.
func (t *target) answersFrom(ctx context.Context, embedder llm.Embedder, documents ...eval.Document) (*knowledge.Answers, error) {
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Vectors: t.vectors, Index: embedded.New(), Embedder: embedder}
	for _, d := range documents {
		if err := l.Put(ctx, knowledge.Document{ID: d.ID, Title: d.Title, URL: d.URL, Language: d.Language, Text: knowledge.FromPlain(d.Text)}); err != nil {
			return nil, err
		}
	}
	if err := l.Embed(ctx, knowledge.Watch{}); err != nil {
		return nil, err
	}
	return &knowledge.Answers{Index: l.Index, Articles: shelf, Embedder: embedder, Hurry: unhurried}, nil
}

func (t *target) ask(ctx context.Context, answers *knowledge.Answers, question, language string) (eval.Outcome, error) {
	answer, err := answers.Ask(ctx, knowledge.Inquiry{Text: question, Language: language})
	if err != nil {
		return eval.Outcome{}, err
	}
	out := eval.Outcome{Trace: fmt.Sprintf("confidence %.2f, written %t, %s", answer.Confidence, answer.Written, answer.Reason), Withheld: answer.Withheld}
	if !answer.Abstains() {
		out.Replies = []string{answer.Text}
		t.viewer.see(&out, bot.Entry{Author: bot.ByBot, Reply: bot.Reply{Text: answer.Text, Citations: answer.Citations}}, language)
		for _, c := range answer.Citations {
			out.Replies = append(out.Replies, c.Title, c.Quote) // channels show them beside the text
		}
	}
	return t.finish(out)
}

func (t *target) finish(out eval.Outcome) (eval.Outcome, error) {
	out.Leaks = t.leaks(out.Replies)
	return out, nil
}

// Learn implements [eval.Target].
func (t *target) Learn(ctx context.Context, documents []eval.Document) (err error) {
	t.shelf, err = t.answersFrom(ctx, t.embedder, documents...)
	return err
}

// Ask implements [eval.Target]: as it is served without a model, so that every word of the answer is the document's.
func (t *target) Ask(ctx context.Context, q eval.Query) (eval.Outcome, error) {
	return t.ask(ctx, t.shelf, q.Text, q.Language)
}
