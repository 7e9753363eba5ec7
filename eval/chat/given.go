package chat

import (
	"encoding/json"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// parseGiven reads `given     order_status {"state": "shipped"}`, "given     order_status fails", and with a reason "given
// order_status fails: no answer": what an action answers from here on.
func parseGiven(text string) (Given, *bot.Fault) {
	name, answer, _ := strings.Cut(text, " ")
	g := Given{Action: name}
	answer = strings.TrimSpace(answer)
	if name == "" || answer == "" {
		return g, fault("given says not what is answered", `write the action and its answer as JSON, as in: order_status {"state": "shipped"}; or: order_status fails`)
	}
	if reason, fails := strings.CutPrefix(answer, "fails"); fails {
		if g.Failed = strings.TrimSpace(strings.TrimPrefix(reason, ":")); g.Failed == "" {
			g.Failed = "it fails, as the script wants"
		}
		return g, nil
	}
	if !json.Valid([]byte(answer)) {
		return g, fault("the action's answer is not JSON", straight(answer, `write it like {"state": "shipped"}, or fails`))
	}
	g.Answer = json.RawMessage(answer)
	return g, nil
}
