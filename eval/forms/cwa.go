package forms

// cwa reads the FAQ of the Corona-Warn-App as it was published, as HTML: every entry must be found by its own title, in its own
// language, among all entries of both. It measures what reading HTML loses, not how hard questions are.
func cwa(s *source) error {
	type entry struct{ ID, Lang, Title, HTML string }
	for _, name := range []string{"faq_de.jsonl", "faq_en.jsonl"} {
		err := each(s, name, func(from at, e entry) error {
			document := map[string]any{"id": e.ID, "lang": e.Lang, "title": e.Title, "html": e.HTML}
			if err := s.add("documents.jsonl", from, document); err != nil {
				return err
			}
			return s.add("queries.jsonl", from, map[string]any{
				"id": e.ID, "lang": e.Lang, "text": e.Title, "relevant": []string{e.ID}, "answerable": true,
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
