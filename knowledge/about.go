package knowledge

import (
	"cmp"
	"strconv"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// About names the slots of a conversation that tell what a customer asks about. The zero value names none.
type About struct {
	Product string        `yaml:"product"` // slot that holds her product, as documents call it
	Version string        `yaml:"version"` // slot that holds its version
	Lasts   time.Duration `yaml:"lasts"`   // how long such a slot is believed; 0 is [DefaultLasts]
}

// DefaultLasts is how long it is believed what a customer has. Machines are kept for years, but the next question may be
// about another one.
const DefaultLasts = 90 * 24 * time.Hour

// reader is the customer of a turn: her rights, and what she is known to ask about.
func (a *Answers) reader(t *bot.Turn) Reader {
	return Reader{
		Now: t.Now, Claims: t.Conversation.Claims(t.Now),
		Products: a.About.told(t, a.About.Product), Versions: a.About.told(t, a.About.Version),
	}
}

// told is what a slot says, unless that was too long ago.
func (a About) told(t *bot.Turn, slot string) []string {
	s, filled := t.Conversation.AllSlots()[slot]
	if slot == "" || !filled || !t.Now.Before(s.At.Add(a.lasts())) {
		return nil
	}
	return namesOf(s.Value)
}

func (a About) lasts() time.Duration { return cmp.Or(a.Lasts, DefaultLasts) }

// namesOf reads a slot's value: a name, a number, or several of them.
func namesOf(value any) (all []string) {
	switch v := value.(type) {
	case string:
		if v != "" {
			return []string{v}
		}
	case float64:
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}
	case []any:
		for _, one := range v {
			all = append(all, namesOf(one)...)
		}
	}
	return all
}

// asksAbout is a question's reader: a product that the question names itself is what she asks about, whatever she has.
func (a *Answers) asksAbout(q Inquiry) Reader {
	r := q.Reader
	if named := a.Products.Named(q.Text); len(named) > 0 {
		if !shares(named, r.Products) {
			r.Versions = nil
		}
		r.Products = named
	}
	return r
}

// spoken are the words of the product that the best document is about, folded: it speaks of that product throughout, whether
// it says so in every sentence or not.
func (f Finding) spoken() map[string]bool {
	all := map[string]bool{}
	if len(f.Hits) > 0 {
		for _, name := range f.Hits[0].Passage.Scope.Products {
			for _, w := range foldedWords(name) {
				all[w] = true
			}
		}
	}
	return all
}
