package dialogs

import "github.com/lotse-bot/lotse/bot"

// Shown is what a step shows below its text. A channel that has no such thing shows it as it can; [Flows.Check] says how.
type Shown struct {
	Image    *Media `yaml:"image"`
	Card     *Card  `yaml:"card"`
	List     *Cards `yaml:"list"`     // cards below each other
	Carousel *Cards `yaml:"carousel"` // cards beside each other
	File     *Media `yaml:"file"`
	Location *Spot  `yaml:"location"`
}

// check checks each of them.
func (s *Shown) check(c *Check) {
	if s.Image != nil {
		s.Image.check(c)
		s.Image.checkAlt(c)
	}
	if s.Card != nil {
		s.Card.check(c)
	}
	for _, cards := range []*Cards{s.List, s.Carousel} {
		if cards != nil {
			cards.check(c)
		}
	}
	if s.File != nil {
		s.File.check(c)
	}
	if s.Location != nil {
		s.Location.check(c)
	}
}

// elements works them out. What comes out empty, such as a list of nothing, is left out.
func (s *Shown) elements(sc *Scene) (all []bot.Element, err error) {
	if *s == (Shown{}) {
		return nil, nil
	}
	for _, make := range []func(*Scene) (bot.Element, bool, error){s.image, s.card, s.list, s.carousel, s.file, s.location} {
		e, ok, err := make(sc)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, e)
		}
	}
	return all, nil
}

func (s *Shown) image(sc *Scene) (bot.Element, bool, error) {
	return s.Image.element(sc, bot.ElementImage)
}

func (s *Shown) file(sc *Scene) (bot.Element, bool, error) {
	return s.File.element(sc, bot.ElementFile)
}

func (s *Shown) list(sc *Scene) (bot.Element, bool, error) {
	return s.List.element(sc, bot.ElementList)
}

func (s *Shown) carousel(sc *Scene) (bot.Element, bool, error) {
	return s.Carousel.element(sc, bot.ElementCarousel)
}

func (s *Shown) card(sc *Scene) (e bot.Element, ok bool, err error) {
	if s.Card == nil {
		return e, false, nil
	}
	card, err := s.Card.card(sc)
	return bot.Element{Kind: bot.ElementCard, Cards: []bot.Card{card}}, true, err
}

func (s *Shown) location(sc *Scene) (e bot.Element, ok bool, err error) {
	if s.Location == nil {
		return e, false, nil
	}
	place, err := s.Location.place(sc)
	return bot.Element{Kind: bot.ElementLocation, Place: place}, place != nil, err
}
