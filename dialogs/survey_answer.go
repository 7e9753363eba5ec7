package dialogs

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// sureComment is how sure it is that a sentence after the question for a comment is one. A flow or an article that fits well
// is surer.
const sureComment = 0.65

// heard finds the answer to a question of the survey; no question if it is none.
func (s *Survey) heard(t *bot.Turn) (question, answer string, sure float64) {
	if rest, ok := strings.CutPrefix(t.Payload(), surveyName+":"); ok {
		question, answer, _ = strings.Cut(rest, "=")
		if !slices.Contains(s.ask, question) || !points(answer) && (question != AskComment || answer != "") {
			return "", "", 0
		}
		return question, answer, 1
	}
	question, open := s.open(&t.Conversation)
	text := strings.Trim(t.Text(), " .!\n")
	switch {
	case !open || t.Payload() != "" || len(t.Conversation.Frames) > 0 || text == "":
		return "", "", 0
	case question != AskComment && points(text):
		return question, text, 1
	case question == AskComment && leftOut(text):
		return question, "", 1
	case question == AskComment && !asksSomething(t):
		return question, strings.TrimSpace(t.Text()), sureComment
	}
	return "", "", 0
}

// points are what effort and satisfaction are told in: 1 to 5.
func points(answer string) bool { return len(answer) == 1 && answer[0] >= '1' && answer[0] <= '5' }

// askedKey is the key of the question that is open in the survey's slot, beside the answers.
const askedKey = "asked"

// told is what the survey's slot holds, to be changed.
func (*Survey) told(c *bot.Conversation) map[string]any {
	told, _ := c.Slots[surveyName].Value.(map[string]any)
	if told == nil {
		return map[string]any{}
	}
	return maps.Clone(told)
}

// keep keeps what the survey knows; it outlives flows.
func (*Survey) keep(t *bot.Turn, told map[string]any) {
	c := &t.Conversation
	if c.Slots == nil {
		c.Slots = map[string]bot.Slot{}
	}
	c.Slots[surveyName] = bot.Slot{Value: told, Source: bot.SourceFlow, Turn: t.ID, Via: c.Via(), At: t.Now.Truncate(time.Millisecond)}
}

// open is the question to which the customer's next words are the answer: nothing has happened since.
func (s *Survey) open(c *bot.Conversation) (question string, ok bool) {
	question, _ = s.told(c)[askedKey].(string)
	return question, question != "" && c.Slots[surveyName].At.Equal(c.Updated)
}

// answered keeps an answer and asks the next question, or thanks. A question that is answered again is only kept.
func (s *Survey) answered(t *bot.Turn, question, answer string) {
	told := s.told(&t.Conversation)
	_, again := told[question]
	delete(told, askedKey)
	if told[question] = answer; question == AskComment {
		told[question] = answer != "" // the words are in the transcript
	}
	s.keep(t, told)
	if answer != "" {
		t.Add(bot.Entry{Author: bot.ByCustomer, Note: true, Event: EventSurvey, Reply: bot.Reply{Text: question + "=" + answer}})
	}
	if i := slices.Index(s.ask, question) + 1; i < len(s.ask) && !again && len(t.Conversation.Frames) == 0 {
		s.question(t, s.ask[i], told)
		return
	}
	t.SayPhrase("survey.thanks")
}

// question asks one question. Told is what was answered before.
func (s *Survey) question(t *bot.Turn, question string, told map[string]any) {
	r := bot.Reply{Text: t.Phrase("survey." + question)}
	payload := surveyName + ":" + question + "="
	if question == AskComment {
		r.Choices = []bot.Choice{{Label: t.Phrase("survey.no_comment"), Payload: payload}}
	} else {
		for n := 1; n <= 5; n++ {
			r.Choices = append(r.Choices, bot.Choice{Label: strconv.Itoa(n), Payload: payload + strconv.Itoa(n)})
		}
	}
	t.Say(r)
	told[askedKey] = question
	s.keep(t, told)
}
