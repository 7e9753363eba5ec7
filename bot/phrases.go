package bot

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
)

// Words are phrases by language and key; each has one or more variants.
type Words map[string]map[string][]string

// Phrases is every word the bot says by itself, by language and key. Text in {braces} is replaced by arguments.
type Phrases struct {
	languages []string
	words     Words
}

// NewPhrases joins words for a bot that speaks the languages, the first being its default; later words replace earlier ones.
func NewPhrases(languages []string, all ...Words) *Phrases {
	p := &Phrases{languages: languages, words: Words{}}
	for _, words := range all {
		for language, keys := range words {
			if p.words[language] == nil {
				p.words[language] = map[string][]string{}
			}
			maps.Copy(p.words[language], keys)
		}
	}
	return p
}

// Say gives the phrase in the language, or in the bot's default one, or the key itself if nobody wrote it. Which variant is
// chosen depends on seed alone.
func (p *Phrases) Say(language, key, seed string, args ...any) string {
	variants := p.find(language, key)
	if len(variants) == 0 {
		return key
	}
	text := variants[0]
	if len(variants) > 1 {
		h := fnv.New32a()
		h.Write([]byte(seed + key))
		text = variants[h.Sum32()%uint32(len(variants))]
	}
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func (p *Phrases) find(language, key string) []string {
	if p == nil {
		return nil
	}
	if v := p.words[language][key]; len(v) > 0 {
		return v
	}
	if usual, plain := strings.CutSuffix(language, PlainSuffix); plain {
		return p.find(usual, key)
	}
	for _, l := range p.languages {
		if v := p.words[l][key]; len(v) > 0 {
			return v
		}
	}
	return nil
}

// PlainSuffix marks words in plain language: "de-plain" beside "de". What has none is said as usual.
const PlainSuffix = "-plain"

// Tongue is how the customer is spoken to: her language, in plain words if she prefers them.
func (c *Conversation) Tongue() string {
	if c.Plain && c.Language != "" {
		return c.Language + PlainSuffix
	}
	return c.Language
}

// Languages are those the bot speaks, its default first.
func (p *Phrases) Languages() []string { return p.languages }

// Missing lists the keys that some language of the bot has and the given one lacks, sorted.
func (p *Phrases) Missing(language string) []string {
	missing := map[string]bool{}
	for _, l := range p.languages {
		for key := range p.words[l] {
			if len(p.words[language][key]) == 0 {
				missing[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(missing))
}

// CoreWords are the phrases of this package.
var CoreWords = Words{
	"de": {
		"core.clarify":   {"Meinst du eines davon?", "Was davon meinst du?"},
		"core.guess":     {"Da bin ich mir nicht sicher. Geht es darum? Sonst sag es bitte mit anderen Worten."},
		"core.rephrase":  {"Das habe ich nicht verstanden. Sag es bitte mit anderen Worten, oder sprich mit einem Menschen.", "Da bin ich mir nicht sicher. Kannst du es anders sagen? Oder möchtest du mit einem Menschen sprechen?"},
		"core.person":    {"Mit einem Menschen sprechen"},
		"helpdesk.none":  {"Hier kann gerade kein Mensch antworten. Ich helfe dir weiter, so gut ich kann."},
		"core.failed":    {"Bei mir ist etwas schiefgegangen. Deine Nachricht ist nicht verloren."},
		"core.welcome":   {"Hallo! Womit kann ich helfen?"},
		"core.attached":  {"Ist angekommen, danke. Ansehen kann ich es mir nicht selbst, aber ein Mensch kann es. Sag mir am besten dazu, worum es geht."},
		"core.unhelpful": {"Das tut mir leid. Sag mir, was gefehlt hat, oder sprich mit einem Menschen."},
		"core.too_long":  {"Deine Nachricht ist zu lang für mich. Bitte fasse sie kürzer."},
	},
	"en": {
		"core.clarify":   {"Did you mean one of these?", "Which of these did you mean?"},
		"core.guess":     {"I am not sure. Is this what it is about? If not, please say it in other words."},
		"core.rephrase":  {"I did not understand that. Please say it in other words, or talk to a person.", "I am not sure I understand. Could you say it differently? Or would you like to talk to a person?"},
		"core.person":    {"Talk to a person"},
		"helpdesk.none":  {"No person can answer here right now. I will help you as well as I can."},
		"core.failed":    {"Something went wrong on my side. Your message is not lost."},
		"core.welcome":   {"Hello! What can I do for you?"},
		"core.attached":  {"I have got it, thank you. I cannot look at it myself, but a person can. It helps if you tell me what it is about."},
		"core.unhelpful": {"I am sorry. Tell me what was missing, or talk to a person."},
		"core.too_long":  {"Your message is too long for me. Please make it shorter."},
	},
}
