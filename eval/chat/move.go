package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A move makes something happen in the conversation and returns the turns this made. Unlike an error, a complaint lets the
// conversation go on.
type move interface {
	do(ctx context.Context, t *stage) (turns []*bot.Turn, complaint string, err error)
}

// utterance is "customer  wo ist mein Paket?", and what is said with it in one burst: "and       und wann kommt es?".
type utterance struct{ texts []string }

func parseUtterance(text string) (move, *bot.Fault) {
	if text == "" {
		return nil, fault("the customer says nothing", "write what is said, or remove the line")
	}
	return utterance{[]string{text}}, nil
}

func (u utterance) do(ctx context.Context, t *stage) ([]*bot.Turn, string, error) {
	burst := make([]bot.Inbound, len(u.texts))
	for i, text := range u.texts {
		burst[i].Text = text
	}
	return one(t.Say(ctx, burst...))
}

func one(turn *bot.Turn, err error) ([]*bot.Turn, string, error) {
	if turn == nil {
		return nil, "", err
	}
	return []*bot.Turn{turn}, "", err
}

// pick is "picks     Hamburg".
type pick struct{ label string }

func parsePick(text string) (move, *bot.Fault) {
	if text == "" {
		return nil, fault("nothing is picked", "write the label of an offered choice")
	}
	return pick{text}, nil
}

// do picks the choice; if it is not offered, it is said, so that the conversation goes on.
func (p pick) do(ctx context.Context, t *stage) ([]*bot.Turn, string, error) {
	c, err := conversation(ctx, t.Talk)
	if err != nil {
		return nil, "", err
	}
	i := slices.IndexFunc(c.Choices, func(c bot.Choice) bool { return strings.EqualFold(c.Label, p.label) })
	if i < 0 {
		turn, err := t.Say(ctx, bot.Inbound{Text: p.label})
		turns, _, err := one(turn, err)
		return turns, fmt.Sprintf("%q is not offered; offered are: %s", p.label, labels(c.Choices)), err
	}
	return one(t.Say(ctx, bot.Inbound{Text: c.Choices[i].Label, Payload: c.Choices[i].Value()}))
}

// happening is `event     machine_sold {"serial": "AB123456"}`.
type happening struct{ event bot.Event }

func parseEvent(text string) (move, *bot.Fault) {
	name, data, _ := strings.Cut(text, " ")
	if name == "" {
		return nil, fault("the event has no name", "write its name, and after a blank its data as JSON")
	}
	e := bot.Event{Name: name}
	if data = strings.TrimSpace(data); data != "" {
		if !json.Valid([]byte(data)) {
			return nil, fault("the event's data is not JSON", straight(data, `write it like {"serial": "AB123456"}`))
		}
		e.Data = json.RawMessage(data)
	}
	return happening{e}, nil
}

func (h happening) do(ctx context.Context, t *stage) ([]*bot.Turn, string, error) {
	return one(t.Say(ctx, bot.Inbound{Event: &h.event}))
}

// pause is "after     25h".
type pause struct{ d time.Duration }

func parseAfter(text string) (move, *bot.Fault) {
	d, err := duration(text)
	if err != nil || d <= 0 {
		return nil, fault("cannot read the duration "+quoted(text), "write it like 30m, 25h or 3d 4h")
	}
	return pause{d}, nil
}

// duration reads a Go duration that may begin with days.
func duration(text string) (time.Duration, error) {
	text = strings.Join(strings.Fields(text), "")
	var days time.Duration
	if n, rest, found := strings.Cut(text, "d"); found {
		if _, err := fmt.Sscanf(n, "%d", &days); err != nil {
			return 0, err
		}
		if text = rest; text == "" {
			return days * 24 * time.Hour, nil
		}
	}
	d, err := time.ParseDuration(text)
	return days*24*time.Hour + d, err
}

func (p pause) do(ctx context.Context, t *stage) ([]*bot.Turn, string, error) {
	t.now = t.now.Add(p.d)
	turns, err := t.Wait(ctx, p.d)
	return turns, "", err
}

// parseDeed reads "agent nobody", "agent     anna takes", "agent     anna  Hallo!".
func parseDeed(text string) (move, *bot.Fault) {
	if text == string(Nobody) {
		return deed{Deed{Verb: Nobody}}, nil
	}
	name, does, _ := strings.Cut(text, " ")
	does = strings.TrimSpace(does)
	if name == "" || does == "" {
		return nil, fault("an agent does nothing", "write agent nobody, agent anna takes, or agent anna and what anna says")
	}
	for _, v := range []Verb{Free, Away, Takes, GivesBack, Closes} {
		if does == string(v) {
			return deed{Deed{Agent: name, Verb: v}}, nil
		}
	}
	if literal, is := strings.CutPrefix(does, "= "); is {
		does = strings.TrimSpace(literal)
	}
	return deed{Deed{Agent: name, Verb: Says, Text: does}}, nil
}

type deed struct{ Deed }

func (d deed) do(ctx context.Context, t *stage) ([]*bot.Turn, string, error) {
	turns, err := t.Agent(ctx, d.Deed)
	return turns, "", err
}
