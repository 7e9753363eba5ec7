package channeltest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// Update is the flag that writes golden files anew instead of comparing with them. Adapters' own tests may use it, too.
var Update = flag.Bool("update", false, "write the golden files anew")

// rendering compares what each sample becomes with testdata/render/NAME.json of the adapter's package, and checks that
// rendering changes nothing, calls nobody, and gives the same again. Then every sample is sent.
func rendering(t *trial) {
	for i, s := range Samples(t.files.add) {
		d := t.delivery(1+i, s.Reply)
		d.At, d.Author, d.Language = sampled, s.Author, s.Language
		before, calls := marshal(t, d), t.wire.count()
		first := rendered(t, s.Name, d)
		if diff := cmp.Diff(first, rendered(t, s.Name, d)); diff != "" {
			t.Errorf("%s: rendered twice, it differs:\n%s", s.Name, diff)
		}
		if marshal(t, d) != before {
			t.Errorf("%s: rendering changed the delivery", s.Name)
		}
		if t.wire.count() != calls || len(t.drawer.kept) > 0 {
			t.Errorf("%s: rendering called the platform or kept something", s.Name)
		}
		golden(t, s.Name, first)
	}
	for i, s := range Samples(t.files.add) {
		seen := len(t.wire.seen())
		d := t.delivery(1+i, s.Reply)
		d.Author, d.Language = s.Author, s.Language
		t.sent(s.Name, d)
		if len(t.wire.seen()) == seen {
			t.Errorf("%s: it was sent, and the customer saw nothing", s.Name)
		}
	}
}

func rendered(t *trial, name string, d bot.Delivery) string {
	t.Helper()
	calls, err := t.adapter.Render(d)
	if err != nil {
		t.Fatalf("%s: render: %v", name, err)
	}
	return marshal(t, calls)
}

// golden compares with the golden file, or writes it.
func golden(t *trial, name, got string) {
	t.Helper()
	folder := t.kit.Golden
	if folder == "" {
		folder = filepath.Join("testdata", "render")
	}
	path := filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".json")
	if *Update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("%s: %v; look at what is rendered and write it with -update", name, err)
		return
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is rendered differently (-want +got); if that is better, write it with -update:\n%s", name, diff)
	}
}
