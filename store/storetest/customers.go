package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

// Customers is what package customers asks of a store.
type Customers interface {
	customers.Links
	customers.Codes
	customers.Identities
}

// RunCustomers runs the suite of links, codes and identities. Open gives an empty store.
func RunCustomers(t *testing.T, open func(t *testing.T) Customers) {
	cases := map[string]func(*testing.T, Customers){
		"a shown code links its route, once":                      codeLinks,
		"a code is worth nothing to a route that did not show it": codeShownElsewhere,
		"a code expires":                                             codeExpires,
		"a new code replaces the one before":                         codeReplaced,
		"a burnt code is used":                                       codeBurnt,
		"wrong codes are counted by route":                           triesOfARoute,
		"wrong codes are counted altogether":                         triesOfAll,
		"one code that many confirm at once links one of them":       codeRaced,
		"the latest link of a route counts, and then the one before": linksPile,
		"a link that ended tells when and by whom":                   linkEnds,
		"a customer has one conversation wherever she signs in":      belongsOnce,
		"nobody gets another's conversation":                         belongsToOther,
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var phone = bot.Route{Channel: "telegram", Address: "42"}

func keepCode(t *testing.T, s Customers, code, conversation string) string {
	t.Helper()
	must(t, s.KeepCode(t.Context(), customers.Code{Hash: customers.Hash(code), Conversation: conversation, Channel: "web", Expires: noon.Add(customers.CodeLife)}))
	return customers.Hash(code)
}

func show(t *testing.T, s Customers, hash string, r bot.Route, turn string, at time.Time) customers.Standing {
	t.Helper()
	c, standing, err := s.ShowCode(t.Context(), customers.Showing{Hash: hash, Route: r.ID(), Turn: turn, At: at})
	must(t, err)
	if (c.Conversation != "") != (standing == customers.CodeGood) {
		t.Errorf("a code that is %s tells of conversation %q", standing, c.Conversation)
	}
	return standing
}

func link(id, conversation string, r bot.Route) customers.Link {
	return customers.Link{ID: id, Conversation: conversation, Channel: r.Channel, Address: r.Address, Origin: "own", Proof: customers.ProofCode, At: noon}
}

func prove(t *testing.T, s Customers, hash string, l customers.Link) customers.Standing {
	t.Helper()
	kept, standing, err := s.Prove(t.Context(), hash, l)
	must(t, err)
	if standing == customers.CodeGood {
		equal(t, "the link", kept, l)
	}
	return standing
}

func follow(t *testing.T, s Customers, r bot.Route) string {
	t.Helper()
	conversation, err := s.Follow(t.Context(), r.Channel, r.Address)
	must(t, err)
	return conversation
}

func codeLinks(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	equal(t, "before", follow(t, s, phone), "")
	equal(t, "shown", show(t, s, hash, phone, "t1", noon), customers.CodeGood)
	equal(t, "shown again", show(t, s, hash, phone, "t1", noon), customers.CodeGood)
	equal(t, "only shown", follow(t, s, phone), "")
	equal(t, "confirmed", prove(t, s, hash, link("l1", "site", phone)), customers.CodeGood)
	equal(t, "the same again", prove(t, s, hash, link("l1", "site", phone)), customers.CodeGood)
	equal(t, "linked", follow(t, s, phone), "site")
	equal(t, "another link", prove(t, s, hash, link("l2", "site", phone)), customers.CodeUsed)
	equal(t, "shown afterwards", show(t, s, hash, phone, "t2", noon), customers.CodeUsed)
	all, err := s.Links(t.Context(), "site")
	must(t, err)
	equal(t, "links", all, []customers.Link{link("l1", "site", phone)})
}

func codeShownElsewhere(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	equal(t, "never shown", prove(t, s, hash, link("l1", "site", phone)), customers.CodeUnknown)
	equal(t, "shown", show(t, s, hash, phone, "t1", noon), customers.CodeGood)
	other := bot.Route{Channel: "telegram", Address: "666"}
	equal(t, "confirmed from elsewhere", prove(t, s, hash, link("l1", "site", other)), customers.CodeUnknown)
	equal(t, "not linked", follow(t, s, phone)+follow(t, s, other), "")
}

func codeExpires(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	equal(t, "in time", show(t, s, hash, phone, "t1", noon.Add(customers.CodeLife-time.Second)), customers.CodeGood)
	equal(t, "late", show(t, s, hash, phone, "t2", noon.Add(customers.CodeLife)), customers.CodeExpired)
	late := link("l1", "site", phone)
	late.At = noon.Add(customers.CodeLife)
	equal(t, "confirmed late", prove(t, s, hash, late), customers.CodeExpired)
}

func codeReplaced(t *testing.T, s Customers) {
	first := keepCode(t, s, "AAAA-1111", "site")
	other := keepCode(t, s, "BBBB-2222", "elsewhere")
	second := keepCode(t, s, "CCCC-3333", "site")
	keepCode(t, s, "CCCC-3333", "site") // the turn is run again
	equal(t, "first", show(t, s, first, phone, "t1", noon), customers.CodeUsed)
	equal(t, "second", show(t, s, second, phone, "t2", noon), customers.CodeGood)
	equal(t, "another conversation's", show(t, s, other, phone, "t3", noon), customers.CodeGood)
}

func codeBurnt(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	equal(t, "shown", show(t, s, hash, phone, "t1", noon), customers.CodeGood)
	must(t, s.BurnCode(t.Context(), hash))
	equal(t, "confirmed", prove(t, s, hash, link("l1", "site", phone)), customers.CodeUsed)
}

func triesOfARoute(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	for i := range customers.RouteTries {
		for range 2 { // a turn that is run again counts once
			equal(t, "wrong", show(t, s, customers.Hash(fmt.Sprint(i)), phone, fmt.Sprint(i), noon), customers.CodeUnknown)
		}
	}
	equal(t, "one more", show(t, s, hash, phone, "more", noon), customers.CodeTries)
	equal(t, "another route", show(t, s, hash, bot.Route{Channel: "telegram", Address: "43"}, "other", noon), customers.CodeGood)
	long := customers.Code{Hash: customers.Hash("BBBB-2222"), Conversation: "site", Channel: "web", Expires: noon.Add(time.Hour)}
	must(t, s.KeepCode(t.Context(), long))
	equal(t, "later", show(t, s, long.Hash, phone, "later", noon.Add(customers.CodeLife)), customers.CodeGood)
}

func triesOfAll(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	for i := range customers.AllTries {
		r := bot.Route{Channel: "telegram", Address: fmt.Sprint(1000 + i)}
		if standing := show(t, s, "wrong", r, fmt.Sprint(i), noon); standing != customers.CodeUnknown {
			t.Fatalf("wrong code %d is %s", i, standing)
		}
	}
	equal(t, "the right one", show(t, s, hash, phone, "right", noon), customers.CodeBusy)
}

func codeRaced(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	equal(t, "shown", show(t, s, hash, phone, "t1", noon), customers.CodeGood)
	standings := make([]customers.Standing, 8)
	var all sync.WaitGroup
	for i := range standings {
		all.Go(func() {
			var err error
			if _, standings[i], err = s.Prove(t.Context(), hash, link(fmt.Sprint("l", i), "site", phone)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	good := 0
	for _, standing := range standings {
		if standing == customers.CodeGood {
			good++
		}
	}
	equal(t, "links", good, 1)
}

func linksPile(t *testing.T, s Customers) {
	for i, conversation := range []string{"spring", "summer"} {
		hash := keepCode(t, s, fmt.Sprint("AAAA-111", i), conversation)
		equal(t, "shown", show(t, s, hash, phone, conversation, noon), customers.CodeGood)
		equal(t, "linked", prove(t, s, hash, link(conversation, conversation, phone)), customers.CodeGood)
	}
	equal(t, "the latest", follow(t, s, phone), "summer")
	_, err := s.Unlink(t.Context(), "summer", "anna", noon)
	must(t, err)
	equal(t, "the one before", follow(t, s, phone), "spring")
	_, err = s.Unlink(t.Context(), "spring", "anna", noon)
	must(t, err)
	equal(t, "its own", follow(t, s, phone), "")
}

func linkEnds(t *testing.T, s Customers) {
	hash := keepCode(t, s, "AAAA-1111", "site")
	show(t, s, hash, phone, "t1", noon)
	prove(t, s, hash, link("l1", "site", phone))
	ended := link("l1", "site", phone)
	ended.Ended, ended.EndedBy = noon.Add(time.Hour), "anna"
	for i, by := range []string{"anna", "bert"} { // the first counts
		got, err := s.Unlink(t.Context(), "l1", by, noon.Add(time.Duration(i+1)*time.Hour))
		must(t, err)
		equal(t, "ended", got, ended)
	}
	all, err := s.Links(t.Context(), "site")
	must(t, err)
	equal(t, "links", all, []customers.Link{ended})
	if _, err := s.Unlink(t.Context(), "nobody's", "anna", noon); !errors.Is(err, bot.ErrNothing) {
		t.Errorf("ending a link that is not there: %v", err)
	}
}

func belong(t *testing.T, s Customers, customer, conversation string) (string, error) {
	t.Helper()
	return s.Belong(t.Context(), customers.Link{ID: customer + conversation, Conversation: conversation, Customer: customer, Proof: customers.ProofToken, At: noon})
}

func belongsOnce(t *testing.T, s Customers) {
	var all sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		all.Go(func() {
			var err error
			if got[i], err = belong(t, s, "eva", fmt.Sprint("c", i)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, conversation := range got {
		equal(t, "conversation", conversation, got[0])
	}
	links, err := s.Links(t.Context(), got[0])
	must(t, err)
	equal(t, "links", len(links), 1)
}

func belongsToOther(t *testing.T, s Customers) {
	_, err := belong(t, s, "eva", "c1")
	must(t, err)
	if got, err := belong(t, s, "max", "c1"); !errors.Is(err, customers.ErrTaken) {
		t.Errorf("Max got %q of Eva, error %v", got, err)
	}
	_, err = s.Unlink(t.Context(), "evac1", "anna", noon)
	must(t, err)
	for _, who := range []string{"eva", "max"} {
		if got, err := belong(t, s, who, "c1"); !errors.Is(err, customers.ErrTaken) {
			t.Errorf("%s got %q, which was taken from Eva; error %v", who, got, err)
		}
	}
	got, err := belong(t, s, "eva", "c2")
	must(t, err)
	equal(t, "a new one", got, "c2")
}
