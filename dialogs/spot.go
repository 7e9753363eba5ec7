package dialogs

import (
	"math"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Spot is a place on the map that a step shows.
type Spot struct {
	Place     source.Place `yaml:",place"`
	Latitude  Expr         `yaml:"latitude"` // degrees (WGS 84), north positive
	Longitude Expr         `yaml:"longitude"`
	Name      Text         `yaml:"name"`
	Address   Text         `yaml:"address"`
}

func (l *Spot) check(c *Check) {
	for _, x := range []*Expr{&l.Latitude, &l.Longitude} {
		if x.Empty() {
			c.Error(l.Place, "a place needs latitude and longitude", "add both in degrees, such as 53.5438 and 9.9660")
			return
		}
		c.Expr(x)
	}
	latitude, _ := l.Latitude.always.(float64)
	longitude, _ := l.Longitude.always.(float64)
	if math.Abs(latitude) > 90 || math.Abs(longitude) > 180 {
		c.Error(l.Place, "there is no such place on earth", "latitudes go from -90 to 90, longitudes from -180 to 180; the latitude of Hamburg is 53.55")
	}
	for _, t := range []*Text{&l.Name, &l.Address} {
		if !t.Empty() {
			c.Text(t)
		}
	}
}

// place works it out; nil if it is nowhere.
func (l *Spot) place(sc *Scene) (*bot.Place, error) {
	at := [2]float64{}
	for i, x := range []*Expr{&l.Latitude, &l.Longitude} {
		v, err := sc.Eval(x)
		if err != nil {
			return nil, err
		}
		at[i] = number(v, math.NaN())
	}
	if !(math.Abs(at[0]) <= 90 && math.Abs(at[1]) <= 180) {
		if !sc.example {
			return nil, nil
		}
		at = [2]float64{}
	}
	p := &bot.Place{Latitude: at[0], Longitude: at[1]}
	var err error
	if p.Name, err = sc.Text(&l.Name); err != nil {
		return nil, err
	}
	p.Address, err = sc.Text(&l.Address)
	return p, err
}
