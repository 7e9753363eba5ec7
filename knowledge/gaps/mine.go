package gaps

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// leastAnswer is how many words an answer has that is worth an article; shorter ones are "yes" and "one moment".
const leastAnswer = 6

// unhappy is the most points of a survey, of 5, with which a customer says that she was not helped.
const unhappy = 2

// Mine finds in a whole conversation the questions that agents answered, where the conversation ended well: the agent closed
// it or gave it back, and the customer did not say afterwards that it was bad. What agents did for one customer alone is left
// out of their answers. Nothing is masked yet.
func Mine(turns []*bot.Turn, s Signs) []Occurrence {
	var all []Occurrence
	var open stretch
	for _, t := range turns {
		for _, e := range t.Entries {
			switch points, rated := s.rating(e); {
			case e.Event == s.Taken && s.Taken != "":
				open.by = true
			case slices.Contains(s.Ended, e.Event):
				if o, ok := open.pair(); ok && open.by {
					all = append(all, o)
				}
				open = stretch{}
			case rated && points <= unhappy && len(all) > 0:
				all = all[:len(all)-1]
			default:
				open.hear(t, e)
			}
		}
	}
	return all
}

func (s Signs) rating(e bot.Entry) (int, bool) {
	if s.Rating == nil {
		return 0, false
	}
	return s.Rating(e)
}

// A stretch is the part of a conversation that ends with an agent's leaving it.
type stretch struct {
	by    bool // an agent took it over
	asked []line
	said  []line // by agents
}

type line struct {
	turn  *bot.Turn
	text  string
	after int // how many of the customer's lines stood before it
}

// hear takes a line of the transcript.
func (s *stretch) hear(t *bot.Turn, e bot.Entry) {
	text := strings.TrimSpace(e.Text)
	switch {
	case e.Note || text == "":
	case e.Author == bot.ByAgent:
		if n := len(s.said); n > 0 && s.said[n-1].after == len(s.asked) {
			s.said[n-1].text += "\n" + text // said in one breath
			return
		}
		s.said = append(s.said, line{t, text, len(s.asked)})
	case e.Author == bot.ByCustomer && t.Payload() == "":
		s.asked = append(s.asked, line{t, text, 0})
	}
}

// pair finds what was asked and what answered it: the two lines that speak most of the same. The agent's last words that say
// something count a little more: they ended it.
func (s *stretch) pair() (best Occurrence, ok bool) {
	most := leastOverlap
	for i, answer := range slices.Backward(s.said) {
		said := general(answer.text)
		if len(strings.Fields(said)) < leastAnswer {
			continue
		}
		for _, question := range s.asked[:min(answer.after, len(s.asked))] {
			if !asks(question) {
				continue
			}
			if o := overlap(question, said) - 0.02*float64(len(s.said)-1-i); o > most {
				most, ok, best = o, true, question.answered(said)
			}
		}
	}
	return best, ok
}

func (l line) answered(by string) Occurrence {
	return Occurrence{
		ID: bot.ID("pair", l.turn.ID), Conversation: l.turn.Conversation.ID, At: l.turn.Now, Language: l.turn.Conversation.Language,
		Question: l.text, Answer: by, Team: team([]*bot.Turn{l.turn}),
	}
}

// leastQuestion is how many words a question has that can be understood by itself.
const leastQuestion = 3

// asks tells whether a line could be a question: it says something, is no wish for a person or the like,
// and not about one thing of the customer's.
func asks(l line) bool {
	wish, _ := lang.WishOf(l.text, l.turn.Conversation.Language)
	return wish == lang.WishNone && len(strings.Fields(l.text)) >= leastQuestion && !ofOne.MatchString(l.text)
}

// leastOverlap is the least share of a question's words that its answer speaks of.
const leastOverlap = 0.2

// overlap is the share of a question's content words whose stem, or most of whose letters, are in the answer.
func overlap(question line, answer string) float64 {
	language := question.turn.Conversation.Language
	said := features(Occurrence{Question: answer, Language: language})
	words := knowledge.ContentWords(question.text, language)
	found := 0.0
	for _, w := range words {
		own, common := features(Occurrence{Question: w, Language: language}), 0.0
		for f := range own {
			if said[f] > 0 {
				common++
			}
		}
		found += common / float64(max(1, len(own)))
	}
	return found / float64(max(1, len(words)))
}

// What agents say that is no part of an answer: greetings, thanks, and what they did or will do for this customer.
var (
	salutation = regexp.MustCompile(`(?i)^(hallo|hi|hey|moin|guten (tag|morgen|abend)|liebe[r]?|sehr geehrte[r]?|hello|dear|good (morning|afternoon|evening))\b[^,.!?]{0,40}[,!]\s*`)
	courtesy   = regexp.MustCompile(`(?i)^(hallo|hi|hey|moin|guten (tag|morgen|abend)|hello|good (morning|afternoon|evening)|` +
		`danke|vielen dank|herzlichen dank|thanks?|thank you|gern|you'?re welcome|mit freundlichen|(viele|beste|liebe) grüße|(kind|best) regards|` +
		`(einen )?(schönen|guten) (tag|abend)|have a|schönes|bitte sehr|kein problem|no problem|kann ich (sonst|noch)|can i help|` +
		`einen moment|one moment|moment|just a|ich schaue|let me)\b`)
	forOne = regexp.MustCompile(`(?i)\b(ich habe|habe ich|ich hab|ich (schicke|sende|veranlasse|buche|prüfe|storniere|lege|erstatte)|(i have|i've|i'll|i will|i am|i'm|i just)|` +
		`(ihre|deine|your) (bestellung|order|rechnung|invoice|ticket|sendung|parcel) (wurde|ist|was|has|is))\b|` + ownNumber)
	ofOne = regexp.MustCompile(`(?i)` + ownNumber)
)

// ownNumber is something of the customer's with its number: my order 2604817.
const ownNumber = `\b(mein|dein|ihr|my|your)(e[nmrs]?)?\s+(\S+\s+){0,2}#?\d{4,}`

// general is what of an agent's words holds for everybody: without greetings and without sentences about this customer.
func general(text string) string {
	var kept []string
	for _, paragraph := range strings.Split(text, "\n") {
		for _, at := range lang.Sentences(paragraph) {
			s := salutation.ReplaceAllString(strings.TrimSpace(paragraph[at.Start:at.End]), "")
			if s == "" || strings.HasSuffix(s, "?") || courtesy.MatchString(s) || forOne.MatchString(s) {
				continue
			}
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " ")
}

// impersonal leaves out of masked pairs the sentences with stand-ins, which are about one customer, and then the pairs of which
// too little is left.
func impersonal(all []Occurrence) []Occurrence {
	for i := range all {
		all[i].Question, all[i].Answer = withoutStandIns(all[i].Question), withoutStandIns(all[i].Answer)
	}
	return slices.DeleteFunc(all, func(o Occurrence) bool {
		return len(strings.Fields(o.Question)) < leastQuestion || len(strings.Fields(o.Answer)) < leastAnswer
	})
}

func withoutStandIns(text string) string {
	var kept []string
	for _, at := range lang.Sentences(text) {
		if s := strings.TrimSpace(text[at.Start:at.End]); !standIn.MatchString(s) {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " ")
}
