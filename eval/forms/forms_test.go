package forms_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval/forms"
)

// folder writes a set.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// read reads it, and the rows of one file of it.
func read(t *testing.T, form, folder, file string) (*forms.Set, []map[string]any) {
	t.Helper()
	set, err := forms.Read(form, folder)
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	for _, r := range set.Files[file] {
		var row map[string]any
		if err := json.Unmarshal(r.JSON, &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return set, rows
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAnUtteranceWithSeveralIntentsIsLearnedForEachAndAskedOnce(t *testing.T) {
	root := folder(t, map[string]string{"utterances.jsonl": `{"id": "a", "fold": 1, "text": "cancel my card", "intents": ["cancel", "card"]}
not JSON
{"id": "b", "fold": 2, "text": "my card is lost", "intents": ["card", "lost"]}
{"id": "c", "fold": 19, "text": "hm", "intents": []}
`})
	set, train := read(t, "nlupp", root, "train.jsonl")
	same(t, []map[string]any{
		{"id": "a/cancel", "text": "cancel my card", "lang": "en", "intent": "cancel"},
		{"id": "a/card", "text": "cancel my card", "lang": "en", "intent": "card"},
	}, train)
	_, test := read(t, "nlupp", root, "test.jsonl")
	same(t, []map[string]any{
		{"id": "b", "text": "my card is lost", "lang": "en", "intent": "card", "also": []any{"lost"}},
		{"id": "c", "text": "hm", "lang": "en", "intent": "oos"},
	}, test)
	if len(set.Faults) != 1 || set.Faults[0].Line != 2 || set.Files["test.jsonl"][0].Line != 3 {
		t.Errorf("places are lost: %v, %v", set.Faults, set.Files["test.jsonl"][0])
	}
}

func TestAnEntryOfAFAQAsksForItself(t *testing.T) {
	entry := `{"id": "de/a", "lang": "de", "title": "Wer hilft?", "text": "Wir.", "html": "<p>Wir.</p>"}`
	root := folder(t, map[string]string{"faq_de.jsonl": entry, "faq_en.jsonl": ""})
	_, documents := read(t, "cwa", root, "documents.jsonl")
	same(t, []map[string]any{{"id": "de/a", "lang": "de", "title": "Wer hilft?", "html": "<p>Wir.</p>"}}, documents)
	_, queries := read(t, "cwa", root, "queries.jsonl")
	same(t, []map[string]any{{"id": "de/a", "lang": "de", "text": "Wer hilft?", "relevant": []any{"de/a"}, "answerable": true}}, queries)
}

func TestAGuidelineIsFoundByTheFirstTwoUtterances(t *testing.T) {
	root := folder(t, map[string]string{
		"guidelines.json": `{"Product Defect": {"subflows": {"Refund Status": {"instructions": ["To tell the status"], "actions": [{"text": "Pull up", "subtext": ["Name"]}]}}}}`,
		"abcd_sample.json": `[{"convo_id": 7, "scenario": {"flow": "product_defect", "subflow": "refund_status"},
			"original": [["agent", "Hi"], ["customer", "My refund?"], ["customer", "I am Ann."], ["action", "Pulled up"], ["customer", "Thanks"]]}]`,
	})
	_, documents := read(t, "abcd", root, "documents.jsonl")
	same(t, []map[string]any{{"id": "product_defect_refund_status", "lang": "en", "title": "Product Defect: Refund Status", "text": "To tell the status\nPull up\nName"}}, documents)
	_, queries := read(t, "abcd", root, "queries.jsonl")
	same(t, []map[string]any{{"id": "7", "lang": "en", "text": "My refund?\nI am Ann.", "relevant": []any{"product_defect_refund_status"}, "answerable": true}}, queries)
}

func TestATaskThatIsSolvedByATransferWantsAPerson(t *testing.T) {
	task := func(id, action string) string {
		return `{"id": "` + id + `", "user_scenario": {"instructions": {"reason_for_call": "You want\n it back."}}, "evaluation_criteria": {"actions": [{"name": "` + action + `"}]}}` + "\n"
	}
	root := folder(t, map[string]string{
		"airline/policy.md": "# Rules", "airline/tasks.jsonl": task("1", "cancel") + task("2", "transfer_to_human_agents"),
		"retail/policy.md": "# Rules", "retail/tasks.jsonl": "",
		"telecom/main_policy.md": "# Rules", "telecom/tasks_small.jsonl": "",
	})
	set, cases := read(t, "tau2", root, "cases.jsonl")
	same(t, []map[string]any{
		{"id": "airline-1", "lang": "en", "text": "You want it back.", "person": false},
		{"id": "airline-2", "lang": "en", "text": "You want it back.", "person": true},
	}, cases)
	if set.Bot["knowledge/airline.md"] != "# Rules" || !strings.Contains(set.Bot["bot.yaml"], "teams") {
		t.Errorf("the bot has %v", set.Bot)
	}
}

// The flow asks what the chart asks, in its order, for what the query takes; half of the dialogs teach it, the others are gold.
func TestAFlowChartBecomesAFlow(t *testing.T) {
	dialogs := ""
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		dialogs += strings.ReplaceAll(`{"id": "`+id+`", "task": "weather", "events": [{"user": "Rain `+id+`?"}, {"bot": "Which day?"}, {"user": "Monday"},
			{"query": "weather", "constraints": {"Day": "api.is_equal_to(\"Monday\")", "City": "\"New York\"", "Sky": "\"Sunny\"", "Wind": "api.is_greater_than(3)"}}, {"user": "Thanks"}]}`, "\n", " ") + "\n"
	}
	root := folder(t, map[string]string{
		"tasks.json": `{"weather": {"graph": {"hello": "weather_ask_day", "weather_ask_day": "weather_ask_location", "weather_ask_location": "query", "query": "hello"},
			"replies": {"weather_ask_day": "Which day?", "weather_ask_location": "Where?"}}}`,
		"apis.json":     `{"weather": {"input": [{"Name": "City", "Type": "Categorical", "Categories": ["New York", "Berlin"]}, {"Name": "Day", "Type": "ShortString"}, {"Name": "Sky", "Type": "ShortString"}]}}`,
		"dialogs.jsonl": dialogs,
	})
	set, rows := read(t, "star", root, "dialogs.jsonl")
	if len(rows) == 0 || len(rows) == 6 {
		t.Fatalf("%d of 6 dialogs are asked", len(rows))
	}
	same(t, map[string]any{"day": "Monday", "city": "new_york"}, rows[0]["slots"].(map[string]any))
	same(t, []any{"Rain " + rows[0]["id"].(string) + "?", "Monday"}, rows[0]["turns"].([]any))
	var flow struct {
		Start struct{ Intents []string }
		Steps []map[string]any
	}
	if err := json.Unmarshal([]byte(set.Bot["flows/weather.yaml"]), &flow); err != nil {
		t.Fatal(err)
	}
	if flow.Start.Intents[0] != "weather" || flow.Steps[0]["ask"] != "day" || flow.Steps[1]["ask"] != "city" || len(flow.Steps) != 4 {
		t.Errorf("the flow is %+v", flow)
	}
	for _, r := range rows {
		if strings.Contains(set.Bot["intents/weather.yaml"], "Rain "+r["id"].(string)+"?") {
			t.Errorf("%s is learned and asked", r["id"])
		}
	}
}

func TestAnIntentOfASchemaBecomesAFlow(t *testing.T) {
	dialogs := ""
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		dialogs += strings.ReplaceAll(`{"id": "`+id+`", "turns": [
			{"speaker": "user", "text": "hi", "frames": [{"service": "Bus_1", "intent": "NONE"}]},
			{"speaker": "user", "text": "a bus", "frames": [{"service": "Bus_1", "intent": "FindBus", "slots": {}}]},
			{"speaker": "system", "text": "where to?", "frames": []},
			{"speaker": "user", "text": "Rome", "frames": [{"service": "Bus_1", "intent": "FindBus", "slots": {"to": "Rome", "class": "Economy Extra"}}]},
			{"speaker": "user", "text": "buy it", "frames": [{"service": "Bus_1", "intent": "BuyTicket", "slots": {"to": "Paris"}}]}]}`, "\n", " ") + "\n"
	}
	root := folder(t, map[string]string{
		"schema.json": `[{"service_name": "Bus_1", "slots": [
			{"name": "to", "description": "Where to"}, {"name": "class", "description": "Class", "is_categorical": true, "possible_values": ["Economy", "Economy Extra"]},
			{"name": "travelers", "is_categorical": true, "possible_values": ["1", "2"]}, {"name": "refund", "is_categorical": true, "possible_values": ["True", "False"]}],
			"intents": [{"name": "FindBus", "description": "Find a bus", "required_slots": ["to", "class", "travelers", "refund"]}]}]`,
		"dialogs.jsonl": dialogs,
	})
	set, rows := read(t, "sgd", root, "dialogs.jsonl")
	if len(rows) == 0 {
		t.Fatal("no dialog is asked")
	}
	same(t, []any{"a bus", "Rome"}, rows[0]["turns"].([]any))
	same(t, map[string]any{"to": "Rome", "class": "economy_extra"}, rows[0]["slots"].(map[string]any))
	var flow struct {
		Slots map[string]struct{ Type string }
	}
	if err := json.Unmarshal([]byte(set.Bot["flows/bus_1_find_bus.yaml"]), &flow); err != nil {
		t.Fatal(err)
	}
	for name, kind := range map[string]string{"to": "text", "class": "choice", "travelers": "number", "refund": "yesno"} {
		if flow.Slots[name].Type != kind {
			t.Errorf("%s is of type %q, want %s", name, flow.Slots[name].Type, kind)
		}
	}
}

func TestASetThatIsNotThere(t *testing.T) {
	if _, err := forms.Read("sar", t.TempDir()); err == nil || !strings.Contains(err.Error(), "did you mean star?") {
		t.Errorf("an unknown form: %v", err)
	}
	for _, name := range forms.Names() {
		if _, err := forms.Read(name, filepath.Join(t.TempDir(), "nowhere")); err == nil || !forms.Missing(err) {
			t.Errorf("%s without its files: %v", name, err)
		}
	}
}
