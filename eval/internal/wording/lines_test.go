package wording

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const warranty = `Garantie & Rückgabe
Die Garantie gilt zwei Jahre.

Danach: 129 € pauschal, Versand inklusive.
Zwei Jahre!`

func TestQuotesAreFoundInTheirLines(t *testing.T) {
	for name, c := range map[string]struct {
		quotes []string
		want   []int
	}{
		"a whole line":                       {[]string{"Die Garantie gilt zwei Jahre."}, []int{1}},
		"marks and blanks do not matter":     {[]string{"**danach** 129 €  pauschal – Versand inklusive"}, []int{3}},
		"two lines in one quote":             {[]string{"Die Garantie gilt zwei Jahre. Danach: 129 € pauschal, Versand inklusive."}, []int{1, 3}},
		"most of a line is the line":         {[]string{"129 € pauschal, Versand inklusive"}, []int{3}},
		"less than half of a line is not":    {[]string{"Danach"}, nil},
		"the end of a line and its next one": {[]string{"Jahre. Danach: 129 € pauschal, Versand inklusive."}, []int{3}},
		"what is not in the text":            {[]string{"Die Garantie gilt drei Jahre.", "Die Garantie gilt zwei Jahre.", "!"}, []int{-1, 1, -3}},
		"no quotes":                          {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Lines(warranty, c.quotes)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
