package forms

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// tau2 reads the tasks of tau2-bench (Barres et al. 2025). Those that its authors solve by transferring the customer to a person are
// those for which a person should come. The customer's reason to call is said to a bot that knows the domains' policies as documents
// and nothing else. The reasons are instructions to a model that plays the customer ("You want to ..."), and the transfer is often
// the end of a long talk, so a figure says little; whole tasks need a customer that is played.
func tau2(s *source) error {
	domains := []struct{ name, tasks, policy string }{
		{"airline", "tasks.jsonl", "policy.md"},
		{"retail", "tasks.jsonl", "policy.md"},
		{"telecom", "tasks_small.jsonl", "main_policy.md"},
	}
	for _, d := range domains {
		policy, err := os.ReadFile(filepath.Join(s.folder, d.name, d.policy))
		if err != nil {
			return err
		}
		s.set.Bot["knowledge/"+d.name+".md"] = string(policy)
		if err := each(s, filepath.Join(d.name, d.tasks), s.tau2Task(d.name)); err != nil {
			return err
		}
	}
	return s.bot("tau2")
}

type tau2Task struct {
	ID       string
	Scenario struct {
		Instructions struct {
			Reason string `json:"reason_for_call"`
		}
	} `json:"user_scenario"`
	Criteria struct {
		Actions []struct{ Name string }
	} `json:"evaluation_criteria"`
}

func (s *source) tau2Task(domain string) func(at, tau2Task) error {
	return func(from at, t tau2Task) error {
		text := strings.Join(strings.Fields(t.Scenario.Instructions.Reason), " ")
		if t.ID == "" || text == "" {
			return errors.New(from.file + ": a task has no id or no reason")
		}
		transfers := slices.ContainsFunc(t.Criteria.Actions, func(a struct{ Name string }) bool { return a.Name == "transfer_to_human_agents" })
		return s.add("cases.jsonl", from, map[string]any{"id": domain + "-" + t.ID, "lang": "en", "text": text, "person": transfers})
	}
}
