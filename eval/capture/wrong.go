package capture

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang/private"
)

// EventWrong is the event of the entry with which an agent says that a reply of the bot's was wrong; its feedback names the reply.
const EventWrong = "wrong"

// A wrong is the reply that was wrong.
type wrong struct {
	turn      int // position of its turn
	entry     bot.Entry
	complaint string // what the customer said of it
	better    string // what an agent said would have been right
	next      string // what an agent said to the customer next
}

// find finds the reply: the one that is named, or else the one somebody complained about, the last before a person was
// brought in, the last there is.
func find(turns []*bot.Turn, seq int64) (wrong, error) {
	var all []wrong
	var before, marked int64
	complaints, better := map[int64]string{}, map[int64]string{}
	for i, t := range turns {
		for _, e := range t.Entries {
			switch {
			case e.Event == EventWrong && e.Feedback != nil:
				marked, better[e.Feedback.Seq] = e.Feedback.Seq, e.Text
			case e.Feedback != nil && !e.Feedback.Helpful:
				marked, complaints[e.Feedback.Seq] = e.Feedback.Seq, e.Feedback.Text
			case e.Author == bot.ByAgent && !e.Note && len(all) > 0 && all[len(all)-1].next == "":
				all[len(all)-1].next = e.Text
			case e.Author == bot.ByBot && !e.Note:
				all = append(all, wrong{turn: i, entry: e})
				if t.Decision.Kind == bot.Escalate && before == 0 && len(all) > 1 {
					before = all[len(all)-2].entry.Seq
				}
			}
		}
	}
	if len(all) == 0 {
		return wrong{}, errors.New("the bot has said nothing in this conversation")
	}
	if seq == 0 {
		seq = cmp.Or(marked, before, all[len(all)-1].entry.Seq)
	}
	var said []string
	for _, w := range all {
		if w.entry.Seq == seq {
			w.complaint, w.better = complaints[seq], better[seq]
			return w, nil
		}
		said = append(said, fmt.Sprint(w.entry.Seq))
	}
	return wrong{}, fmt.Errorf("entry %d is no reply of the bot; its replies are %s", seq, strings.Join(said, ", "))
}

// right is what the bot should have said instead, masked; empty if nobody says it.
func (w wrong) right(r Request, m *private.Masker) string {
	next := ""
	if r.Agent {
		next = w.next
	}
	return m.Mask(cmp.Or(r.Right, w.better, next))
}
