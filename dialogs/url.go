package dialogs

import (
	"net/url"
	"slices"
	"strings"
)

// url checks a text that is a URL of one of the schemes, if it was written.
func (c *Check) url(t *Text, schemes ...string) {
	if t.Empty() {
		return
	}
	c.Text(t)
	for _, variants := range t.variants {
		for _, v := range variants {
			if !strings.HasPrefix(v.source, "{") && !linked(v.source, schemes...) {
				c.Error(v.place, "this is no URL that can be opened", "begin it with "+schemes[0]+"://")
			}
		}
	}
}

// linked is true of a whole URL of one of the schemes.
func linked(raw string, schemes ...string) bool {
	u, err := url.Parse(placeholders.Replace(raw))
	return err == nil && slices.Contains(schemes, u.Scheme) && (u.Host != "" && u.User == nil || u.Opaque != "")
}

// placeholders stand for themselves while a URL is parsed.
var placeholders = strings.NewReplacer("{", "x", "}", "x", " ", "x", `"`, "x")

// url works out a URL. What is put into one is escaped, so that it cannot lead elsewhere; one that is put there as a whole, by
// an action, is left out unless it is a link to the web. Empty for none.
func (s *Scene) url(t *Text) (string, error) {
	v := t.pick(s.turn.Conversation.Tongue(), s.turn.ID)
	if v == nil {
		return "", nil
	}
	var b strings.Builder
	for i := range v.segments {
		text, err := s.segment(&v.segments[i])
		if err != nil {
			return "", err
		}
		if v.segments[i].literal == "" && len(v.segments) > 1 {
			text = escaped(text)
		}
		b.WriteString(text)
	}
	switch {
	case linked(b.String(), "https", "http", "mailto", "tel"):
		return b.String(), nil
	case s.example:
		return "https://example.com/" + escaped(b.String()), nil
	}
	return "", nil
}
