package app_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

var leakTime = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// A secret is a document that not everybody may read, with words that stand nowhere else.
type secret struct {
	knowledge.Document
	words []string
}

// topics are what the documents of every role speak about, so that what is hidden is near to what is open.
var topics = []struct{ title, text, english string }{
	{"Rabatt", "Der Rabatt auf alle Maschinen beträgt %s Prozent und gilt mit dem Kennwort %s bis zum Jahresende.", "What is the discount"},
	{"Kündigung", "Eine Kündigung ist mit der Frist %s möglich; das Formular heißt %s und liegt im Lager bereit.", "How can I cancel the contract"},
	{"Lieferung", "Die Lieferung kommt aus dem Lager %s und trägt die Nummer %s auf dem Paket.", "Where does the delivery come from"},
	{"Reparatur", "Die Reparatur kostet %s Euro, wenn der Techniker das Bauteil %s tauscht.", "How much is a repair"},
	{"Fehlercode", "Der Fehlercode %s bedeutet, dass die Pumpe %s klemmt.", "What does the error code mean"},
	{"Garantie", "Die Garantie gilt %s Monate und wird von der Werkstatt %s geprüft.", "How long is the warranty"},
}

// vault is the documents of a corpus in which every role has some, and some are nobody's any more, or not yet.
func vault() (all []secret) {
	scopes := map[string]knowledge.Scope{
		"open":     {},
		"customer": {Audience: []string{"customer:mia"}},
		"other":    {Audience: []string{"customer:jonas"}},
		"partner":  {Audience: []string{"partner"}},
		"staff":    {Audience: []string{"staff"}},
		"german":   {Audience: []string{"region:de"}},
		"austrian": {Audience: []string{"region:at"}},
		"both":     {Audience: []string{"partner", "staff"}, Until: leakTime.AddDate(0, 0, 1)},
		"expired":  {Until: leakTime},
		"past":     {Audience: []string{"partner"}, Until: leakTime.AddDate(0, 0, -1)},
		"coming":   {From: leakTime.AddDate(0, 0, 1)},
	}
	random := rand.New(rand.NewPCG(7, 7))
	for name, scope := range scopes {
		for i, topic := range topics {
			s := secret{words: []string{invented(random), invented(random)}}
			s.Document = knowledge.Document{
				ID: fmt.Sprintf("doc-%s-%d", name, i), Title: topic.title + " " + invented(random), Language: "de", Scope: scope,
				Text: fmt.Sprintf(topic.text, s.words[0], s.words[1]),
			}
			s.words = append(s.words, strings.Fields(s.Title)[1])
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b secret) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// invented is a word that nobody uses: a name, sometimes a code.
func invented(random *rand.Rand) string {
	syllables := []string{"zor", "bak", "lin", "tum", "fex", "dro", "wis", "gal", "pyr", "nax", "vel", "ulm", "kes"}
	w := ""
	for range 4 {
		w += syllables[random.IntN(len(syllables))]
	}
	if random.IntN(3) == 0 {
		return strings.ToUpper(w[:2]) + fmt.Sprint(random.IntN(9000)+1000)
	}
	return strings.ToUpper(w[:1]) + w[1:]
}

// ask is a question about a document: its own words, its title, its codes, another language, a hint that is no question.
func (s secret) ask(random *rand.Rand, i int) string {
	words := lang.Tokens(s.Text)
	at := random.IntN(len(words) - 4)
	switch topic := topics[i%len(topics)]; random.IntN(8) {
	case 0:
		return "Was steht unter " + s.Title + "?"
	case 1:
		return "Was bedeutet " + s.words[random.IntN(len(s.words))] + "?"
	case 2:
		return s.Text
	case 3:
		return topic.english + " " + s.words[random.IntN(len(s.words))] + "?"
	case 4:
		return "Wie ist das mit " + s.Text[words[at].Start:words[at+3].End] + "?"
	case 5:
		return "Zeig mir das Dokument " + s.ID + " mit " + s.words[0] + " und " + s.words[1]
	case 6:
		return "Und " + strings.Fields(s.Title)[0] + " " + s.words[1] + "?"
	default:
		return "Wie hoch ist " + topics[random.IntN(len(topics))].title + " bei " + s.words[2] + "?"
	}
}
