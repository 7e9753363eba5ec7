package web

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A Theme is how the widget fits a site's design. What is empty stays as it is.
type Theme struct {
	Light  map[string]string `yaml:"light" json:"light,omitempty"`   // colours by name, see [ThemeColours]; #rrggbb
	Dark   map[string]string `yaml:"dark" json:"dark,omitempty"`     // the same where the device is dark
	Scheme string            `yaml:"scheme" json:"scheme,omitempty"` // light or dark, whatever the device says
	Radius string            `yaml:"radius" json:"radius,omitempty"` // of corners, such as 4px or 0.5rem
	Font   []string          `yaml:"font" json:"font,omitempty"`     // families the device may have, best first
	Side   string            `yaml:"side" json:"side,omitempty"`     // where the button is: left or right
}

// ThemeColours are the colours a theme may set: what things lie on, hairlines, borders, text, the accent and the text on it,
// and a person's.
var ThemeColours = []string{"ground", "ground-2", "ground-3", "line-1", "line-2", "text", "text-2", "accent", "accent-ink", "person"}

var (
	hexColour = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)
	length    = regexp.MustCompile(`^(0|[0-9]{1,3}(\.[0-9]{1,3})?(px|rem|em))$`)
	family    = regexp.MustCompile(`^[\pL0-9 -]{1,60}$`)
)

// check keeps out of the page's style whatever is not a plain value: a theme may come from a form.
func (t Theme) check() error {
	for name, colours := range map[string]map[string]string{"light": t.Light, "dark": t.Dark} {
		for _, c := range slices.Sorted(maps.Keys(colours)) {
			if !slices.Contains(ThemeColours, c) {
				return fmt.Errorf("theme.%s: there is no colour %q; there are %s", name, c, strings.Join(ThemeColours, ", "))
			}
			if !hexColour.MatchString(colours[c]) {
				return fmt.Errorf("theme.%s.%s: %q is not a colour; write it as #rrggbb", name, c, colours[c])
			}
		}
	}
	for _, f := range t.Font {
		if !family.MatchString(f) {
			return fmt.Errorf("theme.font: %q is not the name of a font family", f)
		}
	}
	switch {
	case t.Radius != "" && !length.MatchString(t.Radius):
		return fmt.Errorf("theme.radius: %q is not a length; write it as 4px or 0.5rem", t.Radius)
	case !slices.Contains([]string{"", "light", "dark"}, t.Scheme):
		return fmt.Errorf("theme.scheme: %q is neither light nor dark", t.Scheme)
	case !slices.Contains([]string{"", "left", "right"}, t.Side):
		return fmt.Errorf("theme.side: %q is neither left nor right", t.Side)
	}
	return nil
}
