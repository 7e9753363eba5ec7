package customers

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// An Acceptor takes inbounds durably; bot.Worker is one.
type Acceptor interface {
	Accept(ctx context.Context, in bot.Inbound) (fresh bool, err error)
}

// A Router stands between the channels and the inbox: what is heard on a linked route goes on in the conversation it is
// linked to.
type Router struct {
	Links Links
	Next  Acceptor
}

// Accept implements [Acceptor]. If it cannot be known whether the route is linked, nothing is accepted: the platform delivers
// again. Who the customer is, and what she may see, is what the conversation knows, not what the linked route says of her.
func (r Router) Accept(ctx context.Context, in bot.Inbound) (fresh bool, err error) {
	conversation, err := r.Follow(ctx, in.Channel, in.Address, in.Conversation)
	if err != nil {
		return false, err
	}
	if conversation != in.Conversation {
		in.Conversation, in.Customer, in.Rights = conversation, "", nil
	}
	return r.Next.Accept(ctx, in)
}

// Follow tells in which conversation a route goes on: its own if it is not linked. Channels whose customers fetch the
// transcript ask it to know which one to show.
func (r Router) Follow(ctx context.Context, channel, address, own string) (conversation string, err error) {
	if address == "" {
		return own, nil
	}
	linked, err := r.Links.Follow(ctx, channel, address)
	if err != nil {
		return "", fmt.Errorf("look whether a route of %s is linked: %w", channel, err)
	}
	if linked == "" {
		return own, nil
	}
	return linked, nil
}
