package dialogs

import (
	"cmp"
	"context"
	"net/http"
	"sync"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/intents"
)

// Config is what a skill is made of. Only Flows is needed.
type Config struct {
	Flows    *Flows
	Actions  map[string]Action        // Go functions for do steps, by name
	Doer     Doer                     // sends the HTTP actions; without it a client that reaches the allowed hosts only
	Hosts    []string                 // hosts HTTP actions may reach: "api.example.com" (https), "http://localhost:8080"
	Secret   func(name string) string // what ${NAME} means in the headers of HTTP actions
	Answerer Answerer                 // for answer steps; without it there is no answer
	Helpdesk bot.Helpdesk             // for handoff steps; without it [bot.NoHelpdesk]
	Media    map[string]bot.Media     // where files of the folder that flows show are kept; see [Flows.Media]
	MaxSteps int                      // steps of one turn before a flow is taken to run in circles; 0 is [DefaultMaxSteps]
	Curve    *bot.Curve               // what confidences in intents are worth for this bot; nil is what they say
	Least    float64                  // least confidence in an intent to start its flow; 0 leaves it to the policy

	Around  func(name string, a Action) Action // what do steps call in an action's place, such as a stand-in in a test; nil calls it
	Observe func(Move)                         // told of every move of every flow, by many goroutines; nil is nobody
}

// A Doer sends HTTP requests; *http.Client is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// DefaultMaxSteps is how many steps a turn may run.
const DefaultMaxSteps = 200

// How many flows may wait for each other in one conversation: by calls and interruptions together, and from how many on
// none may be interrupted any more.
const (
	maxFrames      = 8
	maxInterrupted = 4
)

// A Skill leads customers through flows. It keeps nothing between turns and may be used by many goroutines.
type Skill struct {
	flows    *Flows
	intents  func() *intents.Classifier // learned in the background, so that a bot serves at once
	least    float64
	actions  map[string]Action
	answerer Answerer
	helpdesk bot.Helpdesk
	media    map[string]bot.Media
	maxSteps int
	observe  func(Move)
}

// New makes a skill. The flows should have been checked: a step whose action is not there fails like an action that does.
func New(c Config) *Skill {
	s := &Skill{
		flows: c.Flows, media: c.Media, intents: sync.OnceValue(func() *intents.Classifier { return c.Flows.train(c.Curve) }), least: c.Least, answerer: c.Answerer, helpdesk: c.Helpdesk,
		maxSteps: cmp.Or(c.MaxSteps, DefaultMaxSteps), actions: map[string]Action{}, observe: c.Observe,
	}
	if s.answerer == nil {
		s.answerer = NoAnswerer{}
	}
	if s.helpdesk == nil {
		s.helpdesk = bot.NoHelpdesk{}
	}
	http := &sender{doer: c.Doer, hosts: c.Hosts, secret: c.Secret}
	if http.doer == nil {
		http.doer = NewClient(c.Hosts)
	}
	if http.secret == nil {
		http.secret = func(string) string { return "" }
	}
	for name, r := range c.Flows.requests {
		s.actions[name] = http.action(r)
	}
	for name, a := range c.Actions {
		s.actions[name] = a
	}
	if c.Around != nil {
		for name, a := range s.actions {
			s.actions[name] = c.Around(name, a)
		}
	}
	go s.intents()
	return s
}

// Name is "dialogs".
func (*Skill) Name() string { return "dialogs" }

// Resume asks the question of the flow in progress again after another skill took the turn, unless that skill asked
// something itself or a person took over.
func (s *Skill) Resume(ctx context.Context, t *bot.Turn) error {
	said := t.Replies()
	arrives := t.Event != nil && t.Event.Name == bot.EventLinked // she goes on here with the same conversation
	if t.Wake != nil || t.Event != nil && !arrives || len(said) == 0 || asks(said[len(said)-1]) {
		return nil
	}
	if _, _, ok := s.listening(t); !ok {
		return nil
	}
	return s.askOn(ctx, t, true)
}

// askOn asks the question of the flow in progress, or goes on if what it asks for became known meanwhile.
func (s *Skill) askOn(ctx context.Context, t *bot.Turn, again bool) error {
	p := s.play(t, nil)
	p.returned = again
	return p.run(ctx)
}

// asks is true of a reply that wants an answer: it offers choices, other than links and to talk to a person.
func asks(e bot.Entry) bool {
	for _, c := range e.Choices {
		if c.Payload != bot.PersonPayload && c.URL == "" {
			return true
		}
	}
	return false
}

// listening gives the scene of the flow on top, if that waits for the customer.
func (s *Skill) listening(t *bot.Turn) (*Scene, Listener, bool) {
	frame := t.Conversation.Frame()
	if frame == nil {
		return nil, nil, false
	}
	flow := s.flows.Flow(frame.Flow)
	if flow == nil {
		return nil, nil, false
	}
	step := flow.step(frame.State)
	if step == nil {
		return nil, nil, false
	}
	l, ok := step.Step.(Listener)
	return &Scene{skill: s, turn: t, flow: flow, step: step, frame: len(t.Conversation.Frames) - 1}, l, ok
}
