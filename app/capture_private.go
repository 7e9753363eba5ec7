package app

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/capture"
	privacy "github.com/lotse-bot/lotse/lang/private"
)

// finder finds what is personal, and the numbers of which the bot's slots say the form.
func finder(f *dialogs.Flows) *privacy.Finder {
	var own privacy.Finder
	for _, name := range f.Names() {
		for _, s := range f.Flow(name).Slots {
			if s.Type.Text != "pattern" {
				continue
			}
			if re, err := regexp.Compile(`\b(?:` + s.Pattern.Text + `)\b`); err == nil {
				own.Numbers = append(own.Numbers, re)
			}
		}
	}
	slices.SortFunc(own.Numbers, func(a, b *regexp.Regexp) int { return len(b.String()) - len(a.String()) })
	return &own
}

// The slots that are personal: by their type, and, where a type says nothing, by what they are called.
var (
	personalTypes = map[string]privacy.Kind{"email": privacy.Email, "phone": privacy.Phone, "location": privacy.Address, "file": privacy.Name, "pattern": privacy.Number}
	personalNames = []struct {
		kind privacy.Kind
		form *regexp.Regexp
	}{
		{privacy.Address, regexp.MustCompile(`(?i)addres|stra(?:ß|ss)e|street|anschrift|ort$|city|stadt|postcode|plz|\bzip`)},
		{privacy.Email, regexp.MustCompile(`(?i)e-?mail`)},
		{privacy.Phone, regexp.MustCompile(`(?i)phone|telefon|mobil|handy`)},
		{privacy.Birth, regexp.MustCompile(`(?i)birth|geburt`)},
		{privacy.IBAN, regexp.MustCompile(`(?i)iban|konto|account`)},
		{privacy.Name, regexp.MustCompile(`(?i)name|person|kontakt|contact|inhaber|holder`)},
	}
)

// told is what is personal because of the slot it was told for, wherever in the conversation that was.
func (a *App) told(ctx context.Context, conversation string, turns []*bot.Turn) []capture.Known {
	kinds := personal(a.Folder.Flows)
	seen := map[capture.Known]bool{}
	_ = a.rerun(ctx, conversation, turns, func(_, again *bot.Turn, _ error) { // as far as the conversation can be run again
		for name, s := range again.Conversation.AllSlots() {
			kind, is := kinds[name]
			if value, text := s.Value.(string); is && text {
				seen[capture.Known{Kind: kind, Value: value}] = true
			}
			if is && s.Said != "" && s.Said != s.Value && len(s.Said) < longestTold {
				seen[capture.Known{Kind: kind, Value: s.Said}] = true
			}
		}
	})
	var all []capture.Known
	for k := range seen {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b capture.Known) int { return strings.Compare(a.Value, b.Value) })
	return all
}

// longestTold is how long, in bytes, words may be that are a value and nothing else.
const longestTold = 60

// personal says which slots of the bot are personal, and of what kind.
func personal(f *dialogs.Flows) map[string]privacy.Kind {
	all := map[string]privacy.Kind{}
	for _, name := range f.Names() {
		for slot, s := range f.Flow(name).Slots {
			if kind, is := personalTypes[s.Type.Text]; is {
				all[slot] = kind
				continue
			}
			if s.Type.Text != "text" {
				continue // choices, dates, numbers, what actions return
			}
			for _, n := range personalNames {
				if n.form.MatchString(slot) || n.form.MatchString(s.Label.In(f.Languages()[0])) {
					all[slot] = n.kind
					break
				}
			}
		}
	}
	return all
}
