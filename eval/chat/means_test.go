package chat_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/meaning"
	"github.com/lotse-bot/lotse/llm/builtin"
)

// Words may change as long as they say the same. Where they do not, the line says how near they came.
func TestMeaningsAreExpectedAndForbidden(t *testing.T) {
	player := chat.Player{Converser: shop{}, Judge: &meaning.Judge{Embedder: builtin.New(builtin.German{})}}
	passes := player.Play(context.Background(), script(t, `language: de
customer  womit entkalken?
lotse     means: Alle drei Monate mit Zitronensäure.
lotse     not: means: Alle drei Jahre mit Zitronensäure.
`))
	if passes.Failures() > 0 {
		t.Errorf("the same in other words:\n%s", passes.Diff())
	}
	fails := player.Play(context.Background(), script(t, `language: de
customer  womit entkalken?
lotse     means: Alle sechs Monate mit Zitronensäure.
lotse     not: means: Mit Zitronensäure, alle 3 Monate.
`))
	want := `test.chat:2
    2   customer  womit entkalken?
    3 - lotse     means: Alle sechs Monate mit Zitronensäure.
      + lotse     Mit Zitronensäure [1], alle 3 Monate.
    4 - lotse     not: means: Mit Zitronensäure, alle 3 Monate.
        line 3: "6 month" is not said
        why: act knowledge 0.70
             knowledge bids 0.70: rule words
`
	if diff := cmp.Diff(want, fails.Diff()); diff != "" {
		t.Error(diff)
	}
}

// Nothing to compare meanings with is no success.
func TestWithoutAJudgeMeaningsAreNotMeasured(t *testing.T) {
	played := play(t, "customer  womit entkalken?\nlotse     means: Mit Zitronensäure.\n")
	if played.Broken == nil || !strings.Contains(played.Broken.Error(), "test.chat:1: customer: means: compares meanings") || played.Failures() != 1 {
		t.Errorf("%d failures, broken: %v", played.Failures(), played.Broken)
	}
}
