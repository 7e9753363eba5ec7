package reading_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/reading"
)

func TestLinesAreTakenAsLongAsTheyAddMoreAnswerThanOther(t *testing.T) {
	single := [][]int{{0}, {1}, {2}, {3}}
	for name, c := range map[string]struct {
		likely []float64
		units  [][]int
		most   int
		want   []int
	}{
		"one sure line is enough":             {[]float64{.1, .9, .1, .1}, single, 4, []int{1}},
		"two that are as likely both come":    {[]float64{.7, .1, .7, .1}, single, 4, []int{0, 2}},
		"of nothing sure more is taken":       {[]float64{.3, .3, .3, .1}, single, 4, []int{0, 1, 2}},
		"but nothing much less likely":        {[]float64{.3, .3, .1, .16}, single, 4, []int{0, 1}},
		"unless it follows the likeliest":     {[]float64{.3, .6, .3, .3}, single, 4, []int{1, 2}},
		"but never more than so many":         {[]float64{.3, .3, .3, .1}, single, 2, []int{0, 1}},
		"a list comes whole":                  {[]float64{.1, .9, .5, .8}, [][]int{{0}, {1, 2, 3}}, 1, []int{1, 2, 3}},
		"and not at all if little of it fits": {[]float64{.9, .6, .1, .1}, [][]int{{0}, {1, 2, 3}}, 2, []int{0}},
		"nothing comes of nothing":            {nil, nil, 3, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, reading.Choose(c.likely, c.units, c.most)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// about is a text of which each line speaks of the only word of the question, or does not.
func about(says ...float64) reading.Text {
	words := []string{"Das Bad hat im Sommer geöffnet.", "Kinder zahlen nichts.", "Hunde bleiben draußen.", "Es gibt einen Kiosk."}
	var t reading.Text
	for i, s := range says {
		t.Lines = append(t.Lines, reading.Line{Text: words[i%len(words)], Says: reading.Says{s}})
	}
	return t
}

var asked = reading.Question{Text: "Darf mein Dackel mit?", Weights: []float64{1}}

func TestALineThatSpeaksOfTheQuestionIsLikelierToAnswer(t *testing.T) {
	r := reading.Read(asked, about(0, 0, 1, 0))
	for i, p := range r.Likely {
		if i != 2 && p >= r.Likely[2] {
			t.Errorf("line %d is as likely as the one that speaks of it: %.2f", i, r.Likely)
		}
	}
	if nothing := reading.Read(asked, about(0, 0, 0, 0)); nothing.Answers >= r.Answers {
		t.Errorf("a text that speaks of nothing answers with %.2f, one that does with %.2f", nothing.Answers, r.Answers)
	}
	if r := reading.Read(asked, reading.Text{}); r.Answers != 0 || len(r.Likely) != 0 {
		t.Errorf("a text without a line answers with %.2f", r.Answers)
	}
}

// What people mark is learned: here that the line after the one that speaks of the question answers.
func TestWhatIsMarkedIsLearned(t *testing.T) {
	var examples []reading.Example
	for _, says := range [][]float64{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}} {
		e := reading.Example{Question: asked, Text: about(says...), Answer: make([]bool, len(says))}
		for i, s := range says {
			if s == 1 {
				e.Answer[i+1] = true
			}
		}
		examples = append(examples, e)
	}
	w := reading.Learn(examples)
	got := w.Read(asked, about(0, 1, 0, 0)).Likely
	for i, p := range got {
		if i != 2 && p >= got[2] {
			t.Errorf("the line after is not the likeliest: %.2f", got)
		}
	}
	if w.Source() != reading.Learn(examples).Source() {
		t.Error("the same examples give other weights")
	}
	if w.Source() == reading.Learn(examples, "says", "grams", "around", "places").Source() {
		t.Error("what was left out counts all the same")
	}
}

// Who asks how something is done wants the steps; who asks how long it takes does not.
func TestHowLongIsNotHow(t *testing.T) {
	for question, steps := range map[string]bool{
		"Wie entkalke ich die Maschine?":  true,
		"Wie lange dauert das Entkalken?": false,
		"Wie viel kostet der Versand?":    false,
		"How do I descale the machine?":   true,
		"How often do I descale it?":      false,
		"Was bedeutet E7?":                false,
	} {
		if got := reading.AsksSteps(question); got != steps {
			t.Errorf("%q asks for steps: %v, want %v", question, got, steps)
		}
	}
}
