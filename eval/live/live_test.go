package live_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/live"
)

// first is the first day of the period that is asked for.
var first = time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)

// week is the question of all tests, asked when everything is over.
var week = live.Question{From: first, To: first.AddDate(0, 0, 7), Now: first.AddDate(0, 0, 30)}

// plain notes nothing but the steps that turns name as their reason, and surveys.
type plain struct{}

func (plain) Asks(string) []string   { return nil }
func (plain) Labels(string) []string { return nil }

func (plain) Entry(e bot.Entry) journey.Mark {
	points := 0
	_, _ = fmt.Sscan(e.Text, &points)
	return journey.Mark{Sign: journey.Sign(e.Event), Points: points}
}

func (plain) Turn(t *bot.Turn) journey.Deed {
	return journey.Deed{Step: t.Decision.Reason, Wish: journey.Wish(t.Decision.Skill), Survey: t.Decision.Skill == "survey"}
}

// log is a past that is kept by hand: turns by conversation.
type log map[string][]*bot.Turn

func (l log) Past(_ context.Context, since, until time.Time, each func([]*bot.Turn) error) error {
	var ids []string
	for id := range l {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		in := slices.DeleteFunc(slices.Clone(l[id]), func(t *bot.Turn) bool { return t.Now.Before(since) || !t.Now.Before(until) })
		if len(in) > 0 {
			if err := each(in); err != nil {
				return err
			}
		}
	}
	return nil
}

// turn adds what a customer says at a time, so many hours after the first day began.
func (l log) turn(conversation, customer, channel string, hours float64, change func(t *bot.Turn)) {
	at := first.Add(time.Duration(hours * float64(time.Hour)))
	t := &bot.Turn{
		ID: fmt.Sprint(conversation, hours), Now: at, Heard: []bot.Utterance{{Text: "secret words", At: at}},
		Decision:     bot.Decision{Kind: bot.Act},
		Conversation: bot.Conversation{ID: conversation, Customer: customer, Channel: channel, Language: "de", Owner: bot.OwnerBot},
	}
	t.Entries = []bot.Entry{{Author: bot.ByCustomer, At: at, Reply: bot.Reply{Text: "secret words"}}, {Author: bot.ByBot, At: at, Reply: bot.Reply{Text: "Bitte"}}}
	if change != nil {
		change(t)
	}
	l[conversation] = append(l[conversation], t)
}

func measure(t *testing.T, l log, q live.Question) *live.Report {
	t.Helper()
	r, err := live.Measure(t.Context(), l, plain{}, q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// figure is a metric as "part of n".
func figure(r []live.Figure, metric string) string {
	for _, f := range r {
		if f.Metric == metric {
			return fmt.Sprintf("%.2f of %d", f.Value, f.N)
		}
	}
	return "none"
}

func person(t *bot.Turn) {
	t.Conversation.Owner, t.Conversation.Handoff = bot.OwnerQueue, &bot.Handoff{Reason: bot.Reason{Code: bot.WhyAsked}}
}

func waitsAt(place string) func(t *bot.Turn) {
	flow, step, _ := strings.Cut(place, "/")
	return func(t *bot.Turn) { t.Conversation.Frames = []bot.Frame{{Flow: flow, State: step}} }
}

func solved(t *bot.Turn) { t.Conversation.Outcome = bot.OutcomeSolved }

// Containment counts a contact only if it was settled, without a person, and the customer did not come again on any channel.
func TestContainmentIsNotDeflection(t *testing.T) {
	l := log{}
	l.turn("a", "anton", "web", 1, nil)                                             // answered, and never seen again: contained
	l.turn("b", "berta", "web", 2, nil)                                             // answered, and she comes again
	l.turn("b2", "berta", "telegram", 70, person)                                   // three days later, elsewhere, to a person
	l.turn("c", "", "web", 3, waitsAt("order/serial"))                              // left in the middle
	l.turn("d", "", "web", 4, func(t *bot.Turn) { t.Decision.Kind = bot.Rephrase }) // not understood, gone
	l.turn("e", "", "web", 5, nil)                                                  // a stranger comes back to the same conversation
	l.turn("e", "", "web", 100, nil)                                                // and then no more: contained
	l.turn("f", "frieda", "web", 6, nil)                                            // comes again, but after more than a week
	l.turn("f", "frieda", "web", 6+8*24, nil)                                       // which is after the period
	l.turn("g", "gerda", "web", 7, person)                                          // a person was wanted; then the bot answered after all
	l.turn("g", "gerda", "web", 7.1, nil)
	r := measure(t, l, week)
	for metric, want := range map[string]string{
		"contained":           "0.33 of 9", // a, e's second, f
		"contained_naive":     "0.78 of 9", // all but b2 and g
		"contained_confirmed": "0.00 of 9",
		"re_contact":          "0.22 of 9", // b, e's first
		"abandoned":           "0.11 of 9",
		"escalated":           "0.22 of 9",
	} {
		if got := figure(r.Figures, metric); got != want {
			t.Errorf("%s: got %s, want %s", metric, got, want)
		}
	}
	if r.Contacts != 9 || r.Conversations != 8 || r.Customers != 7 || r.Pending != 0 {
		t.Errorf("%d contacts, %d conversations, %d customers, %d pending", r.Contacts, r.Conversations, r.Customers, r.Pending)
	}
	longer := week
	longer.Days = 10
	if got := figure(measure(t, l, longer).Figures, "re_contact"); got != "0.33 of 9" {
		t.Errorf("within ten days: %s", got)
	}
}

// Whether a contact brings another one is not known before its days have passed; until then it is neither contained nor not.
func TestWhatIsTooEarlyToSayIsNotCounted(t *testing.T) {
	l := log{}
	l.turn("a", "anton", "web", 1, nil)
	l.turn("b", "berta", "web", 100, nil)
	l.turn("c", "clara", "web", 101, waitsAt("order/serial"))
	q := week
	q.Now = first.AddDate(0, 0, 7).Add(2 * time.Hour)
	r := measure(t, l, q)
	if got := figure(r.Figures, "contained"); got != "1.00 of 1" || r.Pending != 2 {
		t.Errorf("contained %s, %d pending", got, r.Pending)
	}
	q.Now = first.Add(102 * time.Hour)
	if r = measure(t, l, q); r.Results[journey.Ongoing] != 1 || r.Contacts != 3 || r.Customers != 3 || len(r.Flows) != 0 {
		t.Errorf("one may still answer: %v, %d contacts, %d customers, %v", r.Results, r.Contacts, r.Customers, r.Flows)
	}
}

func TestOnlyThePeriodIsMeasured(t *testing.T) {
	l := log{}
	l.turn("before", "", "web", -20, nil)
	l.turn("into", "", "web", -1, nil) // began before, and goes on
	l.turn("into", "", "web", 1, nil)
	l.turn("in", "", "web", 2, nil)
	l.turn("after", "", "web", 7*24, nil)
	if r := measure(t, l, week); r.Contacts != 1 || r.Conversations != 1 {
		t.Errorf("%d contacts in %d conversations", r.Contacts, r.Conversations)
	}
}

// Every flow is a funnel: who entered leaves by its good end, gives up, breaks it off, or goes to a person.
func TestFunnels(t *testing.T) {
	l := log{}
	for i := range 4 {
		id := fmt.Sprint("c", i)
		l.turn(id, "", "web", float64(i), waitsAt("order/serial"))
		if i == 0 {
			continue // given up
		}
		l.turn(id, "", "web", float64(i)+0.1, waitsAt("order/address"))
		switch i {
		case 1:
			l.turn(id, "", "web", float64(i)+0.2, solved)
		case 2:
			l.turn(id, "", "web", float64(i)+0.2, func(t *bot.Turn) { t.Decision.Skill = string(journey.WishCancel) })
		case 3:
			l.turn(id, "", "web", float64(i)+0.2, person)
		}
	}
	var got []string
	for _, f := range measure(t, l, week).Flows {
		got = append(got, fmt.Sprintf("%s %v %.2f", f.Flow, f.Passage, f.DropOff.Value))
		for _, s := range f.Steps {
			got = append(got, fmt.Sprintf("%s %v %.2f", s.Step, s.Passage, s.DropOff.Value))
		}
	}
	want := []string{"order {4 1 1 1 1} 0.50", "serial {4 3 1 0 0} 0.25", "address {3 1 0 1 1} 0.33"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSatisfactionBySegment(t *testing.T) {
	l := log{}
	rate := func(conversation, channel, ease, satisfaction string, handed bool) {
		l.turn(conversation, "", channel, 1, func(t *bot.Turn) {
			if handed {
				person(t)
			}
		})
		l.turn(conversation, "", channel, 1.1, func(t *bot.Turn) {
			t.Decision.Skill = "survey"
			if handed {
				person(t)
			}
			t.Entries = []bot.Entry{
				{Author: bot.ByCustomer, Note: true, Event: string(journey.Ease), Reply: bot.Reply{Text: ease}},
				{Author: bot.ByCustomer, Note: true, Event: string(journey.Satisfaction), Reply: bot.Reply{Text: satisfaction}},
			}
		})
	}
	rate("a", "web", "5", "5", false)
	rate("b", "web", "4", "2", false)
	rate("c", "telegram", "1", "4", true)
	l.turn("d", "", "web", 1, nil) // was not asked
	r := measure(t, l, week)
	got := map[string]string{"all": figure(r.Figures, "satisfied") + ", " + figure(r.Figures, "easy")}
	for _, s := range r.Segments {
		got[s.By+" "+s.Name] = figure(s.Figures, "satisfied") + ", " + figure(s.Figures, "easy")
	}
	want := map[string]string{
		"all":               "0.67 of 3, 0.67 of 3",
		"person bot alone":  "0.50 of 2, 1.00 of 2",
		"person handed off": "1.00 of 1, 0.00 of 1",
		"channel web":       "0.50 of 2, 1.00 of 2",
		"channel telegram":  "1.00 of 1, 0.00 of 1",
		"language de":       "0.67 of 3, 0.67 of 3",
		"flow none":         "0.67 of 3, 0.67 of 3",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Who had more effort states less ease: the ranks say so, and say nothing where hardly anybody answered.
func TestEffortAgainstStatedEase(t *testing.T) {
	l := log{}
	for i := range 12 {
		id := fmt.Sprint("c", i)
		for n := range i + 1 {
			l.turn(id, "", "web", float64(n)/10, nil)
		}
		l.turn(id, "", "web", 3, func(t *bot.Turn) {
			t.Decision.Skill = "survey"
			t.Entries = []bot.Entry{{Author: bot.ByCustomer, Note: true, Event: string(journey.Ease), Reply: bot.Reply{Text: fmt.Sprint(5 - i/3)}}}
		})
		r := measure(t, l, week)
		switch {
		case i < 9 && r.Ranks != nil:
			t.Errorf("of %d answers: %+v", i+1, r.Ranks)
		case i == 11 && (r.Ranks == nil || r.Ranks.N != 12 || r.Ranks.Rho > -0.95):
			t.Errorf("the ranks are %+v", r.Ranks)
		}
	}
}

func TestTheWorstAreNamedAndNobodyIsQuoted(t *testing.T) {
	l := log{}
	lost := func(t *bot.Turn) { t.Decision.Kind = bot.Rephrase }
	for i := range 30 {
		for n := range i + 1 {
			l.turn(fmt.Sprintf("c%02d", i), "", "web", float64(n)/10, lost)
		}
	}
	q := week
	q.Worst = 3
	r := measure(t, l, q)
	var names []string
	for _, w := range r.Worst {
		names = append(names, w.Conversation)
	}
	if diff := cmp.Diff([]string{"c29", "c28", "c27"}, names); diff != "" {
		t.Error(diff)
	}
	if d := r.Drivers[0]; d.Kind != journey.DeadEnd || d.Times != 465 || d.Contacts != 30 || d.Weight != 3*465 {
		t.Errorf("the first driver: %+v", d)
	}
	for name, write := range map[string]func(*live.Report) ([]byte, error){"json": asJSON, "html": asHTML, "text": asText} {
		quiet, err := write(r)
		if err != nil || strings.Contains(string(quiet), "secret words") {
			t.Errorf("%s: somebody is quoted, or %v", name, err)
		}
		loud := q
		loud.Words = true
		if text, _ := write(measure(t, l, loud)); !strings.Contains(string(text), "secret words") {
			t.Errorf("%s: nobody is quoted", name)
		}
		if again, _ := write(measure(t, l, q)); !bytes.Equal(quiet, again) {
			t.Errorf("%s: two reports differ", name)
		}
	}
}

func asJSON(r *live.Report) ([]byte, error) {
	var b bytes.Buffer
	err := r.WriteJSON(&b)
	return b.Bytes(), err
}

func asHTML(r *live.Report) ([]byte, error) {
	var b bytes.Buffer
	err := r.WriteHTML(&b)
	return b.Bytes(), err
}

func asText(r *live.Report) ([]byte, error) {
	var b bytes.Buffer
	err := r.WriteText(&b)
	return b.Bytes(), err
}

// The page is for people who are not to be trusted with anything else: it loads nothing, runs nothing, and shows names as names.
func TestThePageLoadsNothing(t *testing.T) {
	l := log{}
	l.turn(`<img src="https://elsewhere.example/x">`, "", "web", 1, func(t *bot.Turn) { t.Decision.Kind = bot.Rephrase })
	page, err := asHTML(measure(t, l, week))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "<link", "@import", "url("} {
		if strings.Contains(string(page), bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	if !strings.Contains(string(page), "&lt;img") || !strings.Contains(string(page), "default-src &#39;none&#39;") && !strings.Contains(string(page), "default-src 'none'") {
		t.Error("the conversation is not named, or the page may load something")
	}
}

func TestNothingHappened(t *testing.T) {
	r := measure(t, log{}, week)
	if r.Contacts != 0 || len(r.Figures) != 0 {
		t.Errorf("got %+v", r)
	}
	text, err := asJSON(r)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"figures", "times", "segments", "flows", "drivers", "worst"} {
		if string(fields[list]) != "[]" {
			t.Errorf("%s is %s, not an empty list", list, fields[list])
		}
	}
}

func TestWhatCannotBeMeasuredIsSaid(t *testing.T) {
	q := week
	q.To = q.From
	if _, err := live.Measure(t.Context(), log{}, plain{}, q); err == nil || !strings.Contains(err.Error(), "the period ends") {
		t.Errorf("an empty period: %v", err)
	}
	if _, err := live.Measure(t.Context(), broken{}, plain{}, week); !errors.Is(err, errBroken) {
		t.Errorf("a store that fails: %v", err)
	}
}

var errBroken = errors.New("the disk is gone")

type broken struct{}

func (broken) Past(context.Context, time.Time, time.Time, func([]*bot.Turn) error) error {
	return errBroken
}
