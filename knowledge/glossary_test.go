package knowledge_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
)

func TestTheGlossaryNamesItsFaults(t *testing.T) {
	_, faults := knowledge.Glossary(folder(t, map[string]string{knowledge.GlossaryFile: `- de: [Handy, Mobiltelefon]
  en: [mobile phone]
- de: [AGB]
- de: [Handy, Telefon]
- fr: [portable, mobile]
  de: [Laptop, Notebook]
`}))
	var got []string
	for _, f := range faults {
		got = append(got, fmt.Sprintf("%d: %s", f.Line, f.Problem))
	}
	want := []string{"3: a set with one phrase says nothing", `4: "Handy" stands in line 1 already`, `5: there is no language "fr"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if g, faults := knowledge.Glossary(t.TempDir()); g != nil || faults != nil {
		t.Errorf("no file gives %v, %v", g, faults)
	}
	if _, faults := knowledge.Glossary(folder(t, map[string]string{knowledge.GlossaryFile: "de: [Handy"})); len(faults) != 1 || faults[0].Line == 0 {
		t.Errorf("what is no list gives %v", faults)
	}
}
