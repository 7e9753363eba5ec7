package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/internal/difference"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Renderer shows bots as channels do.
type Renderer interface {
	Render(ctx context.Context, folder string) (Gallery, error)
}

// A Gallery is what channels are asked to show of one bot, as text that changes only if that does. It is used by many
// goroutines.
type Gallery interface {
	Channels() []string
	Flows() []string
	// Flow shows every step of a flow, in each of the bot's languages, before anything is known.
	Flow(ctx context.Context, flow, channel string) (string, error)
	// Script plays a scripted conversation and shows what is said in it.
	Script(ctx context.Context, s *chat.Script, channel string) (string, error)
	Close() error
}

var channelsKind = kind{measure: (*run).channels, metrics: []string{"rendered"}, exact: true}

// A rendering is one flow or script on one channel, and the golden file it is held to.
type rendering struct {
	channel, what string // what is a flow, or the file of a script
	file          string
	show          func(ctx context.Context) (string, error)

	got, diff string
	broken    error
}

// goldenEnding is how the names of golden files end.
const goldenEnding = ".txt"

// channels compares what every channel shows of the suite's bot with the golden files CHANNEL/FLOW.txt and
// CHANNEL/SCRIPT.chat.txt beside suite.json.
func (r *run) channels(ctx context.Context, s *Suite, out *result) (err error) {
	if r.ports.Renderer == nil {
		out.Skipped = "this program renders for no channel"
		return nil
	}
	g, err := r.ports.Renderer.Render(ctx, s.botFolder())
	if err != nil {
		return fmt.Errorf("open the bot: %w", err)
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	all := renderings(s, g, out)
	errs := r.each(ctx, s.Name, len(all), func(i int) error { return all[i].compare(ctx) })
	for i := range all {
		all[i].broken = errs[i]
		all[i].enter(out)
	}
	stray(s, all, out)
	weigh(r, out, group[rendering]{outcomes: all, cases: true}, metric[rendering]{"rendered", rendered, by(rendered)})
	return nil
}

// renderings are all that is to be shown: every flow and every script of the suite, on every channel it names.
func renderings(s *Suite, g Gallery, out *result) (all []rendering) {
	for _, channel := range s.channelsAmong(g.Channels(), out) {
		golden := func(name string) string { return filepath.Join(s.Folder, channel, name+goldenEnding) }
		for _, flow := range g.Flows() {
			all = append(all, rendering{channel: channel, what: flow, file: golden(flow), show: func(ctx context.Context) (string, error) {
				return g.Flow(ctx, flow, channel)
			}})
		}
		for _, file := range s.Scripts {
			file = filepath.Join(s.Folder, file)
			all = append(all, rendering{channel: channel, what: file, file: golden(filepath.Base(file)), show: func(ctx context.Context) (string, error) {
				return script(ctx, g, file, channel)
			}})
		}
	}
	return all
}

// channelsAmong are the channels that the suite names, or all there are.
func (s *Suite) channelsAmong(there []string, out *result) []string {
	if len(s.Channels) == 0 {
		return there
	}
	return slices.DeleteFunc(slices.Clone(s.Channels), func(c string) bool {
		unknown := !slices.Contains(there, c)
		if unknown {
			out.fault(s.File, 0, fmt.Sprintf("unknown channel %q", c), "name some of "+strings.Join(there, ", "))
		}
		return unknown
	})
}

func script(ctx context.Context, g Gallery, file, channel string) (string, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	s, faults := chat.Parse(file, source)
	if err := bot.Broken(faults); err != nil {
		return "", err
	}
	return g.Script(ctx, s, channel)
}

// compare shows it and finds what is not as it was.
func (r *rendering) compare(ctx context.Context) (err error) {
	if r.got, err = r.show(ctx); err != nil {
		return err
	}
	want, err := os.ReadFile(r.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if string(want) != r.got {
		r.diff = difference.Of(string(want), r.got)
	}
	return nil
}

// enter writes it into the report.
func (r *rendering) enter(out *result) {
	c := report.Case{ID: r.channel + "/" + filepath.Base(r.what), File: r.file, Line: 1, Scores: map[string]float64{}}
	c.Detail = fmt.Sprintf("%s as %s shows it", filepath.Base(r.what), r.channel)
	switch {
	case r.broken != nil:
		out.fault(r.file, 0, "not rendered: "+r.broken.Error(), "")
	case r.diff != "":
		diff := fmt.Sprintf("%s: %s shows it otherwise (- before, + now); if that is meant, run with --update and read the difference\n%s", r.file, r.channel, r.diff)
		out.Failures = append(out.Failures, report.Failure{Case: c.ID, File: r.file, Line: 1, Diff: diff})
		out.Rewrites = append(out.Rewrites, report.Rewrite{File: r.file, Text: []byte(r.got)})
		c.Trace = r.diff
	}
	out.Cases = append(out.Cases, c)
}

// stray reports golden files that nothing is held to: a flow that was renamed would no longer be watched.
func stray(s *Suite, all []rendering, out *result) {
	files, _ := filepath.Glob(filepath.Join(s.Folder, "*", "*"+goldenEnding))
	for _, f := range files {
		if !slices.ContainsFunc(all, func(r rendering) bool { return r.file == f }) {
			out.fault(f, 0, "nothing is shown that this file is about", "delete it, or name its channel and script in suite.json")
		}
	}
}

// rendered is the share of the renderings that are as they were.
func rendered(all []rendering) score.Score {
	return share(all, func(r rendering) bool { return r.broken == nil && r.diff == "" })
}
