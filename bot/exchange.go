package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// An Exchange is one question a turn put to the world outside (a model, an index, an action, who is free) and its answer.
// They are saved with the turn, so that the turn can be replayed without the world.
type Exchange struct {
	Kind   string          `json:"kind"`
	Asked  json.RawMessage `json:"asked"`
	Answer json.RawMessage `json:"answer,omitempty"`
	Failed string          `json:"failed,omitempty"`
}

// ErrReplay is returned when a replayed turn asks something it did not ask when it was recorded.
var ErrReplay = errors.New("the replayed turn asks something else than was recorded")

// Exchanged runs call once for the turn and records what was asked and answered. In a replay call is not run: the recorded
// answer is returned instead. Everything a skill learns from outside the turn goes through here.
func Exchanged[Q, A any](ctx context.Context, t *Turn, kind string, asked Q, call func(context.Context) (A, error)) (A, error) {
	var answer A
	q, err := json.Marshal(asked)
	if err != nil {
		return answer, fmt.Errorf("record %s: %w", kind, err)
	}
	if t.replay != nil {
		return replayed[A](t, kind)
	}
	answer, failed := call(ctx)
	x := Exchange{Kind: kind, Asked: q}
	if failed != nil {
		x.Failed = failed.Error()
	} else if x.Answer, err = json.Marshal(answer); err != nil {
		return answer, fmt.Errorf("record %s: %w", kind, err)
	}
	t.Exchanges = append(t.Exchanges, x)
	return answer, failed
}

func replayed[A any](t *Turn, kind string) (answer A, err error) {
	if len(t.Exchanges) >= len(t.replay) || t.replay[len(t.Exchanges)].Kind != kind {
		t.diverged = fmt.Errorf("%w: %s", ErrReplay, kind) // a skill may take it for an outage and go on
		return answer, t.diverged
	}
	x := t.replay[len(t.Exchanges)]
	t.Exchanges = append(t.Exchanges, x)
	if x.Failed != "" {
		return answer, errors.New(x.Failed)
	}
	return answer, json.Unmarshal(x.Answer, &answer)
}
