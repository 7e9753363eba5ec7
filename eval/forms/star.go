package forms

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// star reads STAR (Mosig, Mehri and Kober 2020): dialogs of people with a person who had to follow a flow chart. A bot is made of the
// charts: a flow for each of the 16 tasks, which asks what the chart asks between hello and the query, in its words and order, for
// slots of the types that the query has. Its intents are learned from the first utterances of half of the dialogs; the others are
// replayed up to their first query. Their utterances were answers to a person, not to this bot: where the two ask in another order,
// an utterance comes to a question it does not answer, as it would if customers did not listen. Gold is the first query's
// constraints, but for those that the chart never asks for and comparisons other than "is".
func star(s *source) error {
	var tasks map[string]starTask
	if _, err := s.whole("tasks.json", &tasks); err != nil {
		return err
	}
	var queries map[string]struct{ Input []starInput }
	if _, err := s.whole("apis.json", &queries); err != nil {
		return err
	}
	slots, examples := map[string][]slot{}, map[string][]string{}
	for name, t := range tasks {
		slots[name] = t.slots(queries[name].Input)
	}
	err := each(s, "dialogs.jsonl", func(from at, d starDialog) error {
		turns, query := d.untilQuery()
		if len(turns) == 0 {
			return nil
		}
		if learned(d.ID) {
			examples[d.Task] = append(examples[d.Task], turns[0])
			return nil
		}
		if query == nil {
			return nil
		}
		return s.add("dialogs.jsonl", from, map[string]any{
			"id": d.ID, "lang": "en", "flow": d.Task, "turns": turns, "slots": gold(query, slots[d.Task]),
		})
	})
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(tasks)) {
		if err := s.flow(name, words(name), slots[name], examples[name]); err != nil {
			return err
		}
	}
	return s.bot("STAR")
}

type starTask struct {
	Replies, Graph map[string]string
}

type starInput struct {
	Name, Type string
	Categories []string
}

type starDialog struct {
	ID, Task string
	Events   []struct {
		User        string
		Constraints map[string]string
	}
}

// untilQuery are the customer's utterances up to the first query, and its constraints; nil if there is none.
func (d starDialog) untilQuery() (turns []string, constraints map[string]string) {
	for _, e := range d.Events {
		if e.Constraints != nil {
			return turns, e.Constraints
		}
		if e.User != "" {
			turns = append(turns, e.User)
		}
	}
	return turns, nil
}

// asks are which input of the query a question of the charts asks for; the first that the query has.
var asks = map[string][]string{
	"ask_name":                          {"CustomerName", "PatientName", "UserName", "FullName"},
	"bank_ask_account_number":           {"AccountNumber"},
	"bank_ask_fraud_details":            {"FraudReport"},
	"bank_ask_pin":                      {"PIN"},
	"doctor_ask_day":                    {"Day"},
	"doctor_ask_doctor_name":            {"Name"},
	"doctor_ask_start_time":             {"StartTimeHour"},
	"doctor_ask_symptoms":               {"Symptoms"},
	"hotel_ask_customer_request":        {"CustomerRequest"},
	"hotel_ask_date_from":               {"StartDate"},
	"hotel_ask_date_to":                 {"EndDate"},
	"hotel_ask_hotel":                   {"Name"},
	"hotel_ask_location":                {"Location"},
	"hotel_ask_price":                   {"Cost"},
	"hotel_ask_rating":                  {"AverageRating"},
	"hotel_ask_room_number":             {"RoomNumber"},
	"hotel_ask_service_request":         {"CustomerRequest"},
	"hotel_ask_time":                    {"Time"},
	"restaurant_ask_delivery":           {"DoesDelivery"},
	"restaurant_ask_food_type":          {"Food"},
	"restaurant_ask_location":           {"Location"},
	"restaurant_ask_rating":             {"AverageRating"},
	"restaurant_ask_restaurant":         {"Name"},
	"restaurant_ask_size":               {"PartySize"},
	"restaurant_ask_takes_reservations": {"TakesReservations"},
	"restaurant_ask_time":               {"Time"},
	"ride_ask_booking_number":           {"id"},
	"ride_ask_change":                   {"ChangeDescription"},
	"ride_ask_departure":                {"DepartureLocation"},
	"ride_ask_destination":              {"ArrivalLocation"},
	"spaceship_ask_code":                {"Code"},
	"spaceship_ask_code_type":           {"CodeType"},
	"spaceship_ask_colour_second_cable": {"ColorOfSecondCable"},
	"spaceship_ask_colour_top_cable":    {"ColorOfTopCable"},
	"spaceship_ask_lock_manufacturer":   {"LockManufacturer"},
	"spaceship_ask_rank":                {"UserRank"},
	"trivia_ask_question_number":        {"QuestionNum"},
	"weather_ask_day":                   {"Day"},
	"weather_ask_location":              {"City"},
}

// slots are what the chart asks for between hello and the query. Charts of searches ask openly for any criteria; they are asked for
// all that they have a question for.
func (t starTask) slots(inputs []starInput) []slot {
	var labels []string
	for at := t.Graph["hello"]; at != "" && !slices.Contains(labels, at); at = t.Graph[at] {
		labels = append(labels, at)
	}
	if out := t.asked(labels, inputs); len(out) > 0 {
		return out
	}
	return t.asked(slices.Sorted(maps.Keys(t.Replies)), inputs)
}

func (t starTask) asked(labels []string, inputs []starInput) (out []slot) {
	for _, label := range labels {
		for _, name := range asks[label] {
			i := slices.IndexFunc(inputs, func(i starInput) bool { return i.Name == name })
			taken := slices.ContainsFunc(out, func(s slot) bool { return s.name == identifier(name) })
			if i >= 0 && !taken {
				out = append(out, inputs[i].slot(t.Replies[label]))
				break
			}
		}
	}
	return out
}

// digits are in names of inputs that are numbers written as texts.
var digits = regexp.MustCompile(`Number|PIN|^Code$`)

func (i starInput) slot(ask string) slot {
	kinds := map[string]string{"Categorical": "choice", "Integer": "number", "Boolean": "yesno"}
	s := slot{name: identifier(i.Name), kind: cmp.Or(kinds[i.Type], "text"), choices: i.Categories, ask: strings.NewReplacer("{", "", "}", "").Replace(ask)}
	if s.kind == "text" && digits.MatchString(i.Name) {
		s.kind = "pattern"
	}
	return s
}

// is takes a constraint's value out of "api.is_equal_to(...)" and of quotes. Other comparisons have no value to be said.
var is = regexp.MustCompile(`^(?:api\.is_equal_to\()?"?([^"(){}\[\]]*)"?\)?$`)

// gold are the constraints that a flow with these slots can fill.
func gold(constraints map[string]string, slots []slot) map[string]any {
	out := map[string]any{}
	for name, written := range constraints {
		i := slices.IndexFunc(slots, func(s slot) bool { return s.name == identifier(name) })
		m := is.FindStringSubmatch(written)
		if i < 0 || m == nil || m[1] == "null" || m[1] == "" {
			continue
		}
		value := m[1]
		if slots[i].kind == "choice" {
			value = identifier(value)
		}
		out[slots[i].name] = value
	}
	return out
}
