package live

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
)

// worse keeps a journey if it is among the worst.
func (c *collection) worse(j journey.Journey, turns []*bot.Turn) {
	w := Worst{
		Conversation: j.Conversation, Began: j.Began, Channel: j.Channel, Language: j.Language, Result: j.Result, Turns: j.Effort.Turns,
		Effort: round(j.Effort.Index()),
	}
	full := len(c.worst) == c.q.Worst
	if len(j.Drivers) == 0 || full && c.worst[len(c.worst)-1].compare(w) <= 0 {
		return
	}
	for _, d := range j.Drivers {
		w.Drivers = append(w.Drivers, Driver{Kind: d.Kind, Where: d.Where, Why: d.Why, Times: 1, Contacts: 1, Weight: round(d.Weight())})
	}
	if c.q.Words {
		w.Lines = lines(j, turns)
	}
	i, _ := slices.BinarySearchFunc(c.worst, w, Worst.compare)
	c.worst = slices.Insert(c.worst, i, w)
	c.worst = c.worst[:min(len(c.worst), c.q.Worst)]
}

// compare sorts the greatest effort first.
func (w Worst) compare(o Worst) int {
	return cmp.Or(cmp.Compare(o.Effort, w.Effort), strings.Compare(w.Conversation, o.Conversation), w.Began.Compare(o.Began))
}

// lines are what was said in a journey.
func lines(j journey.Journey, turns []*bot.Turn) (all []Line) {
	for _, t := range turns {
		if t.Now.Before(j.Began) || t.Now.After(j.Ended) {
			continue
		}
		for _, e := range t.Entries {
			if !e.Note && e.Text != "" {
				all = append(all, Line{At: e.At.UTC().Truncate(time.Second), Author: e.Author, Text: e.Text})
			}
		}
	}
	return all
}
