package customers

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Identities keep which conversation is whose.
type Identities interface {
	// Belong gives the conversation of a customer. If she has none yet, the link is kept; ErrTaken if its conversation is or
	// was another's, or was taken from her.
	Belong(ctx context.Context, l Link) (conversation string, err error)
}

// ErrTaken refuses a conversation that is somebody else's.
var ErrTaken = errors.New("the conversation belongs to another customer")

// Identify gives signed-in customers their conversation, on whatever browser they are.
type Identify struct {
	Identities Identities
	Now        func() time.Time
	NewID      func() string // of a conversation; nil is a random one
}

// Conversation tells where a customer goes on whose token was verified. Subject names her for good, with the issuer in front
// where there are several; current is the conversation that her browser was in, or empty. The first time, current becomes
// hers, unless it is another's: then she begins one of her own. Later she gets the same again, and current is left as it is.
func (i Identify) Conversation(ctx context.Context, subject, current string) (string, error) {
	if strings.TrimSpace(subject) == "" {
		return "", errors.New("identify: the token names nobody")
	}
	if current != "" {
		id, err := i.belong(ctx, subject, current)
		if !errors.Is(err, ErrTaken) {
			return id, err
		}
	}
	return i.belong(ctx, subject, i.newID())
}

func (i Identify) belong(ctx context.Context, subject, conversation string) (string, error) {
	l := Link{ID: bot.ID("token", subject, conversation), Conversation: conversation, Customer: subject, Proof: ProofToken, At: i.Now()}
	id, err := i.Identities.Belong(ctx, l)
	if err != nil && !errors.Is(err, ErrTaken) {
		return "", fmt.Errorf("identify: %w", err)
	}
	return id, err
}

func (i Identify) newID() string {
	if i.NewID != nil {
		return i.NewID()
	}
	return strings.ToLower(rand.Text())
}
