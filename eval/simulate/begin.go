package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/lotse-bot/lotse/eval/chat"
)

// begin opens the conversation, with an agent at the desk or none, and with actions that answer as the file says.
func (p Player) begin(ctx context.Context, c *Customer, seed uint64) (chat.Talk, error) {
	talk, err := p.Converser.Begin(ctx, chat.Opening{
		Name: fmt.Sprintf("%s#%d", c.Name, seed), Language: c.Language, Channel: c.Channel,
		Start: chat.DefaultStartIn(p.Zone),
	})
	if err != nil {
		return nil, err
	}
	if err := prepare(ctx, c, talk); err != nil {
		return nil, errors.Join(err, talk.Close())
	}
	return talk, nil
}

func prepare(ctx context.Context, c *Customer, talk chat.Talk) error {
	desk := chat.Deed{Agent: "anna", Verb: chat.Free}
	if c.Desk == DeskNobody {
		desk = chat.Deed{Verb: chat.Nobody}
	}
	if _, err := talk.Agent(ctx, desk); err != nil {
		return err
	}
	for _, action := range slices.Sorted(maps.Keys(c.Given)) {
		answer, err := json.Marshal(c.Given[action])
		if err != nil {
			return fmt.Errorf("what %s answers: %w", action, err)
		}
		if err := talk.Given(ctx, chat.Given{Action: action, Answer: answer}); err != nil {
			return err
		}
	}
	return nil
}

// voice is who plays the customer.
func (p Player) voice(c *Customer, seed uint64) (voice, error) {
	if c.Player == ByModel {
		if p.Model == nil {
			return nil, ErrNoModel
		}
		return newModelled(c, p.Model, seed), nil
	}
	return newRules(c, seed), nil
}

// chance is a customer's own: another customer's, and another seed's, is another.
func chance(c *Customer, seed uint64) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(c.Name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}
