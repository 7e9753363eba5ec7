package web

import (
	"errors"
	"net/http"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

var errElement = errors.New("an element is not what customers can send: a kept image or file, or a location")

// attached checks what came with an utterance, and says about files what is known here, not what the browser says.
func (s *Server) attached(w http.ResponseWriter, r *http.Request, g grant, elements []bot.Element) ([]bot.Element, bool) {
	var all []bot.Element
	for _, e := range elements {
		known, err := s.attach(r, g, e)
		switch {
		case errors.Is(err, errElement), errors.Is(err, bot.ErrNothing):
			channels.Problem{Status: http.StatusUnprocessableEntity, Detail: err.Error() + "."}.Write(w)
			return nil, false
		case err != nil:
			s.broken(w, "look for an attached file", g.address, err)
			return nil, false
		}
		all = append(all, known)
	}
	return all, true
}

func (s *Server) attach(r *http.Request, g grant, e bot.Element) (bot.Element, error) {
	switch {
	case e.Kind == bot.ElementLocation && e.Place != nil && onEarth(*e.Place):
		return bot.Element{Kind: e.Kind, Place: e.Place}, nil
	case (e.Kind == bot.ElementImage || e.Kind == bot.ElementFile) && e.Media != nil && s.Files != nil:
		return s.kept(r, g, e.Media.ID)
	}
	return bot.Element{}, errElement
}

// kept gives a file that this browser had kept before.
func (s *Server) kept(r *http.Request, g grant, id string) (bot.Element, error) {
	m, conversation, content, err := s.Files.File(r.Context(), id)
	if err != nil {
		return bot.Element{}, err
	}
	_ = content.Close() // nothing was read
	if err := s.mayOpen(r.Context(), g, conversation); err != nil {
		return bot.Element{}, err
	}
	return bot.Element{Kind: m.Kind(), Media: &m}, nil
}

func onEarth(p bot.Place) bool {
	return p.Latitude >= -90 && p.Latitude <= 90 && p.Longitude >= -180 && p.Longitude <= 180 && len(p.Name) <= 200 && len(p.Address) <= 200
}
