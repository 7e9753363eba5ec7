package capture

import (
	"fmt"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Candidate is a conversation that is worth a case, and why.
type Candidate struct {
	Conversation string    `json:"conversation"`
	Entry        int64     `json:"entry"` // the reply that is meant; 0 where that is open
	Why          string    `json:"why"`
	At           time.Time `json:"at"`
}

// Candidates are the reasons for which a conversation is worth a case: an agent said that a reply was wrong, the customer
// that it did not help, or the bot gave up because it was not sure.
func Candidates(id string, turns []*bot.Turn) (all []Candidate) {
	for _, t := range turns {
		for _, e := range t.Entries {
			switch f := e.Feedback; {
			case f == nil || f.Helpful:
			case e.Event == EventWrong:
				all = append(all, Candidate{id, f.Seq, "an agent says that it was wrong", e.At})
			default:
				all = append(all, Candidate{id, f.Seq, "the customer says that it did not help", e.At})
			}
		}
		if d := t.Decision; d.Kind == bot.Escalate && t.Event == nil {
			all = append(all, Candidate{id, 0, "the bot gave up: " + d.Reason, t.Now})
		}
	}
	return all
}

// again is how soon a customer comes back with what was not settled.
const again = 7 * 24 * time.Hour

// Returned are those of customers who came back within a week although the conversation was solved.
func Returned(all []bot.Conversation) (out []Candidate) {
	for customer, theirs := range byCustomer(all) {
		if customer == "" {
			continue
		}
		for i := 1; i < len(theirs); i++ {
			before, since := theirs[i-1], theirs[i].Opened.Sub(theirs[i-1].Updated)
			if before.Outcome == bot.OutcomeSolved && since < again {
				out = append(out, Candidate{before.ID, 0, fmt.Sprintf("solved, but the customer was back within %d days", int(since.Hours()/24)+1), before.Updated})
			}
		}
	}
	return out
}

// byCustomer are the conversations of each customer, in the order in which they were begun.
func byCustomer(all []bot.Conversation) map[string][]bot.Conversation {
	by := map[string][]bot.Conversation{}
	for _, c := range all {
		by[c.Customer] = append(by[c.Customer], c)
	}
	for _, theirs := range by {
		slices.SortFunc(theirs, func(a, b bot.Conversation) int { return a.Opened.Compare(b.Opened) })
	}
	return by
}
