package forms

// nlupp reads NLU++ (Casanueva et al. 2022): utterances with several intents each. Of the ten folds of the paper's 10-fold setting the
// first is taken: the published folds 0 and 1 are learned from, the other 18 are asked. A utterance is learned once for each of its
// intents; asked, its best intent is right if it is one of them. Utterances without an intent are outside every intent.
func nlupp(s *source) error {
	type row struct {
		ID      string
		Fold    int
		Text    string
		Intents []string
	}
	return each(s, "utterances.jsonl", func(from at, r row) error {
		sentence := map[string]any{"id": r.ID, "text": r.Text, "lang": "en", "intent": outside}
		if r.Fold > 1 {
			if len(r.Intents) > 0 {
				sentence["intent"], sentence["also"] = r.Intents[0], r.Intents[1:]
			}
			return s.add("test.jsonl", from, sentence)
		}
		for _, intent := range r.Intents {
			sentence["id"], sentence["intent"] = r.ID+"/"+intent, intent
			if err := s.add("train.jsonl", from, sentence); err != nil {
				return err
			}
		}
		return nil
	})
}

// outside is the intent of sentences outside every intent.
const outside = "oos"
