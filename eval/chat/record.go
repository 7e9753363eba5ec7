package chat

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A Recorder writes a script by having the conversation: what is entered is done at once, and what the bot says to it is kept as
// what is expected.
type Recorder struct {
	player Player
	stage  *stage
	given  []string // lines that wait for the move they are for
	out    strings.Builder
}

// Record begins the conversation of a script with this title, and these headers: "language: de". What was recorded plays the
// same again.
func (p Player) Record(ctx context.Context, file, title string, headers ...string) (*Recorder, error) {
	r := &Recorder{player: p}
	r.put(append([]string{"# " + title}, headers...))
	s, faults := Parse(file, []byte(r.out.String()+"customer  .\n"))
	if err := bot.Broken(faults); err != nil {
		return nil, err
	}
	talk, err := p.Converser.Begin(ctx, s.Opening(p.Zone))
	if err != nil {
		return nil, fmt.Errorf("%s: begin the conversation: %w", file, err)
	}
	r.stage = &stage{Talk: talk}
	return r, nil
}

// Enter does one thing: the customer says the text or, if it is the label of an offered choice, picks it. After a slash the text
// is a line of a script: "/after 2h", "/agent anna takes". What cannot be understood is a fault, and nothing happens.
func (r *Recorder) Enter(ctx context.Context, text string) (Beat, error) {
	source, err := r.line(ctx, text)
	if err != nil {
		return Beat{}, err
	}
	if word, _, _ := strings.Cut(source, " "); word == wordGiven {
		return Beat{}, r.prepare(ctx, source)
	}
	s, faults := Parse("", []byte(strings.Join(append(slices.Clone(r.given), source), "\n")))
	if err := bot.Broken(faults); err != nil {
		return Beat{}, problem(faults)
	}
	done, err := r.player.play(ctx, r.stage, s.beats[0])
	if err != nil {
		return done, err
	}
	r.keep(done)
	return done, nil
}

// line is what was entered, as a script has it.
func (r *Recorder) line(ctx context.Context, text string) (string, error) {
	if line, is := strings.CutPrefix(text, "/"); is {
		word, rest, _ := strings.Cut(line, " ")
		return strings.Join(Written(word, strings.TrimSpace(rest)), "\n"), nil
	}
	c, err := conversation(ctx, r.stage.Talk)
	if err != nil {
		return "", err
	}
	word := "customer"
	if slices.ContainsFunc(c.Choices, func(o bot.Choice) bool { return strings.EqualFold(o.Label, text) }) {
		word = "picks"
	}
	return strings.Join(Written(word, text), "\n"), nil
}

// prepare lets an action answer something from now on.
func (r *Recorder) prepare(ctx context.Context, line string) error {
	_, text, _ := strings.Cut(line, " ")
	g, f := parseGiven(strings.TrimSpace(text))
	if f != nil {
		return problem([]bot.Fault{*f})
	}
	if err := r.stage.Given(ctx, g); err != nil {
		return err
	}
	r.given = append(r.given, line)
	return nil
}

// problem says what is wrong with something that stands in no file yet.
func problem(faults []bot.Fault) error {
	return fmt.Errorf("%s (%s)", faults[0].Problem, faults[0].Remedy)
}

func (r *Recorder) keep(b Beat) {
	r.put(append([]string{""}, r.given...))
	r.given = nil
	for _, e := range b.edits {
		if e.op != '-' {
			r.put(e.rows)
		}
	}
}

func (r *Recorder) put(rows []string) {
	for _, row := range rows {
		r.out.WriteString(row + "\n")
	}
}

// Script is what was recorded so far.
func (r *Recorder) Script() []byte { return []byte(r.out.String()) }

// Close ends the conversation.
func (r *Recorder) Close() error { return r.stage.Close() }
