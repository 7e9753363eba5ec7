package chat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/meaning"
)

// A Player plays scripts.
type Player struct {
	Converser Converser
	Judge     *meaning.Judge // of what replies mean; without it scripts that ask for that cannot be played
	Signs     journey.Signs  // of what turns cost the customer; likewise
	Zone      *time.Location // where a script's start is meant; nil is UTC
}

// Played is how a script went.
type Played struct {
	Script *Script
	Beats  []Beat    // those that were played
	Until  time.Time // when it ended, on its own clock
	Broken error     // why the script could not be played to its end, or nil
}

// Turns are all that were made.
func (p Played) Turns() (all []*bot.Turn) {
	for _, b := range p.Beats {
		all = append(all, b.Turns...)
	}
	return all
}

// A Beat is one move of the customer, an agent or the clock, and what came of it.
type Beat struct {
	Line      int // of the move
	Turns     []*bot.Turn
	Complaint string // why the move could not be made, or how near what was said came to what was meant; or empty
	edits     []edit
}

// Play plays a script from its beginning to its end; what does not hold does not stop it, but an error does.
func (p Player) Play(ctx context.Context, s *Script) (played Played) {
	played.Script = s
	talk, err := p.Converser.Begin(ctx, s.Opening(p.Zone))
	if err != nil {
		played.Broken = fmt.Errorf("%s: begin the conversation: %w", s.File, err)
		return played
	}
	defer func() {
		if err := talk.Close(); err != nil && played.Broken == nil {
			played.Broken = fmt.Errorf("%s: end the conversation: %w", s.File, err)
		}
	}()
	st := &stage{Talk: talk, now: s.Opening(p.Zone).Start}
	defer func() { played.Until = st.now }()
	for _, b := range s.beats {
		done, err := p.play(ctx, st, b)
		if err != nil {
			played.Broken = fmt.Errorf("%s:%d: %s: %w", s.File, b.at.number, b.at.word, err)
			return played
		}
		played.Beats = append(played.Beats, done)
	}
	return played
}

func (p Player) play(ctx context.Context, st *stage, b beat) (Beat, error) {
	for _, l := range b.given {
		if err := st.Given(ctx, l.given); err != nil {
			return Beat{}, fmt.Errorf("line %d: given: %w", l.number, err)
		}
	}
	turns, complaint, err := b.at.move.do(ctx, st)
	if err != nil {
		return Beat{}, err
	}
	st.watch(turns)
	c, err := conversation(ctx, st.Talk)
	if err != nil {
		return Beat{}, err
	}
	cost, err := p.cost(b, st.turns, st.now)
	if err != nil {
		return Beat{}, err
	}
	s := seen{turns, c, p.judging(ctx, c.Language), cost}
	edits := judge(b, s)
	if s.judged.err != nil {
		return Beat{}, s.judged.err
	}
	if complaint != "" {
		edits = append(instead(b.at), edits[1:]...)
	} else {
		complaint = s.judged.why(edits, s)
	}
	return Beat{Line: b.at.number, Turns: turns, Complaint: complaint, edits: edits}, nil
}

// instead is what stands in the place of a move that could not be made. What was picked and is not offered was said.
func instead(at *line) []edit {
	if p, is := at.move.(pick); is {
		return []edit{struck(at), missing("customer", p.label)}
	}
	return []edit{refused(at)}
}

// conversation is the talk's conversation as it stands: one that nobody has begun yet is empty.
func conversation(ctx context.Context, talk Talk) (bot.Conversation, error) {
	c, err := talk.Conversation(ctx)
	if err != nil && !errors.Is(err, bot.ErrNothing) {
		return c, fmt.Errorf("read the conversation: %w", err)
	}
	return c, nil
}

// actionFailed is the event of the transcript that says why an action did not answer.
const actionFailed = "action failed"

// Failures counts the expectations of the beat that did not hold.
func (b Beat) Failures() int { return failed(b.edits) }

// Failures counts the expectations that did not hold. A script that broke has at least one.
func (p Played) Failures() int {
	n := 0
	for _, b := range p.Beats {
		n += b.Failures()
	}
	if p.Broken != nil {
		n++
	}
	return n
}

// Diff shows every beat that failed, as written and as it went, with the decision's why. It is empty if the script passed.
func (p Played) Diff() string {
	var out strings.Builder
	for _, b := range p.Beats {
		if b.Failures() == 0 {
			continue
		}
		fmt.Fprintf(&out, "%s:%d\n%s", p.Script.File, b.Line, show(b.edits))
		if b.Complaint != "" {
			fmt.Fprintf(&out, "        %s\n", strings.ReplaceAll(b.Complaint, "\n", "\n        "))
		}
		for _, t := range b.Turns {
			fmt.Fprintf(&out, "        why: %s\n", strings.ReplaceAll(Why(t.Decision), "\n", "\n             "))
			for _, e := range t.Entries {
				if e.Event == actionFailed {
					fmt.Fprintf(&out, "             %s: %s\n", e.Event, e.Text)
				}
			}
		}
	}
	if p.Broken != nil {
		fmt.Fprintf(&out, "%v\n", p.Broken)
	}
	return out.String()
}

// Updated is the script's file with what the bot really says and does in place of what does not hold, and added where nothing
// is expected of its words. All other lines stay as they are; their ends become \n. A script that broke is not changed.
func (p Played) Updated() []byte {
	var out bytes.Buffer
	put := func(rows []string) {
		for _, row := range rows {
			out.WriteString(row + "\n")
		}
	}
	at := map[int]Beat{}
	for _, b := range p.Beats {
		if p.Broken == nil {
			at[b.Line] = b
		}
	}
	inBeat := false
	for _, l := range p.Script.lines {
		b, played := at[l.number]
		switch {
		case played:
			inBeat = true
			for _, e := range b.edits {
				if e.op != '-' {
					put(e.rows)
				}
			}
		case !inBeat:
			put(l.raw)
		}
	}
	return out.Bytes()
}
