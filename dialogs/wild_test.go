package dialogs_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// Whatever customers say, they are answered, the state survives being saved, and nothing they told gets lost in a flow that
// goes on.
func TestWhateverIsSaidIsAnswered(t *testing.T) {
	s := readStory(t, "testdata/kinds/ask.txt")
	flows, faults := dialogs.Load(s.folder(), []string{"en", "de"})
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	b := newBot(flows, dialogs.Config{Answerer: library{}})
	b.Skills = append(b.Skills, librarian{})
	said := []string{
		"register a machine", "AB123456", "2026-01-05", "yesterday", "3", "4.5", "Hamburg", "ada@example.org", "Ada",
		"yes", "no", "cancel", "help", "hello", "thanks", "how is the weather?", "a person please", "abbrechen", "", "\u0000", "🦄",
	}
	rapid.Check(t, func(rt *rapid.T) {
		c := bot.Conversation{ID: "c"}
		for i := range rapid.IntRange(1, 25).Draw(rt, "turns") {
			text := rapid.OneOf(rapid.SampledFrom(said), rapid.String()).Draw(rt, "said")
			before := c
			turn := hears(t, b, &c, fmt.Sprint(i), text)
			if len(turn.Replies()) == 0 {
				rt.Fatalf("%q in %+v was not answered", text, before.Frames)
			}
			if diff := cmp.Diff(saved(t, c), c); diff != "" {
				rt.Fatal(diff)
			}
			if lost := missing(before, c); len(lost) > 0 {
				rt.Fatalf("%q lost the slots %v", text, lost)
			}
		}
	})
}

// missing are the slots of a flow that goes on which it has no more.
func missing(before, after bot.Conversation) (lost []string) {
	b, a := before.Frame(), after.Frame()
	if b == nil || a == nil || b.Flow != a.Flow || len(b.Slots) > 0 && a.State == "serial" {
		return nil
	}
	for name := range b.Slots {
		if _, ok := a.Slots[name]; !ok {
			lost = append(lost, name)
		}
	}
	return lost
}

// However a folder is damaged, loading it reports faults, each with a place and a remedy, and never panics; what has no
// errors runs.
func TestNoFileBreaksLoading(t *testing.T) {
	whole := map[string][]byte{}
	for _, path := range slices.Concat(stories(t, "kinds"), stories(t, "faults"), stories(t, "stories")) {
		for name, f := range readStory(t, path).folder() {
			whole[path+name] = f.Data
		}
	}
	names := slices.Sorted(maps.Keys(whole))
	rapid.Check(t, func(t *rapid.T) {
		data := slices.Clone(whole[rapid.SampledFrom(names).Draw(t, "file")])
		for range rapid.IntRange(1, 6).Draw(t, "cuts") {
			at := rapid.IntRange(0, len(data)).Draw(t, "at")
			junk := rapid.SampledFrom([]string{"", "{", "}", "[", ":", "- ", "\n", "\n  ", "*a", "&a ", "!!x ", "\"", "|\n", "{a", "? "}).Draw(t, "junk")
			to := min(len(data), at+rapid.IntRange(0, 12).Draw(t, "length"))
			data = slices.Concat(data[:at], []byte(junk), data[to:])
		}
		fsys := fstest.MapFS{}
		for _, place := range []string{"flows/f.yaml", "intents/i.yaml", "actions.yaml", "phrases/en.yaml"} {
			fsys[place] = &fstest.MapFile{Data: data}
		}
		flows, faults := dialogs.Load(fsys, []string{"de", "en"})
		for _, f := range append(faults, flows.Check(dialogs.Surroundings{Channels: []bot.Capabilities{narrow}})...) {
			if f.File == "" || f.Problem == "" || f.Remedy == "" || f.Severity == "" {
				t.Fatalf("an incomplete fault: %+v", f)
			}
		}
		if bot.Broken(faults) == nil {
			dialogs.New(dialogs.Config{Flows: flows})
		}
	})
}

func TestTheExamplesHaveNoFaults(t *testing.T) {
	for folder, languages := range map[string][]string{"table": {"en"}, "kaffee": {"de", "en"}} {
		fsys := os.DirFS("../examples/" + folder)
		if _, err := fs.Stat(fsys, "flows"); err != nil {
			t.Fatal(err)
		}
		if _, faults := dialogs.Load(fsys, languages); len(faults) > 0 {
			t.Errorf("%s: %v", folder, faults)
		}
	}
}
