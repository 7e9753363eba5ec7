package simulate_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// till is a small bot: it takes returns. It asks for the order, seven digits, and for the reason, one of two; then it calls the
// action label. It answers the one question about shipping, and understands "return", "zurückgeben" and who wants a person.
type till struct {
	deaf bool // it understands no order
}

// Begin implements [chat.Converser].
func (b till) Begin(_ context.Context, o chat.Opening) (chat.Talk, error) {
	return &counter{till: b, c: bot.Conversation{ID: o.Name, Language: o.Language, Owner: bot.OwnerBot}, given: map[string]chat.Given{}}, nil
}

// counter is one conversation with the till.
type counter struct {
	till
	c     bot.Conversation
	given map[string]chat.Given
	desk  []chat.Verb
	heard []string
	ended []string
}

// Ended tells which flows have ended.
func (k *counter) Ended() []string { return k.ended }

var reasons = []bot.Choice{{Label: "Kaputt", Payload: "slot:why=broken"}, {Label: "Gefällt mir nicht", Payload: "slot:why=dislike"}}

// Say implements [chat.Talk].
func (k *counter) Say(_ context.Context, burst ...bot.Inbound) (*bot.Turn, error) {
	in := burst[0]
	k.heard = append(k.heard, in.Text)
	t := &bot.Turn{Conversation: k.c, Decision: bot.Decision{Kind: bot.Act, Confidence: 1}}
	text := strings.ToLower(in.Text)
	switch f := k.c.Frame(); {
	case strings.Contains(text, "mensch") || strings.Contains(text, "mitarbeiter") || strings.Contains(text, "person"):
		k.c.Pass(bot.OwnerQueue, "")
		k.c.Handoff = &bot.Handoff{Reason: bot.Reason{Code: bot.WhyAsked}}
		t.Say(bot.Reply{Text: "Ein Mensch kommt."})
	case strings.Contains(text, "versand"):
		t.Say(bot.Reply{Text: "~ zwei Tage [1]\n\nIns Ausland dauert es länger ...", Citations: []bot.Citation{{Document: "de/shipping.de.md"}}})
	case f == nil && (strings.Contains(text, "zurück") || in.Payload == "start:return"):
		k.c.Outcome, k.c.Frames = "", []bot.Frame{{Flow: "return", State: "order", Slots: map[string]bot.Slot{}}}
		t.Say(bot.Reply{Text: "Welche Bestellung?"})
	case f == nil && strings.Contains(text, "paket"):
		t.Decision.Kind = bot.Clarify
		k.c.Choices = []bot.Choice{{Label: "eine Sendung verfolgen", Payload: "start:track"}, {Label: "ein Paket zurückgeben", Payload: "start:return"}, {Label: "Mensch", Payload: bot.PersonPayload}}
		t.Say(bot.Reply{Text: "Was davon?", Choices: k.c.Choices})
	case f == nil && (strings.Contains(text, "bote") || strings.Contains(text, "kurier")):
		t.Decision.Kind = bot.Rephrase
		k.c.Choices = []bot.Choice{{Label: "ein Paket verfolgen", Payload: "start:track"}, {Label: "Mensch", Payload: bot.PersonPayload}}
		if strings.Contains(text, "bote") {
			k.c.Choices = append(k.c.Choices, bot.Choice{Label: "ein Paket zurückgeben", Payload: "start:return"})
		}
		t.Say(bot.Reply{Text: "Geht es darum?", Choices: k.c.Choices})
	case f == nil:
		t.Decision.Kind = bot.Rephrase
		t.Say(bot.Reply{Text: "Das verstehe ich nicht."})
	default:
		k.answer(t, f, in)
	}
	return t, nil
}

// answer takes an answer to the question at which the flow waits; the order may also be corrected later.
func (k *counter) answer(t *bot.Turn, f *bot.Frame, in bot.Inbound) {
	order := digits(in.Text)
	switch {
	case len(order) >= 7 && !k.deaf:
		f.Slots["order"] = bot.Slot{Value: order[len(order)-7:]}
		if f.State == "order" {
			f.State = "reason"
		}
		k.c.Choices = reasons
		t.Say(bot.Reply{Text: "Was ist der Grund?", Choices: reasons})
	case f.State == "order":
		t.Say(bot.Reply{Text: "Eine Bestellung hat sieben Ziffern."})
	case in.Payload == "slot:why=broken" || strings.EqualFold(in.Text, "Kaputt"):
		f.Slots["why"] = bot.Slot{Value: "broken"}
		asked, _ := json.Marshal(map[string]any{"name": "label", "with": map[string]any{"order": f.Slots["order"].Value, "copies": 2}})
		t.Exchanges = append(t.Exchanges, bot.Exchange{Kind: "action", Asked: asked})
		k.c.Slots, k.c.Frames, k.c.Choices, k.c.Outcome = f.Slots, nil, nil, bot.OutcomeSolved
		k.ended = []string{"return", "return/done"}
		t.Say(bot.Reply{Text: "Das Etikett kommt."})
	default:
		t.Say(bot.Reply{Text: "Was ist der Grund?", Choices: reasons})
	}
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// Given implements [chat.Talk].
func (k *counter) Given(_ context.Context, g chat.Given) error {
	if g.Action != "label" {
		return fmt.Errorf("no flow calls the action %s", g.Action)
	}
	k.given[g.Action] = g
	return nil
}

// Wait implements [chat.Talk].
func (k *counter) Wait(context.Context, time.Duration) ([]*bot.Turn, error) { return nil, nil }

// Agent implements [chat.Talk].
func (k *counter) Agent(_ context.Context, d chat.Deed) ([]*bot.Turn, error) {
	k.desk = append(k.desk, d.Verb)
	return nil, nil
}

// Conversation implements [chat.Talk].
func (k *counter) Conversation(context.Context) (bot.Conversation, error) { return k.c.Clone(), nil }

// Close implements [chat.Talk].
func (k *counter) Close() error { return nil }
