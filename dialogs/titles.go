package dialogs

// Titles are what a bot's flows and slots are called in a language, for people who look on.
type Titles struct {
	Flows map[string]string // by name
	Slots map[string]string // by name; those without a label are left out
}

// Titles lists them. Of a slot that several flows ask for, the label of the first, by name, counts.
func (f *Flows) Titles(language string) Titles {
	all := Titles{Flows: map[string]string{}, Slots: map[string]string{}}
	for _, flow := range f.all {
		all.Flows[flow.Name] = flow.title(language)
		for name, s := range flow.Slots {
			if label := s.Label.In(language); label != "" && all.Slots[name] == "" {
				all.Slots[name] = label
			}
		}
	}
	return all
}
