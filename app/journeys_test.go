package app

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/journey"
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
