package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/dialogs/source"
	"github.com/lotse-bot/lotse/eval/chat"
)

// Given implements [chat.Talk].
func (k *talk) Given(_ context.Context, g chat.Given) error {
	known := k.app.Folder.Flows.Actions()
	if !slices.Contains(known, g.Action) {
		return fmt.Errorf("no flow calls the action %s (%s)", g.Action, source.DidYouMean(g.Action, known))
	}
	k.given[g.Action] = g
	return nil
}

// around answers as the script says. Go functions of the program are called where it says nothing; requests over HTTP are not:
// a test must not order anything.
func (k *talk) around(name string, a dialogs.Action) dialogs.Action {
	return func(ctx context.Context, call dialogs.ActionCall) (answer any, err error) {
		g, given := k.given[name]
		_, local := k.app.options.Actions[name]
		switch {
		case !given && local:
			return a(ctx, call)
		case !given:
			return nil, fmt.Errorf("it is an HTTP request, and tests send none; write what it answers: given %s {...}", name)
		case g.Failed != "":
			return nil, errors.New(g.Failed)
		}
		return answer, json.Unmarshal(g.Answer, &answer)
	}
}
