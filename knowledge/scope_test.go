package knowledge_test

import (
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

func TestScopes(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	may := func(now time.Time, claims ...string) knowledge.Reader {
		return knowledge.Reader{Now: now, Claims: claims}
	}
	for name, c := range map[string]struct {
		scope  knowledge.Scope
		reader knowledge.Reader
		open   bool
	}{
		"everybody":                    {knowledge.Scope{}, knowledge.Reader{}, true},
		"partners, and she is nobody":  {knowledge.Scope{Audience: []string{"partner"}}, may(day(3)), false},
		"partners, and she is another": {knowledge.Scope{Audience: []string{"partner"}}, may(day(3), "tier:gold"), false},
		"one claim is enough":          {knowledge.Scope{Audience: []string{"staff", "Partner"}}, may(day(3), "partner", "region:de"), true},
		"a part of a claim is none":    {knowledge.Scope{Audience: []string{"partner"}}, may(day(3), "partners"), false},
		"her own":                      {knowledge.Scope{Audience: []string{"customer:aB7"}}, may(day(3), "customer:aB7"), true},
		"another customer's":           {knowledge.Scope{Audience: []string{"customer:aB7"}}, may(day(3), "customer:Ab7"), false},
		"before its time":              {knowledge.Scope{From: day(4)}, may(day(3)), false},
		"on the first day":             {knowledge.Scope{From: day(4)}, may(day(4)), true},
		"on the last moment":           {knowledge.Scope{Until: day(5)}, may(day(5).Add(-1)), true},
		"expired":                      {knowledge.Scope{Until: day(5)}, may(day(5)), false},
		"nobody said what time it is":  {knowledge.Scope{Until: day(5)}, knowledge.Reader{}, false},
	} {
		if c.scope.Open(c.reader) != c.open {
			t.Errorf("%s: want open %v", name, c.open)
		}
	}
}

func TestWhatIsAboutAnotherProductDoesNotFit(t *testing.T) {
	barista := knowledge.Scope{Products: []string{"Barista 2", "Barista 3"}, Versions: []string{"2.1"}}
	for name, c := range map[string]struct {
		reader knowledge.Reader
		fits   bool
	}{
		"nothing is known of her": {knowledge.Reader{}, true},
		"hers":                    {knowledge.Reader{Products: []string{"barista 3"}}, true},
		"hers, of her version":    {knowledge.Reader{Products: []string{"barista 3"}, Versions: []string{"2.1"}}, true},
		"another product":         {knowledge.Reader{Products: []string{"Filtra"}}, false},
		"another version":         {knowledge.Reader{Products: []string{"Barista 2"}, Versions: []string{"3.0"}}, false},
	} {
		if barista.Fits(c.reader) != c.fits {
			t.Errorf("%s: want fits %v", name, c.fits)
		}
	}
}
