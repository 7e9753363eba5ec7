package dialogs_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// preview is what a flow shows, as stories write it.
func preview(t *testing.T, flows *dialogs.Flows, flow, language string) string {
	t.Helper()
	shots, err := flows.Preview(flow, language, bot.NewPhrases(flows.Languages(), dialogs.Words, flows.Phrases), now)
	if err != nil {
		t.Fatal(err)
	}
	p := &player{t: t}
	for _, s := range shots {
		fmt.Fprintf(&p.out, "step  %s %s:%d\n", s.Step, s.Place.File, s.Place.Line)
		p.reply(s.Reply)
	}
	return p.out.String()
}

func TestAPreviewShowsEveryStepBeforeAnythingIsKnown(t *testing.T) {
	flows, faults := dialogs.Load(readStory(t, "testdata/stories/elements.txt").folder(), []string{"en", "de"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	want := `step  say_1 flows/shop.yaml:8
lotse  Das sind wir.
shows  image {"url":"media/ebbe.png","name":"ebbe.png","type":"image/png","size":4,"alt":"Eine Ebbe auf einem Tisch"}
shows  card {"title":"Ebbe","text":"Die kleine.","url":"https://example.com/ebbe","image":{"url":"https://example.com/de/ebbe.png","type":"image/png"}} Registrieren -> start:register?{"own":"yes","serial":"EB123456"} | Im Laden -> https://example.com/de/ebbe?a=a%20b%26c
shows  list {"title":"Ebbe","text":"klein"}
shows  list {"title":"Flut","text":"groß"}
shows  file {"url":"media/manual.pdf","name":"Anleitung","type":"application/pdf","size":4}
shows  location {"latitude":53.5438,"longitude":9.966,"name":"Morgenfleet","address":"Am Sandtorkai 1"}
choices  Anrufen -> tel:+4940123456 | Entkalken
rated
step  model flows/shop.yaml:29
lotse  Welche möchtest du?
shows  carousel {"title":"‹item.name›","text":"‹item.price› €","image":{"url":"https://example.com/%E2%80%B9item.picture%E2%80%BA"}} Die hier
shows  carousel {"title":"‹item.name›","text":"‹item.price› €","image":{"url":"https://example.com/%E2%80%B9item.picture%E2%80%BA"}} Die hier
choices  Ebbe | Flut
step  day flows/shop.yaml:38
lotse  Wann kommst du?
shows  date {"payload":"slot:day=","min":"2026-11-22","max":"2026-12-22"}
step  say_2 flows/shop.yaml:39
lotse  Bis zum ‹Tag›, deine ‹Modell› wartet.
`
	if diff := cmp.Diff(want, preview(t, flows, "shop", "de")); diff != "" {
		t.Error(diff)
	}
	if _, err := flows.Preview("shopp", "de", nil, now); err == nil || !strings.Contains(err.Error(), `did you mean "shop"?`) {
		t.Errorf("a flow that is not there: %v", err)
	}
}

// Where there are no forms, an author sees all of the questions.
func TestAPreviewOfAFormShowsEachOfItsQuestions(t *testing.T) {
	flows, _ := dialogs.Load(readStory(t, "testdata/kinds/form.txt").folder(), []string{"en", "de"})
	shots, err := flows.Preview("register", "en", bot.NewPhrases(flows.Languages(), dialogs.Words), now)
	if err != nil {
		t.Fatal(err)
	}
	var open []string
	for _, r := range append([]bot.Reply{shots[0].Reply}, shots[0].Then...) {
		for _, d := range r.Elements[0].Form.Fields {
			if d.Value == "" {
				open = append(open, r.Text+" "+d.Label)
				break
			}
		}
	}
	want := []string{
		"Tell me about your machine. Serial number", "Still missing: date of purchase, city, people, news, note. Date of purchase",
		"Still missing: city, people, news, note. City", "Still missing: people, news, note. People", "Still missing: news, note. News",
		"Still missing: note. Note",
	}
	if diff := cmp.Diff(want, open); diff != "" {
		t.Error(diff)
	}
}

// Everything that the examples show can be previewed, in every language, and says what it says.
func TestTheExamplesCanBePreviewed(t *testing.T) {
	for folder, languages := range map[string][]string{"table": {"en"}, "kaffee": {"de", "en", "de-plain"}} {
		flows, _ := dialogs.Load(os.DirFS("../examples/"+folder), languages[:min(2, len(languages))])
		for _, name := range flows.Names() {
			for _, l := range languages {
				if shown := preview(t, flows, name, l); !strings.Contains(shown, "lotse  ") || strings.Contains(shown, "dialogs.") {
					t.Errorf("%s/%s in %s:\n%s", folder, name, l, shown)
				}
			}
		}
	}
}
