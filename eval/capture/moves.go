package capture

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/lang/private"
)

// A move is what happened at one time, as lines of a script: a word and its text each. What an action answered is one as well,
// so that it can be left out.
type move []line

// real counts the moves but for what actions answered.
func real(all []move) (n int) {
	for _, m := range all {
		if m[0].word != "given" {
			n++
		}
	}
	return n
}

type line struct{ word, text string }

// A reader makes moves of turns.
type reader struct {
	subject Subject
	masker  *private.Masker
	agents  map[string]string // names in the script, by real ones
	choices []bot.Choice      // that are offered
	form    *bot.Form         // that is shown
}

// read makes moves of the turns up to the one with the wrong reply.
func read(s Subject, w wrong, m *private.Masker) []move {
	r := &reader{subject: s, masker: m, agents: map[string]string{}}
	for _, t := range s.Turns[:w.turn+1] {
		r.look(t)
	}
	r.choices, r.form = nil, nil
	var all []move
	var before time.Time
	for _, t := range s.Turns[:w.turn+1] {
		pause := waited(before, t)
		if pause != "" {
			all = append(all, move{{"after", pause}})
		}
		all = append(all, r.deeds(t)...)
		if done := r.customer(t); done != nil {
			all = append(append(all, r.given(t)...), done)
		}
		r.shown(t)
		before = t.Now
	}
	return all
}

// look reads what the customer said before anything is written, so that a name is masked where it stands before it is told.
func (r *reader) look(t *bot.Turn) {
	for _, u := range t.Heard {
		r.masker.Mask(u.Text)
		if _, values, ok := bot.ReadForm(u.Payload); ok {
			for _, v := range values {
				r.masker.Mask(v)
			}
		}
	}
	for _, e := range t.Entries {
		if e.Author == bot.ByAgent && e.Name != "" {
			r.masker.Know(private.Name, e.Name)
		}
	}
}

// least is how long a pause must be to be worth a line.
const least = time.Minute

// waited is the pause before a turn: at least what it takes for a wake to fall due.
func waited(before time.Time, t *bot.Turn) string {
	d := t.Now.Sub(before)
	if before.IsZero() || d < least && t.Wake == nil {
		return ""
	}
	d = (d + time.Minute - 1).Truncate(time.Minute)
	return strings.TrimSuffix(d.String(), "0s")
}

// shown keeps what the customer has before her.
func (r *reader) shown(t *bot.Turn) {
	for _, e := range t.Replies() {
		r.choices = e.Choices
		for _, x := range e.Elements {
			if x.Form != nil {
				r.form = x.Form
			}
			for _, c := range x.Cards {
				r.choices = append(r.choices[:len(r.choices):len(r.choices)], c.Choices...)
			}
		}
	}
}

// deeds are an agent's, who is called otherwise here.
func (r *reader) deeds(t *bot.Turn) (all []move) {
	if r.subject.Deeds == nil {
		return nil
	}
	for _, d := range r.subject.Deeds(t) {
		does := string(d.Verb)
		if d.Verb == chat.Says {
			does = "= " + r.masker.Mask(d.Text)
		}
		all = append(all, move{{"agent", r.agent(d.Agent) + " " + does}})
	}
	return all
}

// agent names agents in the order in which they come.
func (r *reader) agent(name string) string {
	if _, there := r.agents[name]; !there {
		called := []string{"anna", "ben", "clara", "david", "emma", "felix"}
		r.agents[name] = called[len(r.agents)%len(called)]
	}
	return r.agents[name]
}

// customer is what the customer did, or an event; nil where the clock or an agent did something.
func (r *reader) customer(t *bot.Turn) move {
	if t.Event != nil {
		return r.event(t.Event)
	}
	var all move
	for _, u := range t.Heard {
		all = append(all, r.utterance(u, len(all) > 0)...)
	}
	return all
}

func (r *reader) utterance(u bot.Utterance, more bool) move {
	if _, values, ok := bot.ReadForm(u.Payload); ok && r.form != nil {
		return move{{"fills", r.fields(values)}}
	}
	if label := r.picked(u); label != "" {
		return move{{"picks", label}}
	}
	var all move
	for _, e := range u.Elements {
		all = append(all, line{"sends", r.element(e)})
	}
	if strings.TrimSpace(u.Text) == "" {
		return all
	}
	word := "customer"
	if more && len(all) == 0 {
		word = "and"
	}
	return append(all, line{word, r.masker.Mask(u.Text)})
}

// picked is the label of the choice that was picked, or empty.
func (r *reader) picked(u bot.Utterance) string {
	if u.Payload == "" {
		return ""
	}
	for _, c := range r.choices {
		if c.Value() == u.Payload {
			return c.Label
		}
	}
	return ""
}

func (r *reader) fields(values map[string]string) string {
	var parts []string
	for _, f := range r.form.Fields {
		if v, there := values[f.Name]; there {
			parts = append(parts, f.Name+"="+oneLine(r.masker.Mask(v)))
		}
	}
	return strings.Join(parts, " | ")
}

// element is a file by its ending alone, or what else was sent with stand-ins: where somebody is, is private.
func (r *reader) element(e bot.Element) string {
	if e.Media != nil {
		return "file" + ending(e.Media)
	}
	if e.Place != nil {
		e.Place = &bot.Place{Latitude: 52.52, Longitude: 13.405}
	}
	if e.Contact != nil {
		e.Contact = &bot.Contact{Name: "Maria Muster", Phone: "030 23125 000", Email: "muster@example.com"}
	}
	b, err := json.Marshal(e)
	if err != nil {
		return fmt.Sprintf(`{"kind": %q}`, e.Kind)
	}
	return string(b)
}

func ending(m *bot.Media) string {
	if end := path.Ext(m.Name); end != "" {
		return strings.ToLower(end)
	}
	if m.Kind() == bot.ElementImage {
		return ".png"
	}
	return ".pdf"
}
