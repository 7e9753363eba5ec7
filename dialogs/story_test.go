package dialogs_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/dialogs/source"
)

var update = flag.Bool("update", false, "rewrite the golden transcripts and faults")

// A story is a bot's folder and what happens with it, in one text file: parts begin with a line "-- name --", and the last
// part is golden.
type story struct {
	path  string
	parts []part
}

type part struct{ name, text string }

func readStory(t *testing.T, path string) story {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := story{path: path}
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "-- "); ok {
			s.parts = append(s.parts, part{name: strings.TrimSuffix(strings.TrimSpace(name), " --")})
			continue
		}
		s.parts[len(s.parts)-1].text += line
	}
	return s
}

// folder is the bot's folder: every part but the golden one.
func (s story) folder() fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, p := range s.parts[:len(s.parts)-1] {
		fsys[p.name] = &fstest.MapFile{Data: []byte(p.text)}
	}
	return fsys
}

// golden compares the last part, or rewrites it.
func (s story) golden(t *testing.T, got string) {
	t.Helper()
	last := &s.parts[len(s.parts)-1]
	if *update {
		last.text = got
		var b strings.Builder
		for _, p := range s.parts {
			fmt.Fprintf(&b, "-- %s --\n%s", p.name, p.text)
		}
		if err := os.WriteFile(s.path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(last.text, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", s.path, diff)
	}
}

func stories(t *testing.T, folder string) []string {
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no stories in testdata/%s: %v", folder, err)
	}
	return paths
}

func TestStories(t *testing.T) {
	for _, path := range append(stories(t, "stories"), stories(t, "kinds")...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			s := readStory(t, path)
			s.golden(t, tell(t, s))
		})
	}
}

// TestEveryKindOfStepHasAStory walks the registry.
func TestEveryKindOfStepHasAStory(t *testing.T) {
	for _, kind := range dialogs.Kinds() {
		s := readStory(t, filepath.Join("testdata", "kinds", kind.Name+".txt"))
		uses := false
		for name, f := range s.folder() {
			uses = uses || strings.HasPrefix(name, "flows/") && strings.Contains(string(f.Data), kind.Name+":")
		}
		if !uses || !strings.Contains(s.parts[len(s.parts)-1].text, "lotse  ") {
			t.Errorf("the story of %s does not use it", kind.Name)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, path := range stories(t, "faults") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			s := readStory(t, path)
			flows, faults := dialogs.Load(s.folder(), []string{"de", "en"})
			faults = append(faults, flows.Check(dialogs.Surroundings{
				Phrases: []string{"dialogs.done", "dialogs.yes"}, Hosts: []string{"api.example.com"}, Actions: []string{"lookup"},
				Channels: []bot.Capabilities{{Channel: "small", Choices: 3, ChoiceText: 20, Text: 100}, narrow},
			})...)
			var b strings.Builder
			for _, f := range faults {
				fmt.Fprintf(&b, "%s: %v\n", f.Severity, f)
			}
			s.golden(t, b.String())
		})
	}
}

// narrow is a channel that shows few elements, and little of them.
var narrow = bot.Capabilities{Channel: "narrow", Upload: 20 << 20, Download: 40, ChoiceText: 30, Shows: map[bot.ElementKind]bot.Showing{
	bot.ElementText:  {Native: true},
	bot.ElementImage: {Native: true, Limits: []bot.Limit{{Of: "alt", Most: 40, Then: "cut"}}},
	bot.ElementFile:  {Native: true},
	bot.ElementList:  {As: "a numbered list"},
	bot.ElementCarousel: {Native: true, Limits: []bot.Limit{
		{Of: "cards", Most: 3, Then: "left out"}, {Of: "title", Most: 20, Then: "cut"}, {Of: "text", Most: 30, Then: "cut"}, {Of: "choices", Most: 2, Then: "left out"},
	}},
	bot.ElementForm: {Native: true, Limits: []bot.Limit{{Of: "fields", Most: 3, Then: "asked one by one"}, {Of: "choices", Most: 3, Then: "asked one by one"}}},
}}

// tell plays a transcript: what customers say, events and the clock are kept, and all else is written anew.
func tell(t *testing.T, s story) string {
	flows, faults := dialogs.Load(s.folder(), []string{"en", "de"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	desk := &desk{}
	b := newBot(flows, dialogs.Config{Actions: actions, Answerer: library{}, Helpdesk: desk})
	b.Skills, b.Helpdesk = append(b.Skills, librarian{}), desk
	if s, ok := surveyOf(t, s); ok {
		b.Skills = append([]bot.Skill{s}, b.Skills...)
	}
	p := &player{t: t, bot: b, c: bot.Conversation{ID: "c1", Channel: "web"}, now: now}
	for line := range strings.Lines(s.parts[len(s.parts)-1].text) {
		p.line(strings.TrimSuffix(line, "\n"))
	}
	return p.out.String()
}

// surveyOf is the survey of a story that has one.
func surveyOf(t *testing.T, s story) (*dialogs.Survey, bool) {
	data, ok := s.folder()["survey.yaml"]
	if !ok {
		return nil, false
	}
	var settings dialogs.SurveySettings
	faults := &source.Faults{}
	if v, ok := source.Parse("survey.yaml", data.Data, faults); ok {
		v.Decode(&settings)
	}
	if all := append(faults.List(), settings.Check()...); len(all) > 0 {
		t.Fatal(all)
	}
	return dialogs.NewSurvey(settings), true
}

// A player plays a transcript line by line.
type player struct {
	t    *testing.T
	bot  *bot.Bot
	c    bot.Conversation
	now  time.Time
	turn int
	out  strings.Builder
}

func (p *player) line(line string) {
	who, what, _ := strings.Cut(line, "  ")
	turn := &bot.Turn{ID: fmt.Sprint("t", p.turn), Now: p.now, Conversation: saved(p.t, p.c)}
	if line == "" || strings.HasPrefix(line, "#") {
		p.out.WriteString(line + "\n")
		return
	}
	switch who {
	case "customer": // several utterances of one burst are parted by " / "
		for _, text := range strings.Split(what, " / ") {
			turn.Heard = append(turn.Heard, bot.Utterance{Text: text, At: p.now})
		}
	case "pick": // what a picked choice sends back
		turn.Heard = []bot.Utterance{{Text: "(picked)", Payload: what, At: p.now}}
	case "fills": // a form, by its ID
		id, data, _ := strings.Cut(what, " ")
		var values map[string]string
		if err := json.Unmarshal([]byte(data), &values); err != nil {
			p.t.Fatalf("%s: %v", line, err)
		}
		turn.Heard = []bot.Utterance{{Payload: bot.FilledForm(id, values), At: p.now}}
	case "sends": // an element
		var e bot.Element
		if err := json.Unmarshal([]byte(what), &e); err != nil {
			p.t.Fatalf("%s: %v", line, err)
		}
		turn.Heard = []bot.Utterance{{Elements: []bot.Element{e}, At: p.now}}
	case "later": // nothing happens for a while
		d, err := time.ParseDuration(what)
		if err != nil {
			p.t.Fatalf("%s: %v", line, err)
		}
		p.now = p.now.Add(d)
		p.out.WriteString(line + "\n")
		return
	case "plain": // the customer chooses plain language, or the usual one
		turn.Conversation.Plain = what == "yes"
		p.c = turn.Conversation
		p.out.WriteString(line + "\n")
		return
	case "event":
		name, data, _ := strings.Cut(what, " ")
		turn.Event = &bot.Event{Name: name, Data: json.RawMessage(data)}
	case "wake":
		turn.Wake = &bot.Wake{Name: what}
	default:
		return
	}
	p.out.WriteString(line + "\n")
	p.turn++
	p.now = p.now.Add(time.Minute)
	if err := p.bot.Run(context.Background(), turn); err != nil {
		fmt.Fprintf(&p.out, "error  %v\n", err)
		return
	}
	p.c = saved(p.t, turn.Conversation)
	p.write(turn)
}

// write notes what the turn did.
func (p *player) write(t *bot.Turn) {
	for _, e := range t.Entries {
		switch {
		case e.Author == bot.ByCustomer && !e.Note:
		case e.Note:
			fmt.Fprintf(&p.out, "note  %s: %s\n", e.Event, e.Text)
		default:
			p.reply(e.Reply)
		}
	}
	for _, w := range t.Wakes {
		due := "never"
		if !w.Due.IsZero() {
			due = w.Due.Format(time.DateTime)
		}
		fmt.Fprintf(&p.out, "wakes  %s %s\n", w.Name, due)
	}
	if f := t.Conversation.Frame(); f != nil {
		fmt.Fprintf(&p.out, "state  %s/%s\n", f.Flow, f.State)
		p.slots("slot", f.Slots)
	} else {
		fmt.Fprintf(&p.out, "state  - %s\n", t.Conversation.Outcome)
	}
	p.slots("kept", t.Conversation.Slots)
}

// reply notes what is said.
func (p *player) reply(r bot.Reply) {
	fmt.Fprintf(&p.out, "lotse  %s\n", r.Text)
	for _, shown := range r.Elements {
		for _, line := range written(p.t, shown) {
			fmt.Fprintf(&p.out, "shows  %s\n", line)
		}
	}
	if len(r.Choices) > 0 {
		fmt.Fprintf(&p.out, "choices  %s\n", labels(r.Choices))
	}
	if r.Rated {
		p.out.WriteString("rated\n")
	}
}

// labels are choices on one line: what they say and, where that is not the whole of it, what they do.
func labels(choices []bot.Choice) string {
	var all []string
	for _, c := range choices {
		switch {
		case c.URL != "":
			c.Label += " -> " + c.URL
		case strings.HasPrefix(c.Payload, "start:"):
			c.Label += " -> " + c.Payload
		case c.Request != "":
			c.Label += " -> the device's " + string(c.Request)
		}
		all = append(all, c.Label)
	}
	return strings.Join(all, " | ")
}

// written are the lines that describe an element.
func written(t *testing.T, e bot.Element) (lines []string) {
	kind := string(e.Kind)
	compact := func(v any) string {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	switch {
	case e.Media != nil:
		return []string{kind + " " + compact(e.Media)}
	case e.Place != nil:
		return []string{kind + " " + compact(e.Place)}
	case e.Date != nil:
		return []string{kind + " " + compact(e.Date)}
	case e.Form != nil:
		lines = append(lines, fmt.Sprintf("%s %s %q [%s]", kind, e.Form.ID, e.Form.Title, e.Form.Submit))
		for _, f := range e.Form.Fields {
			choices := f.Choices
			f.Choices = nil
			line := kind + "   " + compact(f)
			if len(choices) > 0 {
				line += " " + labels(choices)
			}
			lines = append(lines, line)
		}
	}
	for _, c := range e.Cards {
		choices := c.Choices
		c.Choices = nil
		line := kind + " " + compact(c)
		if len(choices) > 0 {
			line += " " + labels(choices)
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *player) slots(word string, slots map[string]bot.Slot) {
	for _, name := range slices.Sorted(maps.Keys(slots)) {
		fmt.Fprintf(&p.out, "%s  %s=%v (%s)\n", word, name, slots[name].Value, slots[name].Source)
	}
}

// desk is a helpdesk that notes what it is asked.
type desk struct{}

func (*desk) Escalate(_ context.Context, t *bot.Turn, why bot.Reason) error {
	team := ""
	if h := t.Conversation.Handoff; h != nil {
		team = " team " + h.Team
	}
	t.Happened("escalate", fmt.Sprintf("%s %q%s", why.Code, why.Text, team))
	t.Say(bot.Reply{Text: "(a person is asked)"})
	return nil
}

// library answers questions about the weather.
type library struct{}

func (library) Answer(_ context.Context, t *bot.Turn, question string) (bool, error) {
	if !strings.Contains(strings.ToLower(question), "weather") {
		return false, nil
	}
	t.Say(bot.Reply{Text: "The sun shines."})
	return true, nil
}

// librarian is a skill that answers from the library, as knowledge does.
type librarian struct{}

func (librarian) Name() string { return "knowledge" }

func (librarian) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if !strings.Contains(strings.ToLower(t.Text()), "weather") {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 0.8, Take: func(ctx context.Context) error {
		_, err := library{}.Answer(ctx, t, t.Text())
		return err
	}}}, nil
}

// actions are the Go functions of the stories.
var actions = map[string]dialogs.Action{
	"machine_of_serial": func(_ context.Context, call dialogs.ActionCall) (any, error) {
		if call.With["serial"] == "XX000000" {
			return nil, errors.New("no such machine")
		}
		return map[string]any{"model": "Brio 3", "months": 24}, nil
	},
	"machines": func(context.Context, dialogs.ActionCall) (any, error) {
		return []map[string]any{
			{"id": "eb", "name": "Ebbe", "price": 299, "picture": "https://example.com/eb.png"},
			{"id": "fl", "name": "Flut", "price": 499.5, "picture": "javascript:alert(1)"},
		}, nil
	},
	"lookup": func(context.Context, dialogs.ActionCall) (any, error) { return nil, nil },
}
