package web

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// A Site is a website that may embed the widget, and how the widget looks there.
type Site struct {
	Name     string   `yaml:"name"`     // what the script line says as data-site; empty is the default site
	Origins  []string `yaml:"origins"`  // such as https://shop.example; this server's own pages may always embed it
	Images   []string `yaml:"images"`   // origins whose pictures may be shown, beside this server's
	Identity []Key    `yaml:"identity"` // with which the website signs who its customers are
	Look     Look     `yaml:"look"`
}

// A Look is what a site's customers see before anything was said. Texts are by language.
type Look struct {
	Name     string              `yaml:"name" json:"name,omitempty"`     // who answers: "Lotse" if empty
	Accent   string              `yaml:"accent" json:"accent,omitempty"` // such as #0b5c6b; shown lighter or darker where it could not be read
	Greeting map[string]string   `yaml:"greeting" json:"greeting,omitempty"`
	Starters map[string][]string `yaml:"starters" json:"starters,omitempty"` // questions offered as buttons
	Person   map[string]string   `yaml:"person" json:"person,omitempty"`     // what the way to a person is called
	Sound    bool                `yaml:"sound" json:"sound,omitempty"`       // answers are heard until the customer turns that off
	Plain    bool                `yaml:"plain" json:"plain,omitempty"`       // plain language is offered
	Theme    Theme               `yaml:"theme" json:"theme,omitzero"`
}

var (
	siteName = regexp.MustCompile(`^[a-z0-9-]*$`)
	colour   = regexp.MustCompile(`^(#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}))?$`)
)

// Check says what is wrong with sites, as the server would when it starts; nil is nothing.
func Check(all []Site) error {
	_, err := sites(all)
	return err
}

// sites checks the sites and lists them by name.
func sites(all []Site) (map[string]Site, error) {
	byName := map[string]Site{}
	for _, s := range all {
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("web channel, site %q: %w", s.Name, err)
		}
		if _, twice := byName[s.Name]; twice {
			return nil, fmt.Errorf("web channel, site %q: the name is used twice; every site needs its own", s.Name)
		}
		byName[s.Name] = s
	}
	return byName, nil
}

func (s Site) check() error {
	if !siteName.MatchString(s.Name) {
		return fmt.Errorf("the name may have a-z, 0-9 and - only")
	}
	for _, o := range slices.Concat(s.Origins, s.Images) {
		if !isOrigin(o) {
			return fmt.Errorf("%q is not an origin; write scheme and host only, such as https://shop.example", o)
		}
	}
	if !colour.MatchString(s.Look.Accent) {
		return fmt.Errorf("%q is not a colour; write it as #rrggbb", s.Look.Accent)
	}
	return s.Look.Theme.check()
}

func isOrigin(o string) bool {
	u, err := url.Parse(o)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.Scheme+"://"+u.Host == o && !strings.ContainsAny(o, " ;,'\"*")
}

// policy is the Content-Security-Policy of the site's frame: its own files and server, nothing inline, nobody else's but
// pictures from where the site says, and embedded by the site alone (CSP level 3). A blob is a picture that is being sent. The
// page of its own has a base, as its address is elsewhere.
func (s Site) policy(hosted bool) string {
	base, embedded := "'none'", append([]string{"'self'"}, s.Origins...)
	if hosted {
		base, embedded = "'self'", []string{"'self'"}
	}
	images := strings.Join(append([]string{"'self'", "blob:"}, s.Images...), " ")
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src " + images + "; font-src 'self'; connect-src 'self'; " +
		"base-uri " + base + "; form-action 'none'; frame-ancestors " + strings.Join(embedded, " ")
}

// shows tells whether the site's frame may show a picture from an address.
func (s Site) shows(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Host == "" && u.Scheme == "" || slices.Contains(s.Images, u.Scheme+"://"+u.Host))
}
