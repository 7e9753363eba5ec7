package channels

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

func TestTheMatrixSaysWhatEachChannelShows(t *testing.T) {
	got := Matrix([]bot.Capabilities{
		{
			Channel: "rich", Push: true, Once: true, Edits: true, Text: 4096, Choices: 8, Upload: 20 << 20, Download: 1500 << 10,
			Pace: bot.Pace{Address: time.Second}, Shows: map[bot.ElementKind]bot.Showing{
				bot.ElementCard: {Native: true, As: "picture | caption", Limits: []bot.Limit{{Of: LimitTitle, Most: 80, Then: "cut"}}},
				bot.ElementList: {As: "lines"},
			},
		},
		{Channel: "fetched"},
	})
	for _, want := range []string{
		"| element | rich | fetched |\n| --- | --- | --- |\n",
		`| card | picture \| caption; title: at most 80, then cut | → bold title, text and link; its choices become quick replies |`,
		"| list | → lines | → a numbered list; its choices become quick replies |",
		"| typing | → not shown | → not shown |",
		"| replies are | sent | fetched |",
		"| after a time-out | never sent again (at most once) | – |",
		"| text, UTF-16 units | 4096, then split | no limit |",
		"| file to the customer | 1500 kB | no limit |",
		"| pace to one address | one every 1s | no limit |",
		"| may be sent first | at any time | it waits until it is fetched |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the matrix lacks %q:\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\n"); n != len(kinds)+len(limits)+5 {
		t.Errorf("the matrix has %d lines", n)
	}
}

func TestEveryElementHasARow(t *testing.T) {
	for _, kind := range kinds {
		if degraded[kind] == "" {
			t.Errorf("nothing says what %s becomes", kind)
		}
	}
}

func TestEveryPhraseIsThereInBothLanguages(t *testing.T) {
	if diff := cmp.Diff(slices.Sorted(maps.Keys(Words["de"])), slices.Sorted(maps.Keys(Words["en"]))); diff != "" {
		t.Error(diff)
	}
}
