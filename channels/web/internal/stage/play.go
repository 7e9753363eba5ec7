package stage

import (
	"context"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Player answers what a ledger accepts, from a script. It is what the widget is looked at with.
type Player struct {
	*Ledger
	Pace time.Duration // how long it seems to think
}

// Accept takes the inbound and answers it a little later.
func (p Player) Accept(ctx context.Context, in bot.Inbound) (fresh bool, err error) {
	fresh, err = p.Ledger.Accept(ctx, in)
	if err == nil && fresh {
		go p.answer(in)
	}
	return fresh, err
}

func (p Player) answer(in bot.Inbound) {
	line, said := p.pick(in)
	before, _ := p.Conversation(context.Background(), in.Conversation) // nothing was said before the first
	for i := range line.drafts {
		<-time.After(p.Pace)
		p.bell.Ring(bot.Signal{Kind: bot.SignalDraft, Conversation: in.Conversation, Text: strings.Join(line.drafts[:i+1], " "), Seq: before.Seq})
	}
	<-time.After(p.Pace)
	var entries []bot.Entry
	if said {
		entries = append(entries, heard(in))
	}
	for _, r := range line.replies {
		entries = append(entries, bot.Entry{Author: line.by, Name: line.name, At: in.Received.Add(p.Pace), Reply: r})
	}
	p.Commit(in.Conversation, func(c *bot.Conversation) {
		if in.Language != "" {
			c.Language = in.Language
		}
		if in.Plain != nil {
			c.Plain = *in.Plain
		}
		if line.change != nil {
			line.change(c)
		}
	}, entries...)
}

func heard(in bot.Inbound) bot.Entry {
	return bot.Entry{Author: bot.ByCustomer, At: in.Received, Key: in.Key, Reply: bot.Reply{Text: in.Text, Elements: in.Elements}}
}

// A line of the script: what is said, and what becomes of the conversation.
type line struct {
	by      bot.Author
	name    string
	drafts  []string
	replies []bot.Reply
	change  func(*bot.Conversation)
}

// pick finds what the script answers. Said is false if nothing was said that belongs into the transcript.
func (p Player) pick(in bot.Inbound) (l line, said bool) {
	if in.Event != nil {
		return p.occurred(in), false
	}
	if id, values, ok := bot.ReadForm(in.Payload); ok {
		return filled(id, values), true
	}
	text := strings.ToLower(in.Text)
	for _, scene := range scenes {
		for word := range strings.SplitSeq(scene.words, " ") {
			if strings.Contains(text, word) {
				return says(scene.reply), true
			}
		}
	}
	switch {
	case in.Payload == bot.PersonPayload:
		return queued(in.Received), true
	case len(in.Elements) > 0:
		return says(bot.Reply{Text: "Ist angekommen, danke."}), true
	case strings.Contains(text, "anna"):
		return taken, true
	case strings.Contains(text, "hinweis") || strings.Contains(text, "notice"):
		return line{by: bot.BySystem, replies: []bot.Reply{{Text: "Anna hat übernommen."}}}, true
	case strings.Contains(text, "entkalk") || strings.Contains(text, "descal"):
		return descale, true
	case strings.Contains(text, "lang"):
		return says(bot.Reply{Text: strings.Repeat("Das ist ein langer Absatz, der zeigt, wie sich Text im Verlauf verhält. ", 12)}), true
	}
	return says(bot.Reply{
		Text:    "Womit kann ich helfen?",
		Choices: []bot.Choice{{Label: "Maschine registrieren", Payload: "flow:register"}, {Label: "Fehler beheben"}, {Label: "Mit einem Menschen sprechen", Payload: bot.PersonPayload}},
	}), true
}

// occurred answers what the customer did without a word.
func (p Player) occurred(in bot.Inbound) line {
	switch in.Event.Name {
	case bot.EventStart:
		return says(bot.Reply{Text: "Hallo! Womit kann ich helfen?"})
	case bot.EventLink:
		return says(bot.Reply{Text: "Dein Gespräch geht hier weiter."})
	}
	return line{}
}

func says(r bot.Reply) line { return line{by: bot.ByBot, replies: []bot.Reply{r}} }

func queued(now time.Time) line {
	return line{
		by: bot.ByBot, replies: []bot.Reply{{Text: "Gerade ist niemand frei. Anna oder Jonas antworten dir bis 9:30 Uhr, hier in diesem Fenster."}},
		change: func(c *bot.Conversation) {
			c.Pass(bot.OwnerQueue, "")
			c.Handoff = &bot.Handoff{Promise: &bot.Promise{By: now.Add(time.Hour), Channel: "web"}}
		},
	}
}

var taken = line{
	by: bot.ByAgent, name: "Anna", replies: []bot.Reply{{Text: "Hallo, hier ist Anna. Ich sehe, du hast schon entkalkt – schauen wir uns die Pumpe an."}},
	change: func(c *bot.Conversation) { c.Pass(bot.OwnerAgent, "anna") },
}

var descale = line{
	by:     bot.ByBot,
	drafts: []string{"Entkalke deine Maschine alle **zwei Monate**."},
	replies: []bot.Reply{{
		Text: "Entkalke deine Maschine alle **zwei Monate** [1]. So geht es:\n\n1. Tank leeren und 100 ml Entkalker einfüllen.\n2. Mit 900 ml Wasser auffüllen.\n3. *Entkalken* im Menü starten und die Schale bereitstellen [2].\n\nDanach zweimal mit klarem Wasser spülen.",
		Citations: []bot.Citation{
			{Document: "descaling.de", Title: "Entkalken", URL: "/help/descaling.de", Quote: "Bei einer Wasserhärte bis 14 °dH reicht es, alle zwei Monate zu entkalken."},
			{Document: "descaling.de", Title: "Entkalken: Schritt für Schritt", URL: "/help/descaling.de#schritte", Quote: "Starte im Menü das Programm Entkalken und stelle eine Schale mit mindestens 1,5 Litern bereit."},
		},
		Rated: true,
	}, {
		Text:    "Hat das geholfen?",
		Choices: []bot.Choice{{Label: "Ja, danke"}, {Label: "Nein, Fehler E7"}, {Label: "Mit einem Menschen sprechen", Payload: bot.PersonPayload}},
	}},
}
