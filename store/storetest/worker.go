package storetest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// RunWorker runs the bot's worker and dispatcher over a store. Open gives an empty store.
func RunWorker(t *testing.T, open func(t *testing.T) bot.Store) {
	cases := map[string]func(*testing.T, bot.Store){
		"an inbound delivered three times is answered once": tripled,
		"ten utterances in a second are one turn, in order": tenAtOnce,
		"turns of one conversation never overlap":           noOverlap,
		"a turn that fails three times becomes a handoff":   failsThrice,
		"a turn may take longer than its lease":             slowTurn,
		"a panic fails one turn and no other":               panics,
		"after a person's first word the bot is silent":     personSpeaks,
		"an act with the same key happens once":             actOnce,
		"what was pending at the start is answered":         leftBehind,
		"a wake gets its turn":                              wakeUp,
		"too many waiting are refused, and told when":       overload,
		"the dispatcher retries, and never sends blindly":   dispatch,
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// echo answers every turn with what it heard.
type echo struct {
	before func(t *bot.Turn) error
}

func (echo) Name() string { return "echo" }

func (e echo) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	return []bot.Offer{{Confidence: 1, Take: func(context.Context) error {
		if e.before != nil {
			if err := e.before(t); err != nil {
				return err
			}
		}
		if t.Conversation.Owner != bot.OwnerBot {
			return nil
		}
		switch {
		case t.Wake != nil:
			t.Say(bot.Reply{Text: "woken by " + t.Wake.Name})
		default:
			t.Say(bot.Reply{Text: "re: " + t.Text()})
		}
		return nil
	}}}, nil
}

func worker(t *testing.T, s bot.Store, before func(t *bot.Turn) error) *bot.Worker {
	t.Helper()
	w := &bot.Worker{
		Bot:   &bot.Bot{Skills: []bot.Skill{echo{before}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{}, Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords)},
		Inbox: s, Ledger: s, Bell: &bell{}, Log: slog.New(slog.DiscardHandler), Poll: 10 * time.Millisecond,
	}
	start(t, w)
	return w
}

func start(t *testing.T, w *bot.Worker) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	if err := w.Start(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); w.Wait() })
}

func live(conversation, key, text string) bot.Inbound {
	return bot.Inbound{Channel: "api", Key: key, Conversation: conversation, Text: text}
}

func converse(t *testing.T, w *bot.Worker, in bot.Inbound) *bot.Turn {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	turn, err := w.Converse(ctx, in)
	if err != nil {
		t.Errorf("converse %s: %v", in.Key, err)
		return &bot.Turn{}
	}
	return turn
}

func tripled(t *testing.T, s bot.Store) {
	w := worker(t, s, nil)
	var all sync.WaitGroup
	ids := make([]string, 3)
	for i := range ids {
		all.Go(func() { ids[i] = converse(t, w, live("c", "update-7", "hello")).ID })
	}
	all.Wait()
	equal(t, "turns", ids, []string{ids[0], ids[0], ids[0]})
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"hello", "re: hello"})
}

func tenAtOnce(t *testing.T, s bot.Store) {
	w := worker(t, s, nil)
	var said []string
	for i := range 10 {
		in := live("c", fmt.Sprint(i), fmt.Sprintf("line %d", i))
		in.Settle = 1500 * time.Millisecond
		if _, err := w.Accept(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		said = append(said, in.Text)
	}
	turn := converse(t, w, live("c", "9", "delivered again"))
	equal(t, "heard", turn.Text(), strings.Join(said, "\n"))
	equal(t, "transcript", transcript(t, s, "c", 0), append(said, "re: "+strings.Join(said, "\n")))
}

func noOverlap(t *testing.T, s bot.Store) {
	var inside, overlaps atomic.Int64
	w := worker(t, s, func(*bot.Turn) error {
		if inside.Add(1) > 1 {
			overlaps.Add(1)
		}
		inside.Add(-1)
		return nil
	})
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() { converse(t, w, live("c", fmt.Sprint(i), fmt.Sprint(i))) })
	}
	all.Wait()
	equal(t, "overlapping turns", overlaps.Load(), int64(0))
	heard := 0
	for _, text := range transcript(t, s, "c", 0) {
		if !strings.HasPrefix(text, "re: ") {
			heard++
		}
	}
	equal(t, "heard once each", heard, 60)
}

// slowTurn takes ten leases; another worker looks for work all the while.
func slowTurn(t *testing.T, s bot.Store) {
	var tries atomic.Int64
	slow := func(turn *bot.Turn) error {
		tries.Add(1)
		select {
		case <-time.After(time.Second):
		case <-t.Context().Done():
		}
		return nil
	}
	make := func() *bot.Worker {
		w := &bot.Worker{
			Bot:   &bot.Bot{Skills: []bot.Skill{echo{slow}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{}, Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords)},
			Inbox: s, Ledger: s, Bell: &bell{}, Log: slog.New(slog.DiscardHandler), Poll: 10 * time.Millisecond, Lease: 400 * time.Millisecond,
		}
		start(t, w)
		return w
	}
	first := make()
	make()
	equal(t, "answer", converse(t, first, live("c", "1", "think")).Replies()[0].Text, "re: think")
	equal(t, "tries", tries.Load(), int64(1))
}

func failsThrice(t *testing.T, s bot.Store) {
	var tries atomic.Int64
	w := worker(t, s, func(turn *bot.Turn) error {
		if turn.Text() == "poison" {
			tries.Add(1)
			return errors.New("cannot")
		}
		return nil
	})
	turn := converse(t, w, live("c", "1", "poison"))
	equal(t, "tries", tries.Load(), int64(bot.Attempts))
	equal(t, "decision", turn.Decision.Kind, bot.Escalate)
	equal(t, "next", converse(t, w, live("c", "2", "fine")).Replies()[0].Text, "re: fine")
}

func panics(t *testing.T, s bot.Store) {
	w := worker(t, s, func(turn *bot.Turn) error {
		if turn.Text() == "poison" && turn.Attempt == 0 {
			panic("a bug")
		}
		return nil
	})
	var all sync.WaitGroup
	for _, c := range []string{"fine", "poison"} {
		all.Go(func() {
			equal(t, c, converse(t, w, live(c, c, c)).Replies()[0].Text, "re: "+c)
		})
	}
	all.Wait()
}

func personSpeaks(t *testing.T, s bot.Store) {
	w := worker(t, s, nil)
	for round := range 30 {
		c := fmt.Sprintf("c%d", round)
		converse(t, w, live(c, c+"-hello", "hello"))
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() { converse(t, w, live(c, fmt.Sprintf("%s-%d", c, i), fmt.Sprint(i))) })
		}
		all.Go(func() {
			if _, err := w.Act(context.Background(), c, c+"-take", func(_ context.Context, t *bot.Turn) error {
				t.Conversation.Pass(bot.OwnerAgent, "anna")
				t.Add(bot.Entry{Author: bot.ByAgent, Name: "Anna", Reply: bot.Reply{Text: "Hallo, hier ist Anna"}})
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		entries, err := s.Transcript(t.Context(), c, 0)
		must(t, err)
		person := false
		for i, e := range entries {
			equal(t, "numbered without a gap", e.Seq, int64(i+1))
			person = person || e.Author == bot.ByAgent
			if person && e.Author == bot.ByBot {
				t.Errorf("round %d: the bot speaks after the person: %v", round, texts(entries))
			}
		}
	}
}

func actOnce(t *testing.T, s bot.Store) {
	w := worker(t, s, nil)
	converse(t, w, live("c", "1", "hello"))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			turn, err := w.Act(context.Background(), "c", "reply-1", func(_ context.Context, t *bot.Turn) error {
				t.Add(bot.Entry{Author: bot.ByAgent, Reply: bot.Reply{Text: "Hallo"}})
				return nil
			})
			if err != nil || len(turn.Replies()) != 1 {
				t.Errorf("act: %v, %v", turn, err)
			}
		})
	}
	all.Wait()
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"hello", "re: hello", "Hallo"})
	_, err := w.Act(t.Context(), "nobody", "k", func(context.Context, *bot.Turn) error { return nil })
	equal(t, "unknown conversation", errors.Is(err, bot.ErrNothing), true)
}

func leftBehind(t *testing.T, s bot.Store) {
	in := live("c", "1", "are you there?")
	in.Received = time.Now()
	accept(t, s, in)
	w := worker(t, s, nil)
	equal(t, "answer", converse(t, w, in).Replies()[0].Text, "re: are you there?")
}

func wakeUp(t *testing.T, s bot.Store) {
	woken := make(chan struct{})
	w := worker(t, s, func(turn *bot.Turn) error {
		if turn.Wake == nil {
			turn.WakeAt("remind", turn.Now.Add(50*time.Millisecond))
		}
		return nil
	})
	stop, err := w.Bell.Listen(t.Context(), func(bot.Signal) {
		if texts, err := s.Transcript(context.Background(), "c", 2); err == nil && len(texts) > 0 {
			select {
			case <-woken:
			default:
				close(woken)
			}
		}
	})
	must(t, err)
	defer stop()
	converse(t, w, live("c", "1", "hello"))
	select {
	case <-woken:
	case <-time.After(20 * time.Second):
	}
	equal(t, "transcript", transcript(t, s, "c", 0), []string{"hello", "re: hello", "woken by remind"})
}

func overload(t *testing.T, s bot.Store) {
	hold := make(chan struct{})
	w := &bot.Worker{
		Bot: &bot.Bot{
			Skills: []bot.Skill{echo{func(*bot.Turn) error { <-hold; return nil }}}, Policy: bot.DefaultThresholds,
			Helpdesk: bot.NoHelpdesk{}, Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords),
		},
		Inbox: s, Ledger: s, Bell: &bell{}, Log: slog.New(slog.DiscardHandler), Poll: time.Hour, Limit: 5, Parallel: 2,
	}
	start(t, w)
	var all sync.WaitGroup
	accepted := 0
	for i := range 12 {
		in := live(fmt.Sprintf("c%d", i), fmt.Sprint(i), "hello")
		_, err := w.Accept(t.Context(), in)
		var busy *bot.OverloadedError
		switch {
		case err == nil:
			accepted++
			all.Go(func() { equal(t, "answer", converse(t, w, in).Replies()[0].Text, "re: hello") })
		case !errors.As(err, &busy) || busy.RetryAfter <= 0:
			t.Errorf("refused with %v", err)
		}
	}
	equal(t, "accepted", accepted, 5)
	close(hold)
	all.Wait()
	equal(t, "room again", converse(t, w, live("late", "late", "hello")).Replies()[0].Text, "re: hello")
}

// platform is a push channel that misbehaves by what it is told.
type platform struct {
	mu   sync.Mutex
	sent []string
	fail map[string][]error // by text, one a try
	done chan struct{}
	want int
}

func (*platform) Name() string { return "push" }

func (*platform) Capabilities() bot.Capabilities {
	return bot.Capabilities{Channel: "push", Push: true}
}

func (p *platform) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, d.Reply.Text)
	if len(p.sent) == p.want {
		close(p.done)
	}
	if errs := p.fail[d.Reply.Text]; len(errs) > 0 {
		p.fail[d.Reply.Text] = errs[1:]
		return bot.Receipt{}, errs[0]
	}
	return bot.Receipt{ID: "id"}, nil
}

func dispatch(t *testing.T, s bot.Store) {
	p := &platform{done: make(chan struct{}), want: 5, fail: map[string][]error{
		"re: retry":   {&bot.SendError{Kind: bot.SendRetry, Err: errors.New("429")}},
		"re: unclear": {&bot.SendError{Kind: bot.SendAmbiguous, Err: errors.New("timed out after sending")}},
		"re: blocked": {&bot.SendError{Kind: bot.SendRefused, Err: errors.New("blocked")}},
	}}
	w := &bot.Worker{
		Bot:   &bot.Bot{Skills: []bot.Skill{echo{}}, Policy: bot.DefaultThresholds, Helpdesk: bot.NoHelpdesk{}, Phrases: bot.NewPhrases([]string{"en"}, bot.CoreWords)},
		Inbox: s, Ledger: s, Bell: &bell{}, Log: slog.New(slog.DiscardHandler), Capabilities: func(c string) bot.Capabilities { return bot.Capabilities{Push: c == "push"} },
	}
	start(t, w)
	d := &bot.Dispatcher{Outbox: s, Channels: []bot.Channel{p}, Bell: w.Bell, Now: time.Now, Log: w.Log, Poll: 20 * time.Millisecond}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	for i, text := range []string{"retry", "unclear", "blocked", "fine"} {
		in := live("c", fmt.Sprint(i), text)
		in.Channel = "push"
		converse(t, w, in)
	}
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
	}
	stop()
	must(t, <-ended)
	equal(t, "sent in order, the ambiguous one once", p.sent, []string{"re: retry", "re: retry", "re: unclear", "re: blocked", "re: fine"})
}
