package indextest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

// leaks asks as many questions as the slowest index bears; see [Leaks].
func leaks(t *testing.T, x knowledge.Index) { Leaks(t, x, 20) }

// Leaks asks that many questions a reader over articles of everybody, of roles, of single customers, of products and of times,
// all of the same few words: nothing that is found is not for who asked, and what is for her is found.
func Leaks(t *testing.T, x knowledge.Index, questions int) {
	t.Helper()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	scopes := []knowledge.Scope{
		{},
		{Audience: []string{"partner"}},
		{Audience: []string{"staff", "partner"}},
		{Audience: []string{"customer:7"}},
		{Audience: []string{"customer:71"}},
		{Audience: []string{"staff"}, Until: now},
		{From: now.Add(time.Second)},
		{Until: now.Add(time.Hour), Products: []string{"Ebbe"}},
		{Products: []string{"Flut"}, Versions: []string{"2"}},
		{Audience: []string{"partner"}, Products: []string{"Flut"}, Approved: true},
	}
	random := rand.New(rand.NewPCG(5, 6))
	text := func(n int) string {
		words := strings.Fields("Rabatt Rechnung Garantie Vertrag Lieferung Rückgabe Wartung Ersatzteil Händler Konto Preis Bestellung")
		random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		return strings.Join(words[:n], " ")
	}
	for n := range 12 * len(scopes) {
		put(t, x, knowledge.Document{ID: fmt.Sprint("a", n), Title: text(2), Language: "de", Text: text(6) + ".", Scope: scopes[n%len(scopes)]}, true)
	}
	for _, r := range []knowledge.Reader{
		{},
		{Now: now},
		{Now: now, Claims: []string{"partner"}, Products: []string{"ebbe"}},
		{Now: now, Claims: []string{"staff"}, Products: []string{"Flut"}, Versions: []string{"1"}},
		{Now: now, Claims: []string{"customer:7"}},
	} {
		found := 0
		for n := range questions {
			q := knowledge.Query{Text: text(1 + n%3), Language: "de", Reader: r, Limit: 20}
			if n%2 == 0 {
				q.Vector = Embed(q.Text)
			}
			for _, h := range search(t, x, q) {
				if found++; !q.Admits(h.Passage.Scope) {
					t.Fatalf("%+v finds %s, which is for %+v", r, h.Passage.ID, h.Passage.Scope)
				}
			}
		}
		if found < questions {
			t.Errorf("%+v finds %d passages in %d searches", r, found, questions)
		}
	}
}
