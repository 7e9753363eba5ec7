package eval

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/internal/wording"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A dialog is a row of dialogs.jsonl: what the customer of another system said, turn by turn, and what a bot should make of it.
type dialog struct {
	ID       string            `json:"id"`
	Language string            `json:"lang"`
	Turns    []string          `json:"turns"`
	Flow     string            `json:"flow"`  // that should run
	Slots    map[string]string `json:"slots"` // that should be filled in the end
}

func (d dialog) key() string { return d.ID }

func (d dialog) missing() string {
	if len(d.Turns) == 0 {
		return "turns"
	}
	return firstEmpty("id", d.ID, "flow", d.Flow)
}

var replaysKind = kind{measure: (*run).replays, metrics: []string{"flow_started", "slots_filled", "joint_goal"}}

var replayed = []metric[score.Replay]{
	{"flow_started", score.FlowStarted, by(score.FlowStarted)},
	{"slots_filled", score.SlotsFilled, by(score.SlotsFilled)},
	{"joint_goal", score.JointGoal, by(score.JointGoal)},
}

// replays says the customer's part of every dialog to the suite's bot, whatever the bot answers.
func (r *run) replays(ctx context.Context, s *Suite, out *result) error {
	dialogs := rows[dialog](s, "dialogs.jsonl", true, out)
	if len(dialogs) == 0 {
		return nil
	}
	return r.withBot(ctx, s, out, func(b Bot) error {
		went, cases := make([]score.Replay, len(dialogs)), make([]report.Case, len(dialogs))
		errs := r.each(ctx, s.Name, len(dialogs), func(i int) (err error) {
			d := dialogs[i]
			cases[i] = report.Case{ID: d.value.ID, File: d.file, Line: d.line, Scores: map[string]float64{}}
			went[i].Want = len(d.value.Slots)
			return replay(ctx, b, s.Name, d.value, &went[i], &cases[i])
		})
		for i, err := range errs {
			if err != nil {
				out.fault(dialogs[i].file, dialogs[i].line, "not replayed: "+err.Error(), "")
				went[i] = score.Replay{Want: len(dialogs[i].value.Slots)}
			}
		}
		out.Cases = cases
		weigh(r, out, group[score.Replay]{outcomes: went, cases: true}, replayed...)
		return nil
	})
}

// replay says one dialog and looks, after every turn, which flow runs.
func replay(ctx context.Context, b Bot, suite string, d dialog, went *score.Replay, c *report.Case) (err error) {
	talk, err := b.Begin(ctx, opening(suite, d.ID, d.Language, b.Zone()))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, talk.Close()) }()
	var now bot.Conversation
	var trace []string
	for _, text := range d.Turns {
		turn, err := talk.Say(ctx, bot.Inbound{Text: text})
		if err != nil {
			return err
		}
		if now, err = talk.Conversation(ctx); err != nil {
			return err
		}
		went.Started = went.Started || runs(now, turn, d.Flow)
		trace = append(trace, told(text, turn))
	}
	filled := now.AllSlots()
	for name, want := range d.Slots {
		if slot, is := filled[name]; is && sameValue(slot.Value, want, d.Language) {
			went.Filled++
		}
	}
	c.Detail = fmt.Sprintf("%q: want %s, got %d of %d slots", d.Turns[0], d.Flow, went.Filled, went.Want)
	c.Trace = strings.Join(append(trace, "slots: "+slotList(filled)), "\n")
	return nil
}

// runs tells whether a flow is in progress, or was begun and ended within the turn: then the dialogs' offer was taken because of
// its intent.
func runs(c bot.Conversation, turn *bot.Turn, flow string) bool {
	if slices.ContainsFunc(c.Frames, func(f bot.Frame) bool { return f.Flow == flow }) {
		return true
	}
	if turn == nil || turn.Decision.Kind != bot.Act || c.Outcome == "" {
		return false
	}
	return slices.ContainsFunc(turn.Decision.Bids, func(b bot.Bid) bool {
		return b.Skill == turn.Decision.Skill && slices.ContainsFunc(b.Evidence, func(e bot.Evidence) bool { return e.Kind == "intent" && e.Name == flow })
	})
}

// told is one turn of a trace: what was said, and what was decided.
func told(text string, turn *bot.Turn) string {
	line := "customer: " + oneLine(text)
	if turn == nil {
		return line
	}
	why, _, _ := strings.Cut(chat.Why(turn.Decision), "\n")
	return line + " (" + why + ")"
}

// sameValue compares what a slot holds with what it should, as texts are compared with facts.
func sameValue(got any, want, language string) bool {
	if b, is := got.(bool); is {
		got = map[bool]string{true: "True", false: "False"}[b]
	}
	return slices.Equal(wording.Spelled(fmt.Sprint(got), language), wording.Spelled(want, language))
}

func slotList(slots map[string]bot.Slot) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(slots)) {
		all = append(all, fmt.Sprintf("%s=%v", name, slots[name].Value))
	}
	return strings.Join(all, ", ")
}
