package customers_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// identify gives customers their conversations, new ones named new-1, new-2, ...
func identify(w *world) func(subject, current string) string {
	n := 0
	i := customers.Identify{Identities: w, Now: func() time.Time { return w.clock }, NewID: func() string { n++; return fmt.Sprint("new-", n) }}
	return func(subject, current string) string {
		w.t.Helper()
		id, err := i.Conversation(w.t.Context(), subject, current)
		if err != nil {
			w.t.Fatal(err)
		}
		return id
	}
}

func TestSignedInCustomersGoOnWhereTheyWere(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		in := identify(w)
		same(t, "what she said before becomes hers", in("eva", "web:w1"), "web:w1")
		same(t, "again", in("eva", "web:w1"), "web:w1")
		same(t, "on a second browser", in("eva", "web:w2"), "web:w1")
		same(t, "on one that said nothing yet", in("eva", ""), "web:w1")
		max := in("max", "web:w1")
		same(t, "Max at Eva's browser", max != "web:w1", true)
		same(t, "Max at his own", in("max", "web:w3"), max)
		same(t, "Eva is where she was", in("eva", max), "web:w1")
		same(t, "someone new", in("ida", ""), "new-3")

		links := w.links("web:w1")
		same(t, "how it was proved", links[0].Proof, customers.ProofToken)
		same(t, "whose it is", links[0].Customer, "eva")
	})
}

func TestAnAgentCanUndoASignIn(t *testing.T) {
	w := newWorld(t, file(t))
	in := identify(w)
	in("eva", "web:w1")
	if _, err := w.skill.Unlink(t.Context(), w.links("web:w1")[0].ID, "anna", w.clock); err != nil {
		t.Fatal(err)
	}
	same(t, "she begins anew", in("eva", "web:w1"), "new-1")
	same(t, "and stays there", in("eva", "web:w1"), "new-1")
}

func TestATokenMustNameSomebody(t *testing.T) {
	w := newWorld(t, file(t))
	if id, err := (customers.Identify{Identities: w, Now: time.Now}).Conversation(t.Context(), " ", "web:w1"); err == nil {
		t.Errorf("nobody got conversation %q", id)
	}
}

func TestTwoAccountsAreNotLinkedByACode(t *testing.T) {
	w := newWorld(t, file(t))
	in, tablet := identify(w), bot.Route{Channel: "web", Address: "w2"}
	w.says(site, "Guten Tag zusammen, liebe Leute")
	w.says(tablet, "Guten Tag zusammen, liebe Leute")
	in("eva", own(site))
	in("max", own(tablet))
	w.picks(site, customers.NewPayload)
	check(t, "Max shows Eva's code", w.shows(tablet, w.codes[0]), "gehört zu einem anderen Konto")
	check(t, "a messenger is nobody's yet", w.shows(phone, w.codes[0]), "selbst geholt?")
}
