package dialogs

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A talk is small talk of one sort; its name is the key of the phrase that answers it.
type talk string

const (
	greeting talk = "dialogs.greeting"
	thanks   talk = "dialogs.thanks"
	goodbye  talk = "dialogs.goodbye"
)

// talks are the words that are small talk when nothing else is said, folded.
var talks = func() map[string]talk {
	all := map[string]talk{}
	for _, e := range []struct {
		talk  talk
		words string
	}{
		{greeting, "hallo|hi|hey|hello|moin|moin moin|servus|gruss gott|gruess gott|guten tag|guten morgen|guten abend|tag|morgen|abend|good morning|good afternoon|good evening|good day|hallo zusammen|hi there|hello there|hey there|na|huhu|hallo du|gruezi|grüß gott|ahoi"},
		{thanks, "danke|danke schon|danke sehr|vielen dank|herzlichen dank|besten dank|tausend dank|dankeschon|merci|thx|thanks|thank you|thanks a lot|many thanks|thank you very much|thank you so much|danke dir|danke euch|super danke|ok danke|okay danke|alles klar danke|prima danke|perfekt danke|great thanks|ok thanks|perfect thanks|danke fur die hilfe|danke fur deine hilfe|vielen dank fur die hilfe|thanks for your help|thanks for the help|cheers|lieben dank"},
		{goodbye, "tschuss|tschuess|tschau|ciao|auf wiedersehen|wiedersehen|bis dann|bis bald|bis spater|bis morgen|schonen tag|schonen tag noch|schonen abend|schonen abend noch|bye|bye bye|goodbye|good bye|see you|see you later|have a nice day|have a good day|ade|servus und tschuss|machs gut|mach es gut|good night|gute nacht"},
	} {
		for _, w := range strings.Split(e.words, "|") {
			all[foldAll(w)] = e.talk
		}
	}
	return all
}()

// smallTalk recognises an utterance that is nothing else.
func smallTalk(text string) (talk, bool) {
	if len(text) > 60 {
		return "", false
	}
	t, ok := talks[foldAll(text)]
	return t, ok
}

// chat bids to answer small talk. In a flow its question is asked again; a greeting without one offers the flows.
func (s *Skill) chat(t *bot.Turn) (bot.Offer, bool) {
	var sort talk
	for _, u := range t.Heard {
		talk, ok := smallTalk(u.Text)
		if !ok {
			return bot.Offer{}, false
		}
		sort = talk
	}
	return bot.Offer{
		Confidence: sureEnough, Final: true, Evidence: evidence("smalltalk", string(sort), sureEnough),
		Take: func(ctx context.Context) error {
			if _, _, ok := s.listening(t); ok {
				t.SayPhrase(string(sort))
				return s.askOn(ctx, t, false)
			}
			if sort == greeting {
				s.menu(t, string(sort))
				return nil
			}
			t.SayPhrase(string(sort))
			return nil
		},
	}, true
}
