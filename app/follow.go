package app

import (
	"context"
	"time"
)

// following is how often is looked whether another program changed documents on a shelf they share.
const following = 500 * time.Millisecond

// follow takes over what other programs did to the documents, until ctx ends.
func (a *App) follow(ctx context.Context) {
	if a.Library == nil || !a.Library.Shared {
		return
	}
	every(ctx, following, func() {
		if err := a.Library.Follow(ctx); err != nil && ctx.Err() == nil {
			a.Log.Error("follow what other programs did to the documents", "error", err)
		}
	})
}
