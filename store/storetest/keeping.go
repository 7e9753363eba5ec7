package storetest

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
)

// A Keeper keeps files and small things.
type Keeper interface {
	bot.Files
	Drawer(name string) bot.Drawer
}

// RunKeeping runs what channels keep over a store. Open gives an empty one.
func RunKeeping(t *testing.T, open func(t *testing.T) Keeper) {
	t.Run("a file is kept with what is known about it", func(t *testing.T) { files(t, open(t)) })
	t.Run("a file that is too large is refused", func(t *testing.T) { tooLarge(t, open(t)) })
	t.Run("a drawer keeps things by key, apart from others", func(t *testing.T) { drawers(t, open(t)) })
}

func files(t *testing.T, k Keeper) {
	ctx := context.Background()
	kept, err := k.Keep(ctx, "c", bot.Media{Name: "dent.png", Type: "image/png", Remote: "elsewhere"}, strings.NewReader("\x89PNG\x00"), 5)
	must(t, err)
	m, conversation, content, err := k.File(ctx, kept.ID)
	must(t, err)
	all, err := io.ReadAll(content)
	must(t, err)
	equal(t, "media", m, bot.Media{ID: kept.ID, Name: "dent.png", Type: "image/png", Size: 5})
	equal(t, "conversation", conversation, "c")
	equal(t, "content", string(all), "\x89PNG\x00")
	_, _, _, err = k.File(ctx, "other")
	equal(t, "no such file", errors.Is(err, bot.ErrNothing), true)
}

func tooLarge(t *testing.T, k Keeper) {
	_, err := k.Keep(context.Background(), "c", bot.Media{}, strings.NewReader("123456"), 5)
	equal(t, "too large", errors.Is(err, bot.ErrTooLarge), true)
}

func drawers(t *testing.T, k Keeper) {
	ctx, a, b := context.Background(), k.Drawer("a"), k.Drawer("b")
	_, err := a.Get(ctx, "x")
	equal(t, "empty", errors.Is(err, bot.ErrNothing), true)
	must(t, a.Put(ctx, "x", []byte("1")))
	must(t, a.Put(ctx, "x", []byte("2")))
	must(t, a.Put(ctx, "y", []byte("3")))
	must(t, b.Put(ctx, "x", []byte("other")))
	all, err := a.All(ctx)
	must(t, err)
	equal(t, "all", all, map[string][]byte{"x": []byte("2"), "y": []byte("3")})
	must(t, a.Remove(ctx, "x"))
	_, err = a.Get(ctx, "x")
	equal(t, "removed", errors.Is(err, bot.ErrNothing), true)
}
