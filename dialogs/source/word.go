package source

// A Word is a name somebody wrote, and where: so that one nobody knows can be pointed at.
type Word struct {
	Text  string
	Place Place
}

// DecodeYAML reads a scalar.
func (w *Word) DecodeYAML(v Value) {
	w.Place = v.Place
	s, ok := v.Text()
	if !ok {
		v.Wants("a name")
	}
	w.Text = s
}
