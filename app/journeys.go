package app

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/lang"
)

// signs reads what the parts of this house note of a turn. It implements [journey.Signs].
type signs struct {
	flows  map[string]string   // by intent
	labels map[string][]string // by slot
	asks   map[string][]string // by "flow/step"
}

func newSigns(flows *dialogs.Flows) signs {
	s := signs{map[string]string{}, map[string][]string{}, map[string][]string{}}
	for _, name := range flows.Names() {
		for _, intent := range flows.Flow(name).Start.Intents {
			s.flows[intent.Text] = name
		}
	}
	for _, o := range flows.Outline() {
		for _, step := range o.Steps {
			s.asks[o.Flow+"/"+step.ID] = step.Asks
		}
	}
	for _, language := range flows.Languages() {
		for slot, title := range flows.Titles(language).Slots {
			s.labels[slot] = append(s.labels[slot], title)
		}
	}
	return s
}

// Asks implements [journey.Signs].
func (s signs) Asks(place string) []string { return s.asks[place] }

// Labels implements [journey.Signs].
func (s signs) Labels(slot string) []string { return s.labels[slot] }

// Entry implements [journey.Signs].
func (s signs) Entry(e bot.Entry) journey.Mark {
	switch e.Event {
	case handoff.EventDue:
		return journey.Mark{Sign: journey.Due}
	case handoff.EventTaken:
		return journey.Mark{Sign: journey.Taken}
	case dialogs.EventSurvey:
		return surveyed(e.Text)
	}
	return journey.Mark{}
}

// surveyed reads the note of a survey's answer, "effort=4".
func surveyed(text string) journey.Mark {
	question, answer, _ := strings.Cut(text, "=")
	sign, asked := map[string]journey.Sign{dialogs.AskEffort: journey.Ease, dialogs.AskSatisfaction: journey.Satisfaction}[question]
	points, err := strconv.Atoi(answer)
	if !asked || err != nil {
		return journey.Mark{}
	}
	return journey.Mark{Sign: sign, Points: points}
}

// Turn implements [journey.Signs]: it reads the evidence of the offer that was taken.
func (s signs) Turn(t *bot.Turn) (d journey.Deed) {
	d.Survey = t.Decision.Skill == dialogs.EventSurvey
	for _, e := range taken(t.Decision) {
		switch e.Kind {
		case "slot":
			d.Step = e.Name
		case "unusable":
			d.Step, d.Refused = e.Name, true
		case "intent":
			d.Starts = s.flows[e.Name]
		case "choice":
			d.Starts = e.Name
		case "smalltalk":
			d.Courtesy = true
		case "wish":
			d.Wish = wished[e.Name]
			d.Courtesy = d.Wish == ""
		}
	}
	return d
}

// wished are the wishes that cost effort, as skills name them. To go on with the bot is to break the wait for a person off.
var wished = map[string]journey.Wish{
	"bot": journey.WishCancel, string(lang.WishPerson): journey.WishPerson, string(lang.WishCancel): journey.WishCancel,
	string(lang.WishBack): journey.WishBack,
}

// taken is the evidence of the offer that was acted on.
func taken(d bot.Decision) []bot.Evidence {
	for _, b := range slices.Backward(d.Bids) {
		if d.Kind == bot.Act && b.Skill == d.Skill && b.Confidence == d.Confidence && !b.Declined {
			return b.Evidence
		}
	}
	return nil
}
