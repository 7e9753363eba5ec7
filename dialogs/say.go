package dialogs

import "context"

// Say says something.
type Say struct {
	Say Text `yaml:"say"`
}

// Check compiles the text.
func (s *Say) Check(c *Check) {
	c.Text(&s.Say)
	c.Next()
}

// Run says it.
func (s *Say) Run(_ context.Context, sc *Scene) (Next, error) {
	text, err := sc.Text(&s.Say)
	if err != nil {
		return Next{}, err
	}
	sc.Say(text)
	return Continue(), nil
}
