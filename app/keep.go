package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/eval/capture"
	"github.com/lotse-bot/lotse/handoff"
)

// capturedFolder is where, in the data folder, tests are kept that were made at the desk: a bot's folder may be read-only.
const capturedFolder = "captured"

// keeper makes tests of replies that agents call wrong, one at a time: that takes a core for a second or two.
type keeper struct {
	app  *App
	busy chan struct{}
}

// A Kept says, beside a test, where it comes from. It stays with the data: the test itself tells nobody.
type Kept struct {
	Conversation string    `json:"conversation"`
	Entry        int64     `json:"entry"`
	Link         string    `json:"link"` // to the conversation, at the desk
	Agent        string    `json:"agent"`
	At           time.Time `json:"at"`
}

// Keep implements [handoff.Keeper].
func (k keeper) Keep(ctx context.Context, w handoff.Wrong) (string, error) {
	select {
	case k.busy <- struct{}{}:
		defer func() { <-k.busy }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	name := fmt.Sprintf("captured-%s-%d", capture.Name(w.Conversation), w.Entry)
	made, err := k.app.capture(ctx, w.Conversation, capture.Request{Entry: w.Entry, Right: w.Right, File: name + ".chat"})
	switch {
	case errors.Is(err, capture.ErrPrivate):
		return "", &handoff.NotKeptError{Reason: "it would tell who the customer is"}
	case err != nil:
		return "", err
	case !made.Same:
		return "", &handoff.NotKeptError{Reason: "the bot does not say it again: " + strings.Join(made.Today, " ")}
	}
	return name + ".chat", k.write(name, made.Script, w)
}

// write keeps the test, and where it comes from.
func (k keeper) write(name string, script []byte, w handoff.Wrong) error {
	dir := filepath.Join(k.app.Config.Data, capturedFolder)
	from, err := json.MarshalIndent(Kept{
		Conversation: w.Conversation, Entry: w.Entry, Link: "/desk/#conversation=" + w.Conversation, Agent: w.Agent, At: k.app.options.Now(),
	}, "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(
		os.MkdirAll(dir, 0o700),
		os.WriteFile(filepath.Join(dir, name+".chat"), script, 0o600),
		os.WriteFile(filepath.Join(dir, name+".json"), append(from, '\n'), 0o600))
}
