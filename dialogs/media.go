package dialogs

import (
	"cmp"
	"io/fs"
	"mime"
	"net/url"
	"path"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Media is a picture or a file that a step shows: one on the web, or one of the bot's folder.
type Media struct {
	Place source.Place `yaml:",place"`
	URL   Text         `yaml:"url"`
	File  source.Word  `yaml:"file"` // its path in the bot's folder
	Name  Text         `yaml:"name"` // what a file is called
	Alt   Text         `yaml:"alt"`  // what a picture shows
}

func (m *Media) check(c *Check) {
	switch {
	case m.URL.Empty() == (m.File.Text == ""):
		c.Error(m.Place, "a picture or a file comes either from the web or from the bot's folder", "write url: or file:, one of them")
	case m.File.Text != "":
		c.file(m.File)
	}
	c.url(&m.URL, "https")
	for _, t := range []*Text{&m.Name, &m.Alt} {
		if !t.Empty() {
			c.Text(t)
		}
	}
}

// checkAlt wants a picture to be described. On a card, its title does that.
func (m *Media) checkAlt(c *Check) {
	if m.Alt.Empty() {
		c.Warning(m.Place, "nobody who does not see the picture learns what it shows", "add alt: and what it shows, in a few words")
	}
}

// file finds a file of the bot's folder.
func (c *Check) file(w source.Word) {
	if c.survey {
		return
	}
	m, ok := c.flows.stat(w.Text)
	if !ok {
		c.Error(w.Place, "there is no file "+w.Text+" in the bot's folder", "put it there, or correct the path; paths begin beside bot.yaml, without a slash")
		return
	}
	c.flows.media[w.Text] = m
}

func (f *Flows) stat(name string) (bot.Media, bool) {
	if !fs.ValidPath(name) {
		return bot.Media{}, false
	}
	info, err := fs.Stat(f.folder, name)
	if err != nil || !info.Mode().IsRegular() {
		return bot.Media{}, false
	}
	return bot.Media{URL: name, Name: path.Base(name), Type: cmp.Or(typeOf(name), "application/octet-stream"), Size: info.Size()}, true
}

// typeOf is the media type of a file by its name, empty if that does not tell.
func typeOf(name string) string {
	kind, _, _ := strings.Cut(mime.TypeByExtension(path.Ext(name)), ";")
	return kind
}

// Media are the files of the bot's folder that flows show, by their path; the URL of each is that path. A program keeps them
// where channels can reach them, and says so by [Config.Media].
func (f *Flows) Media() map[string]bot.Media { return f.media }

// media works it out; nil if there is nothing to show.
func (m *Media) media(sc *Scene) (*bot.Media, error) {
	if m == nil {
		return nil, nil
	}
	out := sc.skill.kept(m.File.Text)
	var err error
	if m.File.Text == "" {
		if out.URL, err = sc.url(&m.URL); err != nil || out.URL == "" {
			return nil, err
		}
		if u, err := url.Parse(out.URL); err == nil {
			out.Type = typeOf(u.Path)
		}
	}
	if !m.Name.Empty() {
		if out.Name, err = sc.Text(&m.Name); err != nil {
			return nil, err
		}
	}
	out.Alt, err = sc.Text(&m.Alt)
	return &out, err
}

// kept is a file of the bot's folder where channels can reach it.
func (s *Skill) kept(file string) bot.Media {
	if m, ok := s.media[file]; ok {
		return m
	}
	return s.flows.media[file]
}

func (m *Media) element(sc *Scene, kind bot.ElementKind) (bot.Element, bool, error) {
	media, err := m.media(sc)
	return bot.Element{Kind: kind, Media: media}, media != nil, err
}
