package eval

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/eval/chat"
)

// withBot opens the suite's bot for as long as do needs it. Without a port the suite is skipped.
func (r *run) withBot(ctx context.Context, s *Suite, out *result, do func(Bot) error) (err error) {
	if r.ports.Bots == nil {
		out.Skipped = "this program opens no bots"
		return nil
	}
	tested, err := r.ports.Bots.Open(ctx, s.botFolder())
	if err != nil {
		return fmt.Errorf("open the bot: %w", err)
	}
	defer func() { err = errors.Join(err, tested.Close()) }()
	return do(tested)
}

// opening is how the conversation of a row begins: on the morning on which scripts begin, too.
func opening(suite, id, language string, zone *time.Location) chat.Opening {
	if zone == nil {
		zone = time.UTC
	}
	t := chat.DefaultStart
	return chat.Opening{
		Name: suite + "/" + id, Language: language,
		Start: time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, zone),
	}
}
