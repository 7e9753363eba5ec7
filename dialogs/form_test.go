package dialogs_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// form loads the flow of the form's story.
func form(t *testing.T) *bot.Bot {
	t.Helper()
	flows, faults := dialogs.Load(readStory(t, "testdata/kinds/form.txt").folder(), []string{"en", "de"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	return newBot(flows, dialogs.Config{Answerer: library{}})
}

// says runs one turn of one utterance.
func says(t testing.TB, b *bot.Bot, c *bot.Conversation, id string, u bot.Utterance) *bot.Turn {
	t.Helper()
	u.At = now
	turn := &bot.Turn{ID: id, Now: now, Conversation: saved(t, *c), Heard: []bot.Utterance{u}}
	if err := b.Run(t.Context(), turn); err != nil {
		t.Fatalf("%+v: %v", u, err)
	}
	*c = saved(t, turn.Conversation)
	return turn
}

// In whatever order and way a form is filled, here by plain answers and there at once, it comes to the same.
func TestAFormFilledHereAndThereComesToTheSame(t *testing.T) {
	b := form(t)
	fields := []struct{ name, plain, filled string }{
		{"serial", "AB123456", "AB123456"},
		{"bought", "January 5, 2026", "2026-01-05"},
		{"city", "Munich", "slot:city=mu"},
		{"people", "three", "3"},
		{"news", "no", "no"},
		{"note", "very loud", "very loud"},
	}
	want := "AB123456, 5 January 2026, Munich, 3, No, very loud"
	rapid.Check(t, func(rt *rapid.T) {
		c := bot.Conversation{ID: "c"}
		turn := says(t, b, &c, "start", bot.Utterance{Text: "register a machine"})
		for i := 0; c.Frame() != nil; i++ {
			open := fields[len(fields)-missingFields(c):]
			if len(open) == 0 {
				rt.Fatalf("nothing is open, and the form waits: %+v", c.Frame())
			}
			u := bot.Utterance{Text: open[0].plain}
			if rapid.Bool().Draw(rt, "at once") {
				values := map[string]string{}
				for _, f := range fields {
					values[f.name] = f.filled
				}
				u = bot.Utterance{Payload: bot.FilledForm("register/form_1", values)}
			}
			turn = says(t, b, &c, fmt.Sprint(i), u)
		}
		if got := turn.Replies()[0].Text; got != want {
			rt.Fatalf("said %q, want %q", got, want)
		}
	})
}

// missingFields counts the fields of the form that are not filled.
func missingFields(c bot.Conversation) int { return 6 - len(c.Frame().Slots) }

// A form begun on the website is finished on the phone; each slot knows where it came from.
func TestAFormGoesAlongToAnotherChannel(t *testing.T) {
	b := form(t)
	c := bot.Conversation{ID: "c", Channel: "web", Address: "w", Linked: true}
	says(t, b, &c, "1", bot.Utterance{Text: "register a machine"})
	says(t, b, &c, "2", bot.Utterance{Text: "AB123456"})
	c.Channel, c.Address = "telegram", "7"
	turn := says(t, b, &c, "3", bot.Utterance{Text: "yesterday"})
	from := map[string]string{}
	for name, s := range c.Frame().Slots {
		from[name] = s.Via
	}
	want := map[string]string{"serial": bot.Route{Channel: "web", Address: "w"}.ID(), "bought": bot.Route{Channel: "telegram", Address: "7"}.ID()}
	if diff := cmp.Diff(want, from); diff != "" {
		t.Error(diff)
	}
	if got := turn.Replies()[0].Text; got != "Still missing: city, people, news, note." {
		t.Errorf("said %q", got)
	}
}

// Whatever comes back from a button or a form, it is answered, believed no more than words, and survives being saved.
func TestWhateverIsSentBackIsAnswered(t *testing.T) {
	flows, faults := dialogs.Load(readStory(t, "testdata/kinds/form.txt").folder(), []string{"en", "de"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	b := newBot(flows, dialogs.Config{})
	b.Skills = append([]bot.Skill{survey(1)}, b.Skills...)
	values := rapid.OneOf(rapid.SampledFrom([]string{"", "AB123456", "2026-01-05", "NaN", "Inf", "1e999", "yes", "slot:city=hh", "hh", "3", "\x00", "{serial}"}), rapid.String())
	payloads := rapid.OneOf(
		rapid.Map(rapid.MapOf(rapid.SampledFrom([]string{"serial", "bought", "city", "people", "news", "note", "none"}), values), func(v map[string]string) string {
			return bot.FilledForm("register/form_1", v)
		}),
		rapid.Map(values, func(v string) string { return "start:register?" + v }),
		rapid.Map(values, func(v string) string { return `start:remove?{"serial":"` + v + `"}` }),
		rapid.Map(values, func(v string) string { return "slot:people=" + v }),
		rapid.Map(values, func(v string) string { return "survey:effort=" + v }),
		rapid.SampledFrom([]string{"form:", "form:register/form_1?", "form:register/form_1?[]", "slot:", "start:", "survey:", "wish:", "wish:back", "yes", "no", "slot:city"}),
		rapid.String(),
	)
	rapid.Check(t, func(rt *rapid.T) {
		c := bot.Conversation{ID: "c"}
		says(t, b, &c, "start", bot.Utterance{Text: "register a machine"})
		for i := range rapid.IntRange(1, 12).Draw(rt, "turns") {
			u := bot.Utterance{Text: values.Draw(rt, "text"), Payload: payloads.Draw(rt, "payload")}
			turn := says(t, b, &c, fmt.Sprint(i), u)
			if len(turn.Replies()) == 0 {
				rt.Fatalf("%+v is not answered", u)
			}
			if f := c.Frame(); f != nil && f.Flow == "register" {
				for name, s := range f.Slots {
					if n, ok := s.Value.(float64); name == "people" && ok && (n < 1 || n > 9) {
						rt.Fatalf("%+v made %d people of it", u, int(n))
					}
				}
			}
		}
	})
}
