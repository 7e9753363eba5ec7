package store_test

import (
	"context"
	"testing"

	"github.com/lotse-bot/lotse/store"
	"github.com/lotse-bot/lotse/store/storetest"
)

func TestGaps(t *testing.T) {
	erase := func(ctx context.Context, s storetest.Gaps, conversation string) error {
		return s.(*store.Store).Erase(ctx, conversation)
	}
	t.Run("sqlite", func(t *testing.T) {
		storetest.RunGaps(t, func(t *testing.T) storetest.Gaps { return openAt(t, file(t)) }, erase)
	})
	t.Run("postgres", func(t *testing.T) {
		storetest.RunGaps(t, func(t *testing.T) storetest.Gaps { return openAt(t, database(t)) }, erase)
	})
}
