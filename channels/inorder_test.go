package channels

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// A drawer in memory that can be made to fail.
type drawer struct {
	kept map[string][]byte
	full error
}

func (d *drawer) Put(_ context.Context, key string, value []byte) error {
	if d.full == nil {
		d.kept[key] = value
	}
	return d.full
}

func (d *drawer) Get(_ context.Context, key string) ([]byte, error) {
	if v, ok := d.kept[key]; ok {
		return v, nil
	}
	return nil, bot.ErrNothing
}

func (d *drawer) All(context.Context) (map[string][]byte, error) { return d.kept, nil }

func (d *drawer) Remove(_ context.Context, key string) error {
	delete(d.kept, key)
	return nil
}

var errPlatform = errors.New("500")

func TestADeliveryOfSeveralCallsGoesOnWhereItFailed(t *testing.T) {
	kept := &drawer{kept: map[string][]byte{}}
	var shown []int
	down := true
	send := func(_ context.Context, i int) (bot.Receipt, error) {
		if i == 2 && down {
			return bot.Receipt{}, errPlatform
		}
		shown = append(shown, i)
		return bot.Receipt{ID: fmt.Sprint("r", i)}, nil
	}
	if _, err := InOrder(t.Context(), kept, bot.Delivery{Key: "d"}, 4, send); !errors.Is(err, errPlatform) {
		t.Fatalf("the failure of the third call became %v", err)
	}
	down = false
	receipt, err := InOrder(t.Context(), kept, bot.Delivery{Key: "d"}, 4, send)
	if err != nil || receipt.ID != "r0" {
		t.Errorf("receipt %q, error %v; the receipt is the first call's", receipt.ID, err)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 3}, shown); diff != "" {
		t.Error(diff)
	}
	if len(kept.kept) != 0 {
		t.Errorf("%d things stay behind", len(kept.kept))
	}
}

func TestNobodyKnowsHowFarADeliveryCameIfThatCouldNotBeKept(t *testing.T) {
	kept := &drawer{kept: map[string][]byte{}, full: errors.New("the disk is full")}
	_, err := InOrder(t.Context(), kept, bot.Delivery{Key: "d"}, 2, func(_ context.Context, i int) (bot.Receipt, error) {
		if i == 1 {
			return bot.Receipt{}, &bot.SendError{Kind: bot.SendRetry, Err: errPlatform}
		}
		return bot.Receipt{}, nil
	})
	if e, ok := errors.AsType[*bot.SendError](err); !ok || e.Kind != bot.SendAmbiguous || !errors.Is(err, errPlatform) {
		t.Errorf("the error is %v, must be ambiguous", err)
	}
}

func TestADeliveryOfOneCallKeepsNothing(t *testing.T) {
	kept := &drawer{kept: map[string][]byte{}, full: errors.New("the disk is full")}
	receipt, err := InOrder(t.Context(), kept, bot.Delivery{Key: "d"}, 1, func(context.Context, int) (bot.Receipt, error) { return bot.Receipt{ID: "r"}, nil })
	if err != nil || receipt.ID != "r" {
		t.Errorf("receipt %q, error %v", receipt.ID, err)
	}
}
