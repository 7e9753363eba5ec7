package customers

import (
	"bytes"
	"encoding/json"
	"maps"

	"github.com/lotse-bot/lotse/bot"
)

// change makes the changes between two states of a conversation on a third one.
func (s *state) change(before, after state) {
	s.Slots = changed(s.Slots, before.Slots, after.Slots)
	s.Frames = changedFrames(s.Frames, before.Frames, after.Frames)
	s.Misses = after.Misses
	if after.Outcome != before.Outcome {
		s.Outcome = after.Outcome
	}
}

// changedFrames makes the changes between two stacks of flows on a third one: flows that went on go on, if they stand at the
// same state here; those that ended end; those that began begin.
func changedFrames(on, before, after []bot.Frame) []bot.Frame {
	same := 0
	for same < min(len(before), len(after)) && before[same].Flow == after[same].Flow {
		same++
	}
	out := append([]bot.Frame{}, on...)
	for i := range min(same, len(out)) {
		if out[i].Flow == before[i].Flow {
			out[i] = changedFrame(out[i], before[i], after[i])
		}
	}
	if len(out) == len(before) && sameFlows(out[same:], before[same:]) {
		out = out[:same]
	}
	out = append(out, after[same:]...)
	if len(out) == 0 {
		return nil
	}
	return out
}

func changedFrame(on, before, after bot.Frame) bot.Frame {
	on.Slots = changed(on.Slots, before.Slots, after.Slots)
	if on.State == before.State {
		on.State, on.Tries = after.State, after.Tries
	}
	return on
}

func sameFlows(a, b []bot.Frame) bool {
	for i := range a {
		if a[i].Flow != b[i].Flow {
			return false
		}
	}
	return true
}

// changed makes the changes between two sets of slots on a third one.
func changed(on, before, after map[string]bot.Slot) map[string]bot.Slot {
	for name, slot := range after {
		if old, ok := before[name]; !ok || !equal(old, slot) {
			on = with(on, name, slot)
		}
	}
	return kept(on, func(name string, _ bot.Slot) bool {
		_, was := before[name]
		_, is := after[name]
		return was && !is
	})
}

// equal compares slots as they are kept.
func equal(a, b bot.Slot) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// with returns the slots and one more, without changing what others hold.
func with(slots map[string]bot.Slot, name string, slot bot.Slot) map[string]bot.Slot {
	out := maps.Clone(slots)
	if out == nil {
		out = map[string]bot.Slot{}
	}
	out[name] = slot
	return out
}

// kept returns the slots but those to be dropped.
func kept(slots map[string]bot.Slot, drop func(name string, s bot.Slot) bool) map[string]bot.Slot {
	out := maps.Clone(slots)
	maps.DeleteFunc(out, drop)
	if len(out) == 0 {
		return nil
	}
	return out
}
