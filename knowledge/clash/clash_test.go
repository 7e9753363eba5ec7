package clash_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/clash"
	"github.com/lotse-bot/lotse/lang"
)

// shelf keeps documents, each written as "title: text", in German.
func shelf(t *testing.T, all ...string) *knowledge.Transient {
	t.Helper()
	s := knowledge.NewTransient()
	for i, d := range all {
		title, text, _ := strings.Cut(d, ": ")
		put(t, s, knowledge.Document{ID: fmt.Sprint(i), Title: title, Language: "de", Text: text})
	}
	return s
}

func put(t *testing.T, s *knowledge.Transient, d knowledge.Document) {
	t.Helper()
	if err := s.PutDocument(t.Context(), d, knowledge.Cut(d)); err != nil {
		t.Fatal(err)
	}
}

// found lists what contradicts what.
func found(t *testing.T, s *knowledge.Transient, documents ...string) (all []string) {
	t.Helper()
	clashes, err := clash.Find(t.Context(), s, documents...)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range clashes {
		all = append(all, fmt.Sprintf("%s: %s | %s", c.Kind, c.One.Value, c.Other.Value))
	}
	return all
}

func TestTheSameWithAnotherValueIsAContradiction(t *testing.T) {
	for want, pair := range map[string][2]string{
		"number: 14 Tagen | 30 Tagen": {
			"Rückgabe: Du kannst deine Bestellung innerhalb von 14 Tagen zurückgeben.",
			"Bestellung zurückgeben: Innerhalb von 30 Tagen kannst du deine Bestellung zurückgeben.",
		},
		"number: zwei Jahre | drei Jahre": {
			"Garantie: Die Garantie auf unsere Maschinen gilt zwei Jahre.", "Maschinen: Die Garantie auf unsere Maschinen gilt drei Jahre.",
		},
		"number: 4,90 Euro | 5,90 €": {
			"Versand: Der Versand kostet innerhalb Deutschlands 4,90 Euro.", "Versandkosten: Der Versand kostet innerhalb Deutschlands €5,90.",
		},
		"date: Montag | Dienstag": {
			"Hotline: Die technische Hotline erreichst du jeden Montag am Vormittag.", "Kontakt zur Hotline: Die technische Hotline erreichst du jeden Dienstag am Vormittag.",
		},
		"negation:  | nicht": {
			"Wasserfilter: Der Wasserfilter ist in der Spülmaschine waschbar.", "Filter waschen: Der Wasserfilter ist in der Spülmaschine nicht waschbar.",
		},
	} {
		if diff := cmp.Diff([]string{want}, found(t, shelf(t, pair[0], pair[1]))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", pair, diff)
		}
	}
}

func TestWhatOnlyLooksLikeAContradictionIsNone(t *testing.T) {
	for why, pair := range map[string][2]string{
		"the same amount in other units":    {"Rückgabe: Du kannst die Ware innerhalb von 14 Tagen zurückgeben.", "Ware: Du kannst die Ware innerhalb von zwei Wochen zurückgeben."},
		"a month has about thirty days":     {"Rückgabe: Du kannst die Ware innerhalb von 30 Tagen zurückgeben.", "Ware: Du kannst die Ware innerhalb von 1 Monat zurückgeben."},
		"errors with numbers":               {"Fehler 5: Der Fehler 5 kommt aus dem System, das von der App genutzt wird.", "Fehler 11: Der Fehler 11 kommt aus dem System, das von der App genutzt wird."},
		"models with names":                 {"Kurs A2: In diesem Kurs lernst du in 12 Lektionen Deutsch auf A2-Niveau.", "Kurs B2: In diesem Kurs lernst du in 20 Lektionen Deutsch auf B2-Niveau."},
		"versions":                          {"Neues: Die Korrektur ist ab der Version 2.3 für alle verfügbar.", "Altes: Eine Korrektur ist ab der Version 1.9 für alle verfügbar."},
		"the same numbers in another order": {"Zeiten: Der Laden hat von 9 Uhr bis 18 Uhr geöffnet.", "Laden: Geöffnet hat der Laden bis 18 Uhr und von 9 Uhr an."},
		"other things are counted":          {"Pakete: Ein Paket darf höchstens 30 Kilogramm wiegen und schwer sein.", "Paket: Ein Paket darf höchstens 120 Zentimeter lang sein."},
		"thousands are written in two ways": {"Preis: Die große Maschine kostet im Laden 1.000 Euro.", "Maschine: Die große Maschine kostet im Laden 1000 Euro."},
		"the other denies something else":   {"Filter: Der Filter ist waschbar.", "Maschine: Die Maschine ist nicht in der Spülmaschine waschbar."},
		"a question":                        {"Garantie: Gilt die Garantie auf deine Maschine zwei Jahre?", "Maschinen: Die Garantie auf deine Maschine gilt drei Jahre."},
		"a schedule has a line for each":    {"Zeiten: - Schalter am Bahnhof öffnet 8 Uhr\n- Schalter am Bahnhof öffnet 14 Uhr", "Bahnhof: Schalter am Bahnhof öffnet 9 Uhr."},
	} {
		if got := found(t, shelf(t, pair[0], pair[1])); len(got) > 0 {
			t.Errorf("%s: %q: %v", why, pair, got)
		}
	}
}

func TestOnlyWhatOneReaderMaySeeTogetherContradicts(t *testing.T) {
	may, june := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for why, scopes := range map[string][2]knowledge.Scope{
		"for others":           {{Audience: []string{"partner"}}, {Audience: []string{"staff"}}},
		"about other products": {{Products: []string{"E7"}}, {Products: []string{"E8"}}},
		"of other versions":    {{Versions: []string{"1"}}, {Versions: []string{"2"}}},
		"one after the other":  {{Until: june}, {From: june}},
		"and the reverse":      {{From: june}, {Until: june}},
	} {
		s := knowledge.NewTransient()
		for i, text := range []string{"Die Garantie auf Ersatzteile gilt zwei Jahre.", "Die Garantie auf Ersatzteile gilt drei Jahre."} {
			put(t, s, knowledge.Document{ID: fmt.Sprint(i), Title: "Garantie", Language: "de", Text: text, Scope: scopes[i]})
		}
		if got := found(t, s); len(got) > 0 {
			t.Errorf("%s: %v", why, got)
		}
	}
	s := knowledge.NewTransient()
	for i, text := range []string{"Die Garantie auf Ersatzteile gilt zwei Jahre.", "Die Garantie auf Ersatzteile gilt drei Jahre."} {
		put(t, s, knowledge.Document{ID: fmt.Sprint(i), Title: "Garantie", Language: "de", Text: text, Scope: knowledge.Scope{From: may, Products: []string{"e7", "E8"}, Audience: []string{"partner"}}})
	}
	if got := found(t, s); len(got) != 1 {
		t.Errorf("to one reader: %v", got)
	}
}

func TestOnlyWhatConcernsTheNamedDocumentsIsReported(t *testing.T) {
	s := shelf(t, "Garantie: Die Garantie auf Ersatzteile gilt zwei Jahre.", "Teile: Die Garantie auf Ersatzteile gilt drei Jahre.", "Versand: Wir versenden jedes Paket am selben Tag.")
	if got := found(t, s, "2"); len(got) > 0 {
		t.Errorf("of the third: %v", got)
	}
	if got := found(t, s, "1"); len(got) != 1 {
		t.Errorf("of the second: %v", got)
	}
}

func TestAContradictionIsToldOnceHoweverOftenItStands(t *testing.T) {
	a, b := "Garantie: Die Garantie auf Ersatzteile gilt zwei Jahre.", "Garantie: Die Garantie auf Ersatzteile gilt drei Jahre."
	clashes, err := clash.Find(t.Context(), shelf(t, a, a, b))
	if err != nil || len(clashes) != 1 || clashes[0].More != 1 {
		t.Errorf("got %+v, %v", clashes, err)
	}
}

// numeral is what is changed in the copies.
var numeral = regexp.MustCompile(`\b\d+\b`)

// TestPlantedContradictionsAreFound in copies of real articles, in each of which one number was changed; and the articles
// themselves are clean.
func TestPlantedContradictionsAreFound(t *testing.T) {
	files, err := filepath.Glob("../../examples/kaffee/knowledge/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no articles:", err)
	}
	s, planted := knowledge.NewTransient(), map[string]bool{}
	var copies []knowledge.Document
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.SplitN(string(raw), "---\n", 3)
		d := knowledge.Document{ID: filepath.Base(file), Title: filepath.Base(file), Language: strings.Split(filepath.Base(file), ".")[1], Text: parts[len(parts)-1]}
		put(t, s, d)
		if text, changed := plant(d); changed {
			d.ID, d.Text = d.ID+" copy", text
			planted[d.ID] = true
			copies = append(copies, d)
		}
	}
	if got := found(t, s); len(got) > 0 {
		t.Errorf("in the articles themselves: %v", got)
	}
	for _, d := range copies {
		put(t, s, d)
	}
	clashes, err := clash.Find(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	seen, beside := map[string]bool{}, 0
	for _, c := range clashes {
		if c.Other.Document == c.One.Document+" copy" {
			seen[c.Other.Document] = true
		} else {
			beside++
		}
	}
	t.Logf("%d planted, %d found, %d reported beside", len(planted), len(seen), beside)
	if len(planted) < 15 || len(seen)*10 < len(planted)*9 || beside > len(planted)/20 {
		t.Errorf("of %d planted %d are found, and %d others", len(planted), len(seen), beside)
	}
}

// plant changes the first number of a text that stands in a longer sentence and counts something.
func plant(d knowledge.Document) (string, bool) {
	for _, p := range knowledge.Cut(d) {
		for _, at := range lang.Sentences(p.Text) {
			sentence := p.Text[at.Start:at.End]
			number := numeral.FindStringIndex(sentence)
			if p.Kind != knowledge.KindText || number == nil || number[0] == 0 || len(strings.Fields(sentence)) < 7 || !strings.Contains(d.Text, sentence) {
				continue
			}
			changed := sentence[:number[0]] + "7" + sentence[number[0]:]
			return strings.Replace(d.Text, sentence, changed, 1), true
		}
	}
	return "", false
}
