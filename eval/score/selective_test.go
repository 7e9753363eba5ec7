package score_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/score"
)

var stated = []score.Claim{{0.6, false}, {0.9, true}, {0.6, true}, {0.8, false}, {0.2, true}}

func near(t *testing.T, what string, got score.Score, value float64, n int) {
	t.Helper()
	if math.Abs(got.Value-value) > 1e-12 || got.N != n {
		t.Errorf("%s is %+v, want %v of %d", what, got, value, n)
	}
}

func TestRiskFallsWithCaution(t *testing.T) {
	want := []score.Point{{0.9, 0.2, 0}, {0.8, 0.4, 0.5}, {0.6, 0.8, 0.5}, {0.2, 1, 0.4}}
	if diff := cmp.Diff(want, score.RiskCoverage(stated), cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Error(diff)
	}
	// One by one: 0/1, 1/2, then two of which one is wrong, (1.5)/3 and 2/4, and 2/5.
	near(t, "AURC", score.AURC(stated), (0+0.5+0.5+0.5+0.4)/5, 5)
	near(t, "coverage at no risk", score.CoverageAt(0, stated), 0.2, 5)
	near(t, "coverage at a risk of 0.45", score.CoverageAt(0.45, stated), 1, 5)
	near(t, "coverage where the surest is wrong", score.CoverageAt(0.1, []score.Claim{{0.9, false}, {0.8, true}}), 0, 2)
	near(t, "AURC of nothing", score.AURC(nil), 0, 0)
}

func TestProperScores(t *testing.T) {
	near(t, "log loss", score.LogLoss(stated), -(math.Log(0.4)+math.Log(0.9)+math.Log(0.6)+math.Log(0.2)+math.Log(0.2))/5, 5)
	near(t, "Brier", score.Brier(stated), (0.36+0.01+0.16+0.64+0.64)/5, 5)
	near(t, "log loss of who was certain and wrong", score.LogLoss([]score.Claim{{1, false}}), -math.Log(1e-6), 1)
}

func TestThinnedKeepsTheEnds(t *testing.T) {
	curve := score.RiskCoverage(stated)
	if got := score.Thinned(curve, 2); got[0] != curve[0] || got[1] != curve[3] {
		t.Errorf("kept %v", got)
	}
	if diff := cmp.Diff(curve, score.Thinned(curve, 9)); diff != "" {
		t.Error(diff)
	}
}

// Who knows best what is right has the least area: no order of the same claims is better than the right ones first.
func TestAURCRewardsTheRightOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) score.Claim {
			return score.Claim{Confidence: float64(rapid.IntRange(0, 10).Draw(t, "tenths")) / 10, Right: rapid.Bool().Draw(t, "right")}
		}), 1, 30).Draw(t, "claims")
		oracle, flat, wrong := make([]score.Claim, len(claims)), make([]score.Claim, len(claims)), 0.0
		for i, c := range claims {
			oracle[i], flat[i] = score.Claim{Right: c.Right}, score.Claim{Confidence: 0.5, Right: c.Right}
			if c.Right {
				oracle[i].Confidence = 1
			} else {
				wrong++
			}
		}
		curve := score.RiskCoverage(claims)
		share := wrong / float64(len(claims))
		switch last := curve[len(curve)-1]; {
		case math.Abs(last.Risk-share) > 1e-9 || last.Coverage != 1:
			t.Fatalf("acting on all is %+v, and %v are wrong", last, share)
		case score.AURC(oracle).Value > score.AURC(claims).Value+1e-9:
			t.Fatalf("the right order has %v, this one %v", score.AURC(oracle), score.AURC(claims))
		case math.Abs(score.AURC(flat).Value-share) > 1e-9:
			t.Fatalf("knowing nothing is %v, not %v", score.AURC(flat), share)
		}
	})
}

func TestBlameIsForWhoWasWrongAndSure(t *testing.T) {
	got := score.Blame(stated)
	if got[1] != 0 || got[2] != 0 || got[4] != 0 || got[3] <= got[0] || got[0] <= 0 {
		t.Errorf("blamed %v", got)
	}
	if want := 1.0/2 + 1.0/3 + 1.0/4 + 1.0/5; math.Abs(got[3]-want) > 1e-12 { // the second surest of five
		t.Errorf("blamed %v, want %v", got[3], want)
	}
}
