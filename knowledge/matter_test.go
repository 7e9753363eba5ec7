package knowledge_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
)

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }

func TestWhoDocumentsAreForIsSaidOnThemBesideThemOrForAll(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{
		"kb/all.md":               "# All\n\nText.",
		"kb/own.md":               "---\naudience: [staff, region:north]\nfrom: 2026-03-29\nuntil: 2026-10-25\nproducts: Kaffee 300\nversions: [2.1, 3]\napproved: false\npaid: true\n---\n# Own\n\nText.",
		"kb/beside.txt":           "Text.",
		"kb/beside.txt.meta.yaml": "title: Beside\nid: b\nlanguage: en\nowner: team-other\nuntil: 2026-12-31T18:00:00+01:00\nquestions: [What?]\n",
		"kb/faq.jsonl":            `{"id":"q","title":"Q?","text":"A."}`,
		knowledge.SourcesFile:     "sources:\n  - path: kb\n    owner: team-service\n    audience: partner\n    approved: true\n",
	})
	got := map[string]knowledge.Scope{}
	sources, faults := knowledge.Sources(dir)
	for _, s := range sources {
		s.Zone = zone
		more, err := knowledge.Read(t.Context(), s, func(d knowledge.Document) error {
			got[d.ID+" "+d.Title+strings.Join(d.Asked, "")] = d.Scope
			return nil
		})
		if faults = append(faults, more...); err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
	}
	service := knowledge.Scope{Owner: "team-service", Audience: []string{"partner"}, Approved: true}
	beside := service
	beside.Owner, beside.Until = "team-other", time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC)
	want := map[string]knowledge.Scope{
		"all All": service, "q Q?": service, "b BesideWhat?": beside,
		"own Own": {
			Owner: "team-service", Audience: []string{"staff", "region:north"}, Products: []string{"Kaffee 300"}, Versions: []string{"2.1", "3"}, Paid: true,
			From: time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC), Until: time.Date(2026, 10, 25, 23, 0, 0, 0, time.UTC), // the 25th is a day of 25 hours
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
}

func TestALastDayIsOneOfThem(t *testing.T) {
	documents, _ := read(t, folder(t, map[string]string{"a.md": "---\nfrom: 2026-05-01\nuntil: 2026-05-31\n---\nText."}))
	open := func(at string) bool {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		return documents["a"].Scope.Open(knowledge.Reader{Now: now})
	}
	for at, want := range map[string]bool{
		"2026-04-30T23:59:59Z": false, "2026-05-01T00:00:00Z": true, "2026-05-31T23:59:59Z": true, "2026-06-01T00:00:00Z": false,
	} {
		if open(at) != want {
			t.Errorf("at %s it is open: %v", at, !want)
		}
	}
}

func TestWhatCannotBeMeantIsSaidWithItsLine(t *testing.T) {
	got, faults := read(t, folder(t, map[string]string{
		"day.md":               "---\ntitle: x\nfrom: 31.12.2026\n---\nText",
		"turned.md":            "---\nfrom: 2026-12-31\n\nuntil: 2026-01-01\n---\nText",
		"names.md":             "---\naudience: {a: b}\n---\nText",
		"approved.md":          "---\ntitle: x\n\napproved: perhaps\n---\nText",
		"beside.txt":           "Text",
		"beside.txt.meta.yaml": "owner: x\naudiense: partner\n",
		"open.md":              "---\naudience: partner\n\nText",
		"language.md":          "---\nlanguage: german\n---\nText",
		"prizes.txt.meta.yaml": "audience: partner\n",
		"fine.md":              "---\n---\nText",
		"blanks.md":            "--- \naudience: partner\n---\t\nText",
		"line.md":              "---\n\nA line stands above.",
		"slipped.md":           "\n \n---\naudience: partner\n---\nText",
		"slippedday.md":        "\n\n---\nfrom: soon\n---\nText",
		"between.md":           "\n---\nText between two lines\n---\n",
		"notes.txt":            "---\naudience: partner\n---\nText",
		"page.html":            "---\naudience: partner\n---\n<p>Text</p>",
		"toml.md":              "+++\naudience = \"partner\"\n+++\nText",
	}))
	if len(got) != 5 || len(got["fine"].Scope.Audience)+len(got["line"].Scope.Audience)+len(got["between"].Scope.Audience) > 0 ||
		len(got["blanks"].Scope.Audience) == 0 || len(got["slipped"].Scope.Audience) == 0 {
		t.Errorf("read %+v: what is not understood may be meant to keep others out", got)
	}
	places := map[string]int{}
	for _, f := range faults {
		places[f.File] = f.Line
		if f.Problem == "" || f.Remedy == "" {
			t.Errorf("%+v does not say what is wrong and how to mend it", f)
		}
	}
	if diff := cmp.Diff(map[string]int{
		"day.md": 3, "turned.md": 4, "names.md": 2, "approved.md": 4, "beside.txt.meta.yaml": 2, "open.md": 1, "language.md": 1, "slippedday.md": 4, "toml.md": 1, "notes.txt": 1, "page.html": 1,
		"prizes.txt.meta.yaml": 0,
	}, places); diff != "" {
		t.Errorf("faults at (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeMeantOfASourceIsSaidWithItsLine(t *testing.T) {
	for text, line := range map[string]int{
		"sources:\n  - path: kb\n    from: tomorrow\n":                          3,
		"sources:\n  - path: kb\n    from: 2026-02-01\n    until: 2026-01-01\n": 4,
		"sources:\n  - path: kb\n    audience: [[a]]\n":                         3,
	} {
		got, faults := read(t, folder(t, map[string]string{"kb/a.md": "# A\n\nText.", knowledge.SourcesFile: text}))
		if len(faults) != 1 || faults[0].File != knowledge.SourcesFile || faults[0].Line != line {
			t.Errorf("%q: %v, want a fault in line %d", text, faults, line)
		}
		if len(got) > 0 {
			t.Errorf("%q: %d documents are for everybody, that may have been meant for some", text, len(got))
		}
	}
}

// A file that is gone is forgotten, also where what was said of it still lies there.
func TestWhatIsSaidOfAFileDoesNotKeepIt(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": "Der Preis beträgt fünf Euro.", "a.txt.meta.yaml": "audience: partner\n"})
	l := library(knowledge.NewTransient(), nil)
	all, _ := knowledge.Sources(dir)
	refresh(t, l, all)
	if err := os.Remove(filepath.Join(dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	if r := refresh(t, l, all); !slices.Equal(r.Removed, []string{"a"}) || len(r.Failed) != 1 {
		t.Errorf("removed %v, faults %v", r.Removed, r.Failed)
	}
}

// What is wrong is said in words for who writes the file, with what was meant where that can be guessed.
func TestAFaultIsSaidInWordsOfItsAuthor(t *testing.T) {
	for text, want := range map[string]string{
		"sources:\n  - website: https://a.example/\n    exclud: [/x]\n":     `3: there is no "exclud" here (did you mean "exclude"? docs/sources.md says what can be written here)`,
		"sources:\n  - website: https://a.example/\n    depth: deep\n":      `3: a number belongs here (see docs/sources.md for what can be written here)`,
		"sources:\n  - website: https://a.example/\n    private: often\n":   `3: true or false belongs here (see docs/sources.md for what can be written here)`,
		"sources:\n  - website: https://a.example/\n    every: six hours\n": `0: "six hours" is no time: write it as 90s, 15m or 6h (see docs/sources.md for what can be written here)`,
		"sources:\n  website: https://a.example/\n":                         `2: a list belongs here: entries that begin with "- " (see docs/sources.md for what can be written here)`,
		"- website: https://a.example/\n":                                   `1: names with values belong here: "name: value" (see docs/sources.md for what can be written here)`,
		"sources:\n\n  - website: a.example\n":                              `3: "a.example" is not the address of a website (write it out: https://help.example.com/)`,
	} {
		_, faults := knowledge.Sources(folder(t, map[string]string{knowledge.SourcesFile: text}))
		if len(faults) != 1 {
			t.Errorf("%q: %v", text, faults)
			continue
		}
		if got := fmt.Sprintf("%d: %s (%s)", faults[0].Line, faults[0].Problem, faults[0].Remedy); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}
