package journey_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/score"
)

// queue asks for a person, promised for a time unless that is zero.
func queue(by time.Time) func(c *bot.Conversation) {
	return func(c *bot.Conversation) {
		c.Owner, c.Handoff = bot.OwnerQueue, &bot.Handoff{Briefing: bot.Briefing{Slots: map[string]string{"serial": "AB123456"}}}
		if !by.IsZero() {
			c.Handoff.Promise = &bot.Promise{By: by}
		}
	}
}

func agentOwns(c *bot.Conversation) {
	c.Owner = bot.OwnerAgent
	if c.Handoff != nil {
		h := *c.Handoff
		h.Promise = nil
		c.Handoff = &h
	}
}

func botOwns(c *bot.Conversation) { c.Owner, c.Handoff, c.Frames = bot.OwnerBot, nil, nil }

var joined = bot.Entry{Author: bot.BySystem, Event: string(journey.Taken), Reply: bot.Reply{Text: "Anna ist da"}}

func says(text string) bot.Entry {
	return bot.Entry{Author: bot.ByAgent, Reply: bot.Reply{Text: text}}
}

// registers is a customer who registers a machine without any trouble.
func registers(s *story) {
	s.says("Maschine registrieren", "starts:register", at("register", "serial"))
	s.says("AB123456", "answers:register/serial", at("register", "bought", "+serial"))
}

var stories = []struct {
	name    string
	tell    func(s *story)
	effort  score.Effort
	index   float64
	drivers []journey.Driver
}{
	{"a flow without trouble costs its turns", func(s *story) {
		registers(s)
		s.says("gestern", "answers:register/bought", done(bot.OutcomeSolved))
	}, score.Effort{Turns: 3}, 0.3, nil},
	{"an answer that could not be used", func(s *story) {
		s.says("Maschine registrieren", "starts:register", at("register", "serial"))
		s.says("steht da nicht", "refused:register/serial", at("register", "serial"))
		s.says("AB123456", "answers:register/serial", done(bot.OutcomeSolved))
	}, score.Effort{Turns: 3, ReAsks: 1}, 2.3, []journey.Driver{{Kind: journey.ReAsk, Where: "register/serial", Why: "the answer could not be used"}}},
	{"a question that was answered before", func(s *story) {
		registers(s)
		s.says("gestern", "answers:register/bought", at("register", "serial"))
		s.says("AB123456", "answers:register/serial", done(bot.OutcomeSolved))
	}, score.Effort{Turns: 4, ReAsks: 1}, 2.4, []journey.Driver{{Kind: journey.ReAsk, Where: "register/serial", Why: "asked and answered before"}}},
	{"another flow asks for what one was told", func(s *story) {
		registers(s)
		s.says("gestern", "answers:register/bought", done(bot.OutcomeSolved))
		s.says("Sie ist kaputt", "starts:repair", at("repair", "serial"))
		s.says("AB123456", "answers:repair/serial", done(bot.OutcomeSolved))
	}, score.Effort{Turns: 5, ReAsks: 1}, 2.5, []journey.Driver{{Kind: journey.ReAsk, Where: "repair/serial", Why: "told before in register"}}},
	{"the same flow again asks anew, and an aside asks nothing", func(s *story) {
		registers(s)
		s.says("Was kostet das?", "", at("register", "bought", "serial"))
		s.says("gestern", "answers:register/bought", done(bot.OutcomeSolved))
		registers(s)
		s.says("heute", "answers:register/bought", done(bot.OutcomeSolved))
	}, score.Effort{Turns: 7}, 0.7, nil},
	{"a correction, and a way that is broken off", func(s *story) {
		registers(s)
		s.says("nein, CD654321", "", at("register", "bought", "+serial"))
		s.says("abbrechen", "wishes:cancel", done(bot.OutcomeAbandoned))
	}, score.Effort{Turns: 4, Backtracks: 2}, 2.4, []journey.Driver{
		{Kind: journey.Backtrack, Where: "register/bought", Why: "corrected serial"},
		{Kind: journey.Backtrack, Where: "register/bought", Why: "broken off"},
	}},
	{"not understood, nobody there, and on another channel", func(s *story) {
		s.says("hm", "", nil).Decision.Kind = bot.Rephrase
		s.says("Mensch bitte", "wishes:person", nil)
		s.says("hallo?", "courtesy", func(c *bot.Conversation) { c.Channel = "telegram" })
	}, score.Effort{Turns: 3, DeadEnds: 2, Switches: 1}, 8.3, []journey.Driver{
		{Kind: journey.DeadEnd, Where: "conversation", Why: "not understood"},
		{Kind: journey.DeadEnd, Where: "conversation", Why: "a person was wanted, and nobody was there"},
		{Kind: journey.Switch, Where: "web > telegram", Why: "went on on another channel"},
	}},
	{
		"a question that nobody answered", registers,
		score.Effort{Turns: 2, DeadEnds: 1},
		3.2,
		[]journey.Driver{{Kind: journey.DeadEnd, Where: "register/bought", Why: "given up at this question"}},
	},
	{"a slow bot", func(s *story) {
		t := s.says("Wie lange gilt die Garantie?", "", nil)
		t.Heard[0].At = t.Now.Add(-2 * time.Minute)
	}, score.Effort{Turns: 1, Waits: 1, Minutes: 2}, 1.3, []journey.Driver{{Kind: journey.Wait, Where: "the bot's answer", Why: "waited for the bot's answer", Minutes: 2}}},
	{"a person who lets her wait, asks for what she said, and hears all of it again", func(s *story) {
		s.says("Meine Maschine macht seit gestern Lärm", "", nil)
		s.says("Mensch bitte", "wishes:person", queue(time.Time{}))
		s.waits(5 * time.Minute)
		s.agent(joined, agentOwns)
		s.agent(says("Hallo, wie ist die Seriennummer?"), nil)
		s.says("ab 123456", "", nil)
		s.says("Die Maschine macht seit gestern Lärm", "", nil)
		s.agent(says("Danke"), nil)
		s.agent(bot.Entry{Author: bot.BySystem, Note: true}, botOwns)
	}, score.Effort{Turns: 4, Waits: 1, Minutes: 5.2, Repeats: 2}, 7.92, []journey.Driver{
		{Kind: journey.Repeat, Where: "serial", Why: "a person asks for serial"},
		{Kind: journey.Wait, Where: "a person", Why: "waited for a person", Minutes: 5.2},
		{Kind: journey.Repeat, Where: "request", Why: "explained it to a person again"},
	}},
	{"a promise that is kept costs no wait", func(s *story) {
		s.says("Mensch bitte", "wishes:person", queue(morning.Add(3*time.Hour)))
		s.waits(2 * time.Hour)
		s.agent(joined, agentOwns)
		s.agent(says("Hallo!"), nil)
	}, score.Effort{Turns: 1}, 0.1, nil},
	{"a promise that is broken", func(s *story) {
		s.says("Mensch bitte", "wishes:person", queue(morning.Add(time.Hour)))
		s.waits(time.Hour)
		s.next(bot.Act, "", queue(morning.Add(2*time.Hour))).Entries = []bot.Entry{{Author: bot.BySystem, Note: true, Event: string(journey.Due)}}
		s.waits(30 * time.Minute)
		s.agent(joined, agentOwns)
		s.agent(says("Hallo!"), nil)
	}, score.Effort{Turns: 1, DeadEnds: 1}, 3.1, []journey.Driver{{Kind: journey.DeadEnd, Where: "a person", Why: "the promised time passed"}}},
}

func TestEachEffortIsCountedOnce(t *testing.T) {
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			s := newStory()
			story.tell(s)
			all := s.read()
			if len(all) != 1 {
				t.Fatalf("%d journeys", len(all))
			}
			if diff := cmp.Diff(story.effort, all[0].Effort); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(story.drivers, all[0].Drivers); diff != "" {
				t.Error(diff)
			}
			if got := all[0].Effort.Index(); math.Abs(got-story.index) > 1e-9 {
				t.Errorf("the index is %v, want %v", got, story.index)
			}
		})
	}
}

// Every driver's weight and the turns together are the index: nothing is counted that has no driver.
func TestTheIndexIsWhatItsDriversWeigh(t *testing.T) {
	for _, story := range stories {
		s := newStory()
		story.tell(s)
		j := s.read()[0]
		sum := score.TurnWeight * float64(j.Effort.Turns)
		for _, d := range j.Drivers {
			sum += d.Weight()
		}
		if math.Abs(sum-j.Effort.Index()) > 1e-9 {
			t.Errorf("%s: the drivers weigh %v, the index is %v", story.name, sum, j.Effort.Index())
		}
	}
}

// A question that is asked once more, anywhere in any of the stories with a flow, raises the index by its weight and its turn.
func TestOneReAskRaisesTheIndex(t *testing.T) {
	tried := 0
	for _, story := range stories {
		s := newStory()
		story.tell(s)
		for i, turn := range s.turns {
			f := turn.Conversation.Frame()
			if f == nil || len(turn.Heard) == 0 {
				continue
			}
			again := *turn
			again.ID, again.Conversation = turn.ID+" again", turn.Conversation.Clone()
			again.Decision.Reason = "refused:" + f.Flow + "/" + f.State
			for name, v := range again.Conversation.Frame().Slots {
				v.Turn = "before"
				again.Conversation.Frame().Slots[name] = v
			}
			turns := append(append(append([]*bot.Turn{}, s.turns[:i+1]...), &again), s.turns[i+1:]...)
			was := s.read()[0].Effort.Index()
			is := journey.Read(turns, told{}, s.now.Add(72*time.Hour))[0].Effort.Index()
			if tried++; math.Abs(is-was-score.ReAskWeight-score.TurnWeight) > 1e-9 {
				t.Errorf("%s, turn %d: the index went from %v to %v", story.name, i, was, is)
			}
		}
	}
	if tried < 5 {
		t.Fatalf("only %d were tried", tried)
	}
}
