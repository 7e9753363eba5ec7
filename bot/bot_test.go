package bot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// skill bids with what a test gives it.
type skill struct {
	name   string
	offers func(t *bot.Turn) ([]bot.Offer, error)
	asked  int
	resume func(t *bot.Turn)
}

func (s *skill) Name() string { return s.name }

func (s *skill) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	s.asked++
	return s.offers(t)
}

func (s *skill) Resume(_ context.Context, t *bot.Turn) error {
	if s.resume != nil {
		s.resume(t)
	}
	return nil
}

// says is a skill that offers one reply with a confidence.
func says(name, text string, o bot.Offer) *skill {
	return &skill{name: name, offers: func(t *bot.Turn) ([]bot.Offer, error) {
		o := o
		if o.Take == nil {
			o.Take = func(context.Context) error { t.Say(bot.Reply{Text: text}); return nil }
		}
		return []bot.Offer{o}, nil
	}}
}

type helpdesk struct{ why []string }

func (h *helpdesk) Escalate(_ context.Context, t *bot.Turn, why bot.Reason) error {
	h.why = append(h.why, why.Code)
	t.Conversation.Pass(bot.OwnerQueue, "")
	t.Say(bot.Reply{Text: "a person will answer"})
	return nil
}

func newBot(h bot.Helpdesk, skills ...*skill) *bot.Bot {
	b := &bot.Bot{Policy: bot.DefaultThresholds, Helpdesk: h, Phrases: bot.NewPhrases([]string{"en", "de"}, bot.CoreWords)}
	for _, s := range skills {
		b.Skills = append(b.Skills, s)
	}
	return b
}

func heard(texts ...string) *bot.Turn {
	t := &bot.Turn{ID: "t", Now: noon, Conversation: bot.Conversation{ID: "c", Channel: "api"}}
	for _, text := range texts {
		t.Heard = append(t.Heard, bot.Utterance{Key: text, Text: text, At: noon})
	}
	return t
}

func run(t *testing.T, b *bot.Bot, turn *bot.Turn) *bot.Turn {
	t.Helper()
	if err := b.Run(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
	return turn
}

func replies(turn *bot.Turn) string {
	var all []string
	for _, e := range turn.Replies() {
		all = append(all, e.Text)
	}
	return strings.Join(all, " | ")
}

func check[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestTheSurestSkillTakesTheTurn(t *testing.T) {
	b := newBot(bot.NoHelpdesk{}, says("dialogs", "flow", bot.Offer{Confidence: 0.7}), says("knowledge", "answer", bot.Offer{Confidence: 0.9}))
	turn := run(t, b, heard("how?"))
	check(t, "replies", replies(turn), "answer")
	check(t, "skill", turn.Decision.Skill, "knowledge")
	check(t, "bids", len(turn.Decision.Bids), 2)
	check(t, "transcript", []int64{turn.Entries[0].Seq, turn.Entries[1].Seq}, []int64{1, 2})
}

func TestAFinalOfferEndsTheAsking(t *testing.T) {
	other := says("knowledge", "answer", bot.Offer{Confidence: 1})
	turn := run(t, newBot(bot.NoHelpdesk{}, says("dialogs", "flow", bot.Offer{Confidence: 0.7, Final: true}), other), heard("4"))
	check(t, "replies", replies(turn), "flow")
	check(t, "asked", other.asked, 0)
	check(t, "not asked", turn.Decision.NotAsked, []string{"knowledge"})
}

func TestTwoCloseOffersAreClarified(t *testing.T) {
	b := newBot(bot.NoHelpdesk{},
		says("dialogs", "", bot.Offer{Confidence: 0.8, Label: "return an order", Payload: "start:return"}),
		says("knowledge", "", bot.Offer{Confidence: 0.78, Label: "read about returns", Payload: "ask:returns"}))
	turn := run(t, b, heard("return"))
	check(t, "kind", turn.Decision.Kind, bot.Clarify)
	check(t, "choices", turn.Conversation.Choices[:2], []bot.Choice{
		{Label: "return an order", Payload: "start:return"}, {Label: "read about returns", Payload: "ask:returns"},
	})

	next := heard("Read about RETURNS")
	next.Conversation = turn.Conversation
	run(t, newBot(bot.NoHelpdesk{}, says("knowledge", "ok", bot.Offer{Confidence: 1})), next)
	check(t, "a typed label is a picked choice", next.Payload(), "ask:returns")
}

func TestNothingGoodEnoughAsksOnceAndThenBringsAPerson(t *testing.T) {
	h := &helpdesk{}
	b := newBot(h, says("knowledge", "a guess", bot.Offer{Confidence: 0.3}))
	first := run(t, b, heard("blub"))
	check(t, "first", first.Decision.Kind, bot.Rephrase)
	second := heard("blub blub")
	second.Conversation = first.Conversation
	run(t, b, second)
	check(t, "second", second.Decision.Kind, bot.Escalate)
	check(t, "why", h.why, []string{bot.WhyUnsure})
	check(t, "owner", second.Conversation.Owner, bot.OwnerQueue)
	check(t, "epoch", second.Conversation.Epoch, int64(1))
}

func TestWhatMayHaveBeenMeantIsOneTapAway(t *testing.T) {
	returns := bot.Offer{Confidence: 0.5, Label: "return an order", Payload: "start:return"}
	parts := bot.Offer{Confidence: 0.4, Label: "order a part", Payload: "start:part"}
	article := bot.Offer{Confidence: 0.55, Label: "read about returns", Payload: "ask:returns", Near: func(context.Context) (*bot.Reply, error) { return nil, nil }}
	unlikely := bot.Offer{Confidence: 0.2, Label: "register a machine", Payload: "start:register"}

	turn := run(t, newBot(bot.NoHelpdesk{}, says("dialogs", "", parts), says("knowledge", "", article), says("flows", "", returns), says("others", "", unlikely)), heard("a label for the parcel"))
	check(t, "kind", turn.Decision.Kind, bot.Rephrase)
	check(t, "misses", turn.Conversation.Misses, 1)
	check(t, "choices, best first, and a person", turn.Conversation.Choices, []bot.Choice{
		{Label: "return an order", Payload: "start:return"}, {Label: "order a part", Payload: "start:part"}, bot.PersonChoice(turn),
	})

	asks := &skill{name: "asks", offers: func(t *bot.Turn) ([]bot.Offer, error) {
		return []bot.Offer{{Confidence: 0.5, Resort: true, Take: func(context.Context) error {
			t.Say(bot.Reply{Text: "which?", Choices: t.Guesses})
			return nil
		}}}, nil
	}}
	turn = run(t, newBot(bot.NoHelpdesk{}, says("dialogs", "", returns), asks), heard("a label"))
	check(t, "a resort that asks names it, too", turn.Conversation.Choices, []bot.Choice{{Label: "return an order", Payload: "start:return"}})

	again := heard("a label")
	again.Conversation.Misses = 1
	check(t, "only as often as it is patient", run(t, newBot(&helpdesk{}, says("dialogs", "", returns)), again).Decision.Kind, bot.Escalate)
}

func TestAnOfferThatDeclinesLeavesNoTrace(t *testing.T) {
	spoiled := &skill{name: "knowledge", offers: func(t *bot.Turn) ([]bot.Offer, error) {
		return []bot.Offer{{Confidence: 0.95, Take: func(context.Context) error {
			t.Say(bot.Reply{Text: "half a sentence"})
			t.Conversation.Slots = map[string]bot.Slot{"x": {}}
			t.WakeAt("later", noon)
			return bot.ErrDeclined
		}}}, nil
	}}
	turn := run(t, newBot(bot.NoHelpdesk{}, spoiled, says("dialogs", "instead", bot.Offer{Confidence: 0.7})), heard("hm"))
	check(t, "replies", replies(turn), "instead")
	check(t, "slots", len(turn.Conversation.Slots), 0)
	check(t, "wakes", len(turn.Wakes), 0)
	check(t, "trace", turn.Decision.Bids[0].Declined, true)
}

func TestASkillThatFailsIsLeftOut(t *testing.T) {
	broken := &skill{name: "knowledge", offers: func(*bot.Turn) ([]bot.Offer, error) { return nil, errors.New("index down") }}
	turn := run(t, newBot(bot.NoHelpdesk{}, broken, says("dialogs", "flow", bot.Offer{Confidence: 0.7})), heard("hm"))
	check(t, "replies", replies(turn), "flow")
	check(t, "why", turn.Decision.Bids[0].Failed, "index down")
}

func TestAFlowAsksAgainAfterAnAside(t *testing.T) {
	flow := says("dialogs", "please a number", bot.Offer{Confidence: 0.5, Resort: true})
	flow.resume = func(t *bot.Turn) { t.Say(bot.Reply{Text: "how many people?"}) }
	answers := says("knowledge", "we open at nine", bot.Offer{Confidence: 0.9})
	check(t, "aside", replies(run(t, newBot(bot.NoHelpdesk{}, flow, answers), heard("when do you open?"))), "we open at nine | how many people?")
	unsure := says("knowledge", "a guess", bot.Offer{Confidence: 0.2})
	check(t, "resort", replies(run(t, newBot(bot.NoHelpdesk{}, flow, unsure), heard("blub"))), "please a number")
}

func TestATurnThatFailsGoesToAPerson(t *testing.T) {
	h := &helpdesk{}
	b := newBot(h)
	turn := heard("hello")
	if err := b.Fail(t.Context(), turn, errors.New("three times")); err != nil {
		t.Fatal(err)
	}
	check(t, "why", h.why, []string{bot.WhyFailed})
	check(t, "replies", replies(turn), "Something went wrong on my side. Your message is not lost. | a person will answer")
}

func TestAMegabyteIsAnsweredWithoutBeingLookedAt(t *testing.T) {
	s := says("knowledge", "", bot.Offer{Confidence: 1})
	turn := run(t, newBot(bot.NoHelpdesk{}, s), heard(strings.Repeat("x", 1<<20)))
	check(t, "asked", s.asked, 0)
	check(t, "replies", replies(turn), "Your message is too long for me. Please make it shorter.")
}

func TestTheLanguageFollowsTheCustomer(t *testing.T) {
	b := newBot(bot.NoHelpdesk{}, says("s", "ok", bot.Offer{Confidence: 1}))
	b.Language = func(text string) string {
		if strings.Contains(text, "ich") {
			return "de"
		}
		return ""
	}
	turn := run(t, b, heard("hm"))
	check(t, "default", turn.Conversation.Language, "en")
	turn = run(t, b, heard("ich will"))
	check(t, "heard", turn.Conversation.Language, "de")
	told := heard("ich will")
	told.Heard[0].Language = "en"
	check(t, "told by the channel", run(t, b, told).Conversation.Language, "en")
}

func TestATurnReplaysWithoutTheWorld(t *testing.T) {
	calls := 0
	asks := &skill{name: "action", offers: func(t *bot.Turn) ([]bot.Offer, error) {
		return []bot.Offer{{Confidence: 1, Take: func(ctx context.Context) error {
			price, err := bot.Exchanged(ctx, t, "action", "price", func(context.Context) (int, error) { calls++; return 40 + calls, nil })
			if err != nil {
				return err
			}
			_, failed := bot.Exchanged(ctx, t, "action", "stock", func(context.Context) (int, error) { return 0, errors.New("down") })
			t.SayPhrase("core.person")
			t.Say(bot.Reply{Text: strings.Repeat("€", price-40) + failed.Error()})
			return nil
		}}}, nil
	}}
	b := newBot(bot.NoHelpdesk{}, asks)
	before := bot.Conversation{ID: "c", Channel: "api"}
	turn := run(t, b, heard("price?"))
	again, err := b.Replay(t.Context(), before, turn)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "entries", again.Entries, turn.Entries)
	check(t, "calls", calls, 1)
	turn.Exchanges = turn.Exchanges[:1]
	if _, err := b.Replay(t.Context(), before, turn); !errors.Is(err, bot.ErrReplay) {
		t.Errorf("a turn that asks more than was recorded: %v", err)
	}
}

func TestEveryPhraseExistsInEveryLanguage(t *testing.T) {
	p := bot.NewPhrases([]string{"de", "en"}, bot.CoreWords)
	for _, l := range p.Languages() {
		check(t, "missing in "+l, len(p.Missing(l)), 0)
	}
	check(t, "arguments", bot.NewPhrases([]string{"en"}, bot.Words{"en": {"hi": {"hi {name}!"}}}).Say("de", "hi", "", "name", "Ada"), "hi Ada!")
}

// Where nothing is good enough, a skill may point to what came close; it counts as missed all the same, and a person is a tap away.
func TestWhatCameCloseIsSaidWhereNothingIsGoodEnough(t *testing.T) {
	looked := 0
	near := bot.Offer{Confidence: 0.4, Near: func(context.Context) (*bot.Reply, error) {
		looked++
		return &bot.Reply{Text: "perhaps this", Citations: []bot.Citation{{Document: "d"}}}, nil
	}}
	nothing := bot.Offer{Confidence: 0.5, Near: func(context.Context) (*bot.Reply, error) { return nil, nil }}
	turn := run(t, newBot(bot.NoHelpdesk{}, says("dialogs", "flow", nothing), says("knowledge", "answer", near)), heard("how?"))
	check(t, "replies", replies(turn), "perhaps this")
	check(t, "decision", turn.Decision.Kind, bot.Rephrase)
	check(t, "misses", turn.Conversation.Misses, 1)
	r := turn.Replies()[0]
	if len(r.Citations) != 1 || len(r.Choices) != 1 || r.Choices[0].Payload != bot.PersonPayload {
		t.Errorf("replied %+v", r)
	}
	better := newBot(bot.NoHelpdesk{}, says("dialogs", "flow", bot.Offer{Confidence: 0.7}), says("knowledge", "answer", near))
	check(t, "where a flow is sure", replies(run(t, better, heard("how?"))), "flow")
	check(t, "looked for what is near", looked, 1)
}
