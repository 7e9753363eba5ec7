package dialogs

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Survey asks some customers, a while after their matter was settled, how it went: one question after the other, as long as
// they answer. Whatever else they say ends it. It is a skill, to be asked before the others.
type Survey struct {
	share        float64
	ask          []string
	after, every time.Duration
}

// NewSurvey makes a survey of checked settings.
func NewSurvey(c SurveySettings) *Survey {
	s := &Survey{share: c.Share, after: 2 * time.Minute, every: 30 * 24 * time.Hour, ask: []string{AskEffort}}
	if c.After > 0 {
		s.after = c.After
	}
	if c.Every > 0 {
		s.every = c.Every
	}
	if len(c.Ask) > 0 {
		s.ask = nil
		for _, w := range c.Ask {
			s.ask = append(s.ask, w.Text)
		}
	}
	return s
}

// What a survey is called: its event in the transcript, its wake, its slot, and its payloads with a colon behind it.
const surveyName = "survey"

// EventSurvey is the event of a note that keeps an answer: its text is "effort=4", "satisfaction=5" or "comment=...".
const EventSurvey = surveyName

// Name is "survey".
func (*Survey) Name() string { return surveyName }

// Resume plans the survey when another skill brought a conversation to its end; see [Survey.Plan].
func (s *Survey) Resume(_ context.Context, t *bot.Turn) error {
	s.Plan(t)
	return nil
}

// Plan asks to be woken after a time of silence, if the conversation has come to its end: it was solved, or an agent closed
// it. Programs call it in an act that closes a conversation; after the bot's own turns it is called anyway.
func (s *Survey) Plan(t *bot.Turn) {
	if s.ended(&t.Conversation) && s.due(&t.Conversation, t.Now) {
		t.WakeAt(surveyName, t.Now.Add(s.after))
	}
}

// ended is true of a conversation that came to its end and has not begun anew.
func (*Survey) ended(c *bot.Conversation) bool {
	return c.Owner == bot.OwnerBot && len(c.Frames) == 0 && (c.Outcome == bot.OutcomeSolved || c.Outcome == bot.OutcomeHandedOff)
}

// due is true of a conversation that was drawn and not asked lately.
func (s *Survey) due(c *bot.Conversation, now time.Time) bool {
	sum := sha256.Sum256([]byte(surveyName + c.ID))
	if float64(binary.BigEndian.Uint64(sum[:8]))/math.MaxUint64 >= s.share {
		return false
	}
	last, asked := c.Slots[surveyName]
	return !asked || now.Sub(last.At) >= s.every
}

// Offers bids with the first question when its time has come, and with what the customer answers.
func (s *Survey) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	c := &t.Conversation
	switch {
	case t.Wake != nil && t.Wake.Name == surveyName:
		quiet := t.Now.Sub(c.Updated) >= s.after/2 // somebody may have said something that brought no plan
		if !quiet || !s.ended(c) || !s.due(c, t.Now) {
			return nil, nil
		}
		return []bot.Offer{s.offer(surveyName, 1, func() { s.question(t, s.ask[0], map[string]any{}) })}, nil
	case len(t.Heard) == 0 || c.Owner != bot.OwnerBot:
		return nil, nil
	}
	question, answer, sure := s.heard(t)
	if question == "" {
		return nil, nil
	}
	return []bot.Offer{s.offer(question, sure, func() { s.answered(t, question, answer) })}, nil
}

func (s *Survey) offer(what string, sure float64, do func()) bot.Offer {
	return bot.Offer{
		Confidence: sure, Final: sure == 1, Evidence: evidence(surveyName, what, sure),
		Take: func(context.Context) error { do(); return nil },
	}
}
