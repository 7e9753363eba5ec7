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
			if _, ok := link(placeholders.Replace(v.source), schemes...); !ok && !strings.HasPrefix(v.source, "{") {
				c.Error(v.place, "this is no URL that can be opened", "begin it with "+schemes[0]+"://")
			}
		}
	}
}

// link reads a whole URL of one of the schemes and writes it so that nothing in it ends it early.
func link(raw string, schemes ...string) (string, bool) {
	u, err := url.Parse(raw)
	if err != nil || !slices.Contains(schemes, u.Scheme) {
		return "", false
	}
	web := u.Scheme == "https" || u.Scheme == "http"
	return u.String(), web && u.Host != "" && u.User == nil || !web && u.Opaque != ""
}

// placeholders take the place of expressions while a URL is checked.
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
	to, ok := link(b.String(), "https", "http", "mailto", "tel")
	switch {
	case ok:
		return to, nil
	case s.example:
		return "https://example.com/" + escaped(b.String()), nil
	}
	return "", nil
}
