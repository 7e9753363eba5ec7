package journey_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
)

func TestHowAJourneyEnds(t *testing.T) {
	clarify := func(s *story) { s.says("das da", "", nil).Decision.Kind = bot.Clarify }
	rate := func(s *story, helpful bool) {
		s.next(bot.Act, "", nil).Entries = []bot.Entry{{
			Author: bot.ByCustomer, Note: true, Event: bot.EventFeedback, Feedback: &bot.Feedback{Seq: 1, Helpful: helpful},
		}}
	}
	for name, c := range map[string]struct {
		tell      func(s *story)
		want      journey.Result
		confirmed bool
	}{
		"a flow came to its end": {func(s *story) { registers(s); s.says("heute", "answers:register/bought", done(bot.OutcomeSolved)) }, journey.Solved, true},
		"solved, and thanks": {func(s *story) {
			registers(s)
			s.says("heute", "", done(bot.OutcomeSolved))
			s.says("danke", "courtesy", nil)
		}, journey.Solved, true},
		"an answer":             {func(s *story) { s.says("Wie entkalke ich?", "", nil) }, journey.Answered, false},
		"an answer that helped": {func(s *story) { s.says("Wie entkalke ich?", "", nil); rate(s, true) }, journey.Solved, true},
		"one that did not":      {func(s *story) { s.says("Wie entkalke ich?", "", nil); rate(s, false) }, journey.Unhelped, false},
		"not understood": {func(s *story) {
			s.says("Wie entkalke ich?", "", nil)
			s.says("hm", "", nil).Decision.Kind = bot.Rephrase
		}, journey.Unhelped, false},
		"left at a choice":    {clarify, journey.Unhelped, false},
		"only a greeting":     {func(s *story) { s.says("hallo", "courtesy", nil) }, journey.Unhelped, false},
		"left in a flow":      {registers, journey.Abandoned, false},
		"broken off":          {func(s *story) { registers(s); s.says("stopp", "wishes:cancel", done(bot.OutcomeAbandoned)) }, journey.Cancelled, false},
		"patience ran out":    {func(s *story) { registers(s); s.waits(time.Hour); s.next(bot.Act, "", done(bot.OutcomeAbandoned)) }, journey.Abandoned, false},
		"a person is awaited": {func(s *story) { s.says("Mensch", "wishes:person", queue(time.Time{})) }, journey.HandedOff, false},
		"closed by a person": {func(s *story) {
			registers(s)
			s.says("Mensch", "wishes:person", queue(time.Time{}))
			s.agent(joined, agentOwns)
			s.agent(bot.Entry{Author: bot.BySystem, Note: true}, botOwns)
		}, journey.HandedOff, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStory()
			c.tell(s)
			j := s.read()[0]
			if j.Result != c.want || j.Confirmed != c.confirmed {
				t.Errorf("got %s, confirmed %v; want %s, %v", j.Result, j.Confirmed, c.want, c.confirmed)
			}
		})
	}
}

func TestWhoMayStillAnswerHasNotGivenUp(t *testing.T) {
	s := newStory()
	registers(s)
	j := journey.Read(s.turns, told{}, s.now.Add(time.Hour))[0]
	if j.Result != journey.Ongoing || j.Effort.DeadEnds != 0 || j.Runs[0].Ended != journey.Ongoing {
		t.Errorf("got %+v", j)
	}
}

func TestASilenceEndsAJourneyUnlessAPersonIsOwed(t *testing.T) {
	s := newStory()
	s.says("Wie entkalke ich?", "", nil)
	s.waits(journey.Gap)
	s.says("Und wie oft?", "", nil)
	s.says("Mensch", "wishes:person", queue(s.now.Add(40*time.Hour)))
	s.waits(30 * time.Hour)
	s.says("Noch da?", "", nil)
	s.agent(joined, agentOwns)
	all := s.read()
	if len(all) != 2 || all[0].Result != journey.Answered || all[1].Result != journey.HandedOff {
		t.Fatalf("got %+v", all)
	}
	if all[1].Effort.Turns != 3 || !all[1].Taken || all[1].Promised != 1 || all[1].Kept != 1 {
		t.Errorf("the second: %+v", all[1])
	}
}

func TestWhatTheBotSaysFirstIsNoJourney(t *testing.T) {
	s := newStory()
	s.next(bot.Act, "", nil) // a reminder
	s.says("4", "survey", nil)
	if all := s.read(); len(all) != 0 {
		t.Errorf("got %+v", all)
	}
}

func TestASurveyIsKeptAndCostsNothing(t *testing.T) {
	s := newStory()
	s.says("Wie entkalke ich?", "", nil)
	before := s.read()[0].Effort
	for sign, points := range map[journey.Sign]string{journey.Ease: "4444", journey.Satisfaction: "55555"} {
		turn := s.says(points, "survey", nil)
		turn.Entries = append(turn.Entries, bot.Entry{Author: bot.ByCustomer, Note: true, Event: string(sign), Reply: bot.Reply{Text: points}})
	}
	j := s.read()[0]
	if j.Ease != 4 || j.Satisfaction != 5 || j.Effort != before {
		t.Errorf("got %+v", j)
	}
}

func TestFlowsAreFollowedStepByStep(t *testing.T) {
	s := newStory()
	registers(s)
	s.says("Es ist auch etwas kaputt", "starts:repair", func(c *bot.Conversation) {
		c.Frames = append(c.Frames, bot.Frame{Flow: "repair", State: "what"})
	})
	s.says("der Tank", "answers:repair/what", at("register", "bought", "serial"))
	s.says("Mensch", "wishes:person", func(c *bot.Conversation) { queue(time.Time{})(c); c.Frames = nil })
	s.agent(bot.Entry{Author: bot.BySystem}, botOwns)
	s.says("Wann habt ihr auf?", "starts:hours", done(bot.OutcomeSolved))
	want := []journey.Run{
		{Flow: "register", Steps: []string{"serial", "bought"}, At: "bought", Ended: journey.HandedOff},
		{Flow: "repair", Steps: []string{"what"}, At: "what", Ended: journey.Solved},
		{Flow: "hours", Ended: journey.Solved},
	}
	if diff := cmp.Diff(want, s.read()[0].Runs); diff != "" {
		t.Error(diff)
	}
}

func TestTimesToTheFirstWords(t *testing.T) {
	s := newStory()
	first := s.says("Mensch", "wishes:person", queue(time.Time{}))
	first.Heard[0].At = first.Now.Add(-3 * time.Second)
	s.waits(85 * time.Second)
	s.agent(joined, agentOwns)
	s.agent(says("Hallo"), nil)
	j := s.read()[0]
	if j.FirstReply != 3*time.Second || j.PersonReply != 95*time.Second {
		t.Errorf("the bot after %s, a person after %s", j.FirstReply, j.PersonReply)
	}
}

// What the store keeps of a turn is enough: without the values of slots the journeys are the same.
func TestJourneysNeedNoValuesOfSlots(t *testing.T) {
	for _, story := range stories {
		s := newStory()
		story.tell(s)
		want := s.read()
		for _, turn := range s.turns {
			if turn.Key != "" {
				continue // of an act the store keeps all
			}
			slots := turn.Conversation.AllSlots()
			turn.Conversation.Slots = map[string]bot.Slot{}
			for name, v := range slots {
				turn.Conversation.Slots[name] = bot.Slot{Turn: v.Turn, Source: v.Source}
			}
			for i, f := range turn.Conversation.Frames {
				turn.Conversation.Frames[i] = bot.Frame{Flow: f.Flow, State: f.State}
			}
		}
		if diff := cmp.Diff(want, s.read()); diff != "" {
			t.Errorf("%s: %s", story.name, diff)
		}
	}
}
