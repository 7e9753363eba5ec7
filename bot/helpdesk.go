package bot

import "context"

// A Helpdesk brings a person into a turn or, if none is free, promises when one will answer. It writes on the turn only;
// what it tells the customer is said by the same commit that makes it true.
type Helpdesk interface {
	Escalate(ctx context.Context, t *Turn, why Reason) error
}

// NoHelpdesk is for a bot without agents: it says so, honestly.
type NoHelpdesk struct{}

// Escalate says that there is no person to ask.
func (NoHelpdesk) Escalate(_ context.Context, t *Turn, _ Reason) error {
	t.SayPhrase("helpdesk.none")
	return nil
}
