package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/live"
	"github.com/lotse-bot/lotse/examples/kaffee"
)

// lookingBack reads each conversation from its store before it is thrown away.
type lookingBack struct {
	*trial
	read func([]*bot.Turn)
}

func (l lookingBack) Begin(ctx context.Context, o chat.Opening) (chat.Talk, error) {
	k, err := l.trial.Begin(ctx, o)
	if err != nil {
		return nil, err
	}
	return rememberedTalk{k.(*talk), l.read}, nil
}

type rememberedTalk struct {
	*talk
	read func([]*bot.Turn)
}

func (k rememberedTalk) Close() error {
	err := k.app.Store.Past(context.Background(), time.Unix(0, 0), k.now.Add(time.Hour), func(turns []*bot.Turn) error {
		k.read(turns)
		return nil
	})
	if err != nil {
		return err
	}
	return k.talk.Close()
}

// TestSuitesAndLiveTranscriptsGiveTheSameFigures: every script of the demo bot, measured as it is played and as it is read back from
// the store, is the same journeys: the same effort with the same drivers, the same flows and the same end.
func TestSuitesAndLiveTranscriptsGiveTheSameFigures(t *testing.T) {
	c := Defaults()
	c.Embedder = "none:"
	opened, err := trials{c, Options{Actions: map[string]dialogs.Action{"machine_of_serial": kaffee.MachineOfSerial}}}.Open(t.Context(), "../examples/kaffee")
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	tested := opened.(*trial)
	var files []string
	for _, folder := range []string{"tests", "suites/effort"} {
		found, _ := filepath.Glob("../examples/kaffee/" + folder + "/*.chat")
		files = append(files, found...)
	}
	seen, costly := 0, 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, faults := chat.Parse(file, source)
		if err := bot.Broken(faults); err != nil {
			t.Fatal(err)
		}
		var kept []*bot.Turn
		player := chat.Player{Converser: lookingBack{tested, func(turns []*bot.Turn) { kept = turns }}, Signs: tested.Signs(), Zone: tested.Zone()}
		played := player.Play(t.Context(), s)
		if played.Broken != nil {
			continue // it asks for what is not here, such as a judge of meaning
		}
		suite := journey.Read(played.Turns(), tested.Signs(), played.Until)
		live := journey.Read(kept, tested.Signs(), played.Until)
		if diff := cmp.Diff(suite, live, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
			t.Errorf("%s: played and read back (+):\n%s", file, diff)
		}
		for _, j := range live {
			seen++
			costly += len(j.Drivers)
		}
	}
	if seen < 25 || costly < 15 {
		t.Errorf("only %d journeys with %d drivers were compared", seen, costly)
	}
}

// readBack is a past of conversations that were read back.
type readBack [][]*bot.Turn

func (k readBack) Past(_ context.Context, _, _ time.Time, each func([]*bot.Turn) error) error {
	for _, turns := range k {
		if err := each(turns); err != nil {
			return err
		}
	}
	return nil
}

// withPerson is a contact with a person.
const withPerson = `
agent     anna free
customer  I want to talk to a person
after     10s
agent     anna takes
agent     anna Hello!
agent     anna closes
`

// TestEveryKindOfContactIsAskedHowItWas: the survey's answers of a contact of the bot alone, and of one with a person, come out under
// their contacts, and answering costs no effort: the one question that is asked again is in the script of the booking.
func TestEveryKindOfContactIsAskedHowItWas(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../examples/table")); err != nil {
		t.Fatal(err)
	}
	settings := "name: table\nlanguages: [en]\nsurvey: {share: 1, ask: [satisfaction, effort]}\nteams: {service: {hours: {zone: UTC}}}\n"
	if err := os.WriteFile(filepath.Join(folder, "bot.yaml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	c := Defaults()
	c.Embedder = "none:"
	opened, err := trials{c, Options{}}.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	tested := opened.(*trial)
	booked, err := os.ReadFile(filepath.Join(folder, "tests", "book.chat"))
	if err != nil {
		t.Fatal(err)
	}
	var past readBack
	for name, script := range map[string]string{
		"alone.chat":  string(booked) + "after     3m\npicks     5\npicks     4\n",
		"person.chat": withPerson + "after     3m\npicks     2\npicks     1\n",
	} {
		s, faults := chat.Parse(name, []byte(script))
		if err := bot.Broken(faults); err != nil {
			t.Fatal(err)
		}
		player := chat.Player{Converser: lookingBack{tested, func(turns []*bot.Turn) { past = append(past, turns) }}, Signs: tested.Signs()}
		if played := player.Play(t.Context(), s); played.Failures() > 0 {
			t.Fatal(played.Diff())
		}
	}
	day := chat.DefaultStart.Truncate(24 * time.Hour)
	r, err := live.Measure(t.Context(), past, tested.Signs(), live.Question{From: day, To: day.AddDate(0, 0, 1), Now: day.AddDate(0, 1, 0)})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range r.Segments {
		var all []string
		for _, f := range s.Figures {
			if f.Metric == "satisfied" || f.Metric == "easy" || f.Metric == "re_asks" || f.Metric == "dead_ends" {
				all = append(all, fmt.Sprintf("%s %.0f of %d", f.Metric, f.Value, f.N))
			}
		}
		if s.By == "person" {
			got[s.Name] = strings.Join(all, ", ")
		}
	}
	want := map[string]string{
		"bot alone":  "satisfied 1 of 1, easy 1 of 1, re_asks 1 of 1, dead_ends 0 of 1",
		"handed off": "satisfied 0 of 1, easy 0 of 1, re_asks 0 of 1, dead_ends 0 of 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
