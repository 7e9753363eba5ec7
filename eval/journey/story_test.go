package journey_test

import (
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
)

// morning is when every story begins.
var morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// told stands in for the parts of a bot: the decision's reason says what they noted, the event of an entry is its sign.
type told struct{}

func (told) Entry(e bot.Entry) journey.Mark {
	return journey.Mark{Sign: journey.Sign(e.Event), Points: len(e.Text)}
}

func (told) Asks(place string) []string { return []string{place[strings.Index(place, "/")+1:]} }

func (told) Labels(slot string) []string {
	return map[string][]string{"serial": {"Seriennummer"}}[slot]
}

func (told) Turn(t *bot.Turn) (d journey.Deed) {
	for _, word := range strings.Fields(t.Decision.Reason) {
		what, of, _ := strings.Cut(word, ":")
		switch what {
		case "answers":
			d.Step = of
		case "refused":
			d.Step, d.Refused = of, true
		case "starts":
			d.Starts = of
		case "wishes":
			d.Wish = journey.Wish(of)
		case "courtesy":
			d.Courtesy = true
		case "survey":
			d.Survey = true
		}
	}
	return d
}

// story is a conversation that is written down turn by turn.
type story struct {
	now   time.Time
	turns []*bot.Turn
	c     bot.Conversation
}

func newStory() *story {
	return &story{now: morning, c: bot.Conversation{ID: "c", Customer: "maria", Channel: "web", Language: "de", Owner: bot.OwnerBot}}
}

// next makes a turn a few seconds later.
func (s *story) next(kind bot.Kind, reason string, change func(c *bot.Conversation)) *bot.Turn {
	s.now = s.now.Add(5 * time.Second)
	if change != nil {
		change(&s.c)
	}
	t := &bot.Turn{ID: "t" + s.now.Format(time.TimeOnly), Now: s.now, Decision: bot.Decision{Kind: kind, Reason: reason}}
	for i := range s.c.Frames {
		for name, v := range s.c.Frames[i].Slots {
			if v.Turn == "now" {
				v.Turn, v.Source = t.ID, bot.SourceSaid
				s.c.Frames[i].Slots[name] = v
			}
		}
	}
	t.Conversation = s.c.Clone()
	s.turns = append(s.turns, t)
	return t
}

// says is a turn of the customer's that the bot answers at once. Change is what it makes of the conversation.
func (s *story) says(text, reason string, change func(c *bot.Conversation)) *bot.Turn {
	t := s.next(bot.Act, reason, change)
	t.Heard = []bot.Utterance{{Text: text, At: t.Now}}
	t.Entries = append(t.Entries, bot.Entry{Author: bot.ByCustomer, At: t.Now, Reply: bot.Reply{Text: text}})
	if t.Conversation.Owner != bot.OwnerAgent {
		t.Entries = append(t.Entries, bot.Entry{Author: bot.ByBot, At: t.Now, Seq: int64(len(s.turns)), Reply: bot.Reply{Text: "..."}})
	}
	return t
}

// agent is what a person at the desk does.
func (s *story) agent(e bot.Entry, change func(c *bot.Conversation)) {
	t := s.next(bot.Act, "", change)
	t.Key, e.At = "act", t.Now
	t.Entries = []bot.Entry{e}
}

func (s *story) waits(d time.Duration) { s.now = s.now.Add(d) }

// read reads the story as one who looks back days later.
func (s *story) read() []journey.Journey {
	return journey.Read(s.turns, told{}, s.now.Add(72*time.Hour))
}

// at lets the flow wait at a step, with slots that are filled; those named after + are filled in this turn.
func at(flow, step string, slots ...string) func(c *bot.Conversation) {
	return func(c *bot.Conversation) {
		f := bot.Frame{Flow: flow, State: step, Slots: map[string]bot.Slot{}}
		for _, name := range slots {
			if name, now := strings.CutPrefix(name, "+"); now {
				f.Slots[name] = bot.Slot{Turn: "now"}
			} else {
				f.Slots[name] = bot.Slot{Turn: "before"}
			}
		}
		c.Frames, c.Outcome = []bot.Frame{f}, ""
	}
}

// done ends all flows.
func done(o bot.Outcome) func(c *bot.Conversation) {
	return func(c *bot.Conversation) { c.Frames, c.Outcome = nil, o }
}
