package forms

// presidio makes texts.jsonl of the synthetic texts of Presidio's evaluation set (github.com/microsoft/presidio-research,
// data/synth_dataset_v2.json). What is personal by itself is wanted; countries, companies, years, titles, ages and the like may
// be masked or not. Every second row, by its ID, was in sight when the rules were made; the templates of the sentences occur in
// both halves.
func presidio(s *source) error {
	type span struct {
		Type       string
		Start, End int
	}
	type text struct {
		ID    string
		Text  string
		Spans []span
	}
	return each(s, "texts.jsonl", func(from at, t text) error {
		spans := []map[string]any{}
		for _, p := range t.Spans {
			spans = append(spans, map[string]any{"type": p.Type, "start": p.Start, "end": p.End, "free": !presidioPersonal[p.Type]})
		}
		split := "held out"
		if learned(t.ID) {
			split = "developed on"
		}
		return s.add("texts.jsonl", from, map[string]any{"id": t.ID, "text": t.Text, "lang": "en", "spans": spans, "split": split})
	})
}

// presidioPersonal are the types that are personal by themselves.
var presidioPersonal = map[string]bool{
	"PERSON": true, "STREET_ADDRESS": true, "ZIP_CODE": true, "PHONE_NUMBER": true, "EMAIL_ADDRESS": true, "CREDIT_CARD": true, "IBAN_CODE": true,
	"US_SSN": true, "US_DRIVER_LICENSE": true, "IP_ADDRESS": true,
}
