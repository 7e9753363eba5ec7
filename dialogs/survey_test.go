package dialogs_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/dialogs/source"
)

func survey(share float64) *dialogs.Survey {
	return dialogs.NewSurvey(dialogs.SurveySettings{Share: share})
}

// ended is a conversation that an agent has just closed, and the turn in which that happened.
func ended(id string) *bot.Turn {
	return &bot.Turn{ID: "t", Now: now, Conversation: bot.Conversation{ID: id, Owner: bot.OwnerBot, Outcome: bot.OutcomeHandedOff, Language: "en"}}
}

func TestTheShareOfConversationsIsAsked(t *testing.T) {
	const n = 4000
	for _, share := range []float64{0, 0.2, 1} {
		asked := 0
		for i := range n {
			turn := ended(fmt.Sprint("c", i))
			s := survey(share)
			s.Plan(turn)
			asked += len(turn.Wakes)
			again := ended(turn.Conversation.ID)
			s.Plan(again)
			if diff := cmp.Diff(turn.Wakes, again.Wakes); diff != "" {
				t.Fatalf("the draw is not the same: %s", diff)
			}
		}
		if want := share * n; math.Abs(float64(asked)-want) > 4*math.Sqrt(n*0.25) {
			t.Errorf("of a share of %v, %d of %d are asked", share, asked, n)
		}
	}
}

func TestNobodyIsAskedWhileAPersonIsThere(t *testing.T) {
	for _, owner := range []bot.Owner{bot.OwnerQueue, bot.OwnerAgent} {
		turn := ended("c")
		turn.Conversation.Owner = owner
		survey(1).Plan(turn)
		if len(turn.Wakes) > 0 {
			t.Errorf("planned while the conversation belongs to %s", owner)
		}
		turn.Wake = &bot.Wake{Name: "survey"}
		if offers, err := survey(1).Offers(t.Context(), turn); len(offers) > 0 || err != nil {
			t.Errorf("asked while the conversation belongs to %s: %v", owner, err)
		}
		turn.Wake, turn.Heard = nil, []bot.Utterance{{Payload: "survey:effort=3"}}
		if offers, err := survey(1).Offers(t.Context(), turn); len(offers) > 0 || err != nil {
			t.Errorf("taken while the conversation belongs to %s: %v", owner, err)
		}
	}
}

func TestAnAgentsCloseIsAskedAboutAfterTwoMinutes(t *testing.T) {
	turn := ended("c")
	survey(1).Plan(turn)
	want := []bot.Wake{{Name: "survey", Due: now.Add(2 * time.Minute)}}
	if diff := cmp.Diff(want, turn.Wakes); diff != "" {
		t.Error(diff)
	}
}

func TestSurveySettingsAreChecked(t *testing.T) {
	faults := &source.Faults{}
	v, _ := source.Parse("bot.yaml", []byte("share: 2\nask: [comment, effrt, effort, effort]\nafter: -1m\nevery: 30d\n"), faults)
	var c dialogs.SurveySettings
	v.Decode(&c)
	var got []string
	for _, f := range append(faults.List(), c.Check()...) {
		got = append(got, f.Error())
	}
	want := []string{
		"bot.yaml:1:1: the share of a survey goes from 0 to 1 (write 0.2 to ask every fifth conversation)",
		"bot.yaml:1:1: the times of a survey cannot be negative (write positive ones, or leave them out)",
		"bot.yaml:2:7: a survey does not begin with the comment (ask for effort or satisfaction first)",
		`bot.yaml:2:16: a survey cannot ask for effrt (did you mean "effort"?)`,
		"bot.yaml:2:31: the survey asks twice for effort (remove one of them)",
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), strings.Join(got, "\n")); diff != "" {
		t.Error(diff)
	}
}
