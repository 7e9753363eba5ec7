package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/llm/llmtest"
)

// diner is a simulated customer of examples/table.
const diner = `goal: Book a table.
language: en
opens: {say: [book a table]}
knows: {name: Ada, people: "4", city: Hamburg, date: 2026-12-24, sure: "yes"}
success: {ended: book_table, outcome: solved, slots: {name: Ada, people: "4", city: Hamburg, date: "2026-12-24"}}
`

func TestASimulatedCustomerTalksWithTheBot(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ada.yaml")
	write(t, file, diner)
	args := []string{"eval", "simulate", file, "--bot", "examples/table", "--seed", "3", "--show"}
	code, out, problem := runs(t, args...)
	if code != 0 || !strings.Contains(out, "seed 3: solved, after 6 turns") || !strings.Contains(out, "lotse     Booked: Ada, 4, Hamburg, 2026-12-24\noutcome   solved\n") {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
	if _, again, _ := runs(t, args...); again != out {
		t.Errorf("the same seed gives another conversation:\n%s\n%s", out, again)
	}
}

func TestASimulatedCustomerWhoIsStuckIsShown(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ada.yaml")
	write(t, file, strings.Replace(diner, `people: "4", `, "", 1)+"patience: 4\n")
	code, out, _ := runs(t, "eval", "simulate", file, "--bot", "examples/table")
	if code != exitFailed || !strings.Contains(out, "stuck book_table/people: the flow book_table has not ended") || !strings.Contains(out, "ada: solved 0 of 4") {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestASimulatedCustomerWhoCannotBePlayed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ada.yaml")
	write(t, file, strings.Replace(diner, "opens:", "opnes:", 1))
	if code, _, problem := runs(t, "eval", "simulate", file, "--bot", "examples/table"); code != exitBroken || !strings.Contains(problem, "ada.yaml:3:1: unknown field") {
		t.Errorf("exit %d: %s", code, problem)
	}
	write(t, file, diner)
	if code, _, problem := runs(t, "eval", "simulate", file, "--bot", "examples/table", "--model"); code != exitBroken || !strings.Contains(problem, "LOTSE_MODEL") {
		t.Errorf("without a model: exit %d: %s", code, problem)
	}
}

func TestAModelPlaysASimulatedCustomer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ada.yaml")
	write(t, file, diner)
	server := llmtest.NewServer(t, llmtest.Says("book a table"), llmtest.Says("Ada"), llmtest.Says("four"), llmtest.Says("Hamburg"),
		llmtest.Says("2026-12-24"), llmtest.Says("Yes"))
	t.Setenv("LOTSE_MODEL", server.URL+"?model=player")
	code, out, problem := runs(t, "eval", "simulate", file, "--bot", "examples/table", "--model", "--seed", "1")
	if code != 0 || !strings.Contains(out, "seed 1: solved, after 6 turns") {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
}

// A flow that begins and ends within one turn is seen to end.
func TestAFlowOfOneTurnCountsAsEnded(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "bot.yaml"), "name: Shop\nlanguages: [en]\n")
	write(t, filepath.Join(dir, "intents", "hours.yaml"), "examples:\n  en: [opening hours, when are you open?]\n")
	write(t, filepath.Join(dir, "flows", "hours.yaml"), "title: hours\nstart: {intents: [hours]}\nsteps:\n  - say: From 9 to 5.\n  - {id: done, end: solved}\n")
	file := filepath.Join(dir, "simulated", "ada.yaml")
	write(t, file, "goal: Know the hours.\nlanguage: en\nopens: {say: [opening hours]}\nsuccess: {ended: hours}\n")
	if code, out, problem := runs(t, "eval", "simulate", file); code != 0 || !strings.Contains(out, "solved 4 of 4") {
		t.Errorf("exit %d: %s%s", code, out, problem)
	}
	for step, want := range map[string]int{"done": 0, "other": exitFailed} {
		write(t, file, "goal: Know the hours.\nlanguage: en\nopens: {say: [opening hours]}\nsuccess: {ended: hours/"+step+"}\n")
		if code, out, problem := runs(t, "eval", "simulate", file); code != want {
			t.Errorf("ended at %s: exit %d: %s%s", step, code, out, problem)
		}
	}
}
