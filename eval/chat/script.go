package chat

import (
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Script is one scripted conversation.
type Script struct {
	File  string
	Title string // its first comment, or empty

	language, channel, customer string
	start                       time.Time // on the wall clock of the bot's time zone, unless zoned
	zoned                       bool
	lines                       []*line
	beats                       []beat
}

// DefaultStart is when a conversation begins whose script does not say: on a Monday morning.
var DefaultStart = time.Date(2026, time.March, 2, 10, 0, 0, 0, time.UTC)

// DefaultStartIn is [DefaultStart] by the clocks of a zone; nil is UTC.
func DefaultStartIn(zone *time.Location) time.Time { return local(DefaultStart, zone) }

// local is what the clocks of a zone show, as a time.
func local(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
}

// Opening is how the script's conversation begins. Zone is where a start without an offset is meant; nil is UTC.
func (s *Script) Opening(zone *time.Location) Opening {
	o := Opening{Name: s.File, Language: s.language, Channel: s.channel, Customer: s.customer, Start: s.start}
	if !s.zoned {
		o.Start = local(s.start, zone)
	}
	return o
}

// Turns counts what is done in the script: by the customer, by agents, by the clock, and by events.
func (s *Script) Turns() int { return len(s.beats) }

// A line is a line of the file with the indented ones that continue it.
type line struct {
	number int      // of its first physical line, from 1
	raw    []string // the physical lines as they stand
	word   string   // what it begins with; empty for comments, blank lines, headers
	text   string   // what follows; several lines are joined by \n
	column int      // where text begins, from 1

	move   move        // what it does, or nil
	expect expectation // what it expects, or nil
	said   *said       // the reply it expects, where word is lotse
	given  Given       // what an action answers, where word is given
}

// A beat is one move and the lines that follow it up to the next.
type beat struct {
	given []*line // what actions answer from this move on; they stand above it
	at    *line
	rest  []*line
}

// replies are the lines of the beat that say what the bot says, what it must not say, and that it says nothing.
func (b beat) replies() (lines, not []*line, silent *line) {
	for _, l := range b.rest {
		switch {
		case l.word == wordSilent:
			silent = l
		case l.said != nil && l.said.not:
			not = append(not, l)
		case l.word == wordLotse:
			lines = append(lines, l)
		}
	}
	return lines, not, silent
}

// burst counts the lines at the beginning of rest that belong to the move itself: what is said in one burst with it.
func (b beat) burst() int {
	n := 0
	for i, l := range b.rest {
		if l.word == wordAnd {
			n = i + 1
		}
	}
	return n
}

// Indent is the column at which texts are written, counted from 0: one word and two blanks.
const indent = 10

// Written is how a line is written: its word, its text aligned, and what continues it below. An empty row is a dot: nothing at all
// would end the text.
func Written(word, text string) []string {
	rows := strings.Split(strings.TrimSpace(text), "\n")
	out := make([]string, len(rows))
	for i, row := range rows {
		lead := strings.Repeat(" ", indent)
		if row = strings.TrimSpace(row); i == 0 {
			lead = word + strings.Repeat(" ", max(indent-len(word), 1))
		} else if row == "" {
			row = "."
		}
		out[i] = strings.TrimRight(lead+row, " ")
	}
	return out
}

// fault is a fault of the text of a line; the parser knows where it is.
func fault(problem, remedy string) *bot.Fault {
	return &bot.Fault{Severity: bot.Error, Problem: problem, Remedy: remedy}
}
