// Package robots reads robots.txt (RFC 9309) and says what a crawler may fetch.
package robots

import (
	"strconv"
	"strings"
	"time"
)

// MaxSize is how much of a robots.txt is read, in bytes: RFC 9309, section 2.5, asks for at least 500 KiB.
const MaxSize = 500 << 10

// Rules are what a robots.txt says. The zero value allows everything.
type Rules struct {
	Sitemaps []string // addresses of the site's sitemaps

	groups map[string]*Group // by agent, in lower case
}

// A Group is what holds for one crawler. The zero value allows everything.
type Group struct {
	Delay time.Duration // that it asks for between two requests; not in the standard, but common

	rules []rule
}

type rule struct {
	pattern string
	allow   bool
}

// Parse reads a robots.txt. Lines it does not understand are passed over, as the standard asks for.
func Parse(data []byte) *Rules {
	text := strings.TrimPrefix(string(data[:min(len(data), MaxSize)]), "\ufeff")
	r := &Rules{groups: map[string]*Group{}}
	var open []*Group // the groups that a rule is for: one for each user-agent line before it
	closed := true    // a rule was seen since: the next user-agent line begins anew
	for line := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == '\n' || c == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if closed {
				open, closed = nil, false
			}
			open = append(open, r.group(product(value)))
		case "allow", "disallow":
			closed = true
			if value == "" {
				continue // nothing is forbidden
			}
			allow := strings.EqualFold(strings.TrimSpace(key), "allow")
			for _, g := range open {
				g.rules = append(g.rules, rule{normal(value), allow})
			}
		case "crawl-delay":
			closed = true
			if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < 1e6 {
				for _, g := range open {
					g.Delay = time.Duration(seconds * float64(time.Second))
				}
			}
		case "sitemap":
			r.Sitemaps = append(r.Sitemaps, value)
		}
	}
	return r
}

// product is the name in a user-agent line, without a version or whatever else stands behind it (RFC 9309, section 2.2.1).
func product(agent string) string {
	if strings.HasPrefix(agent, "*") {
		return "*"
	}
	end := strings.IndexFunc(agent, func(c rune) bool {
		return c != '-' && c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	})
	if end < 0 {
		return agent
	}
	return agent[:end]
}

// group is the group of an agent; what is said of it at several places counts together.
func (r *Rules) group(agent string) *Group {
	agent = strings.ToLower(agent)
	g := r.groups[agent]
	if g == nil {
		g = &Group{}
		r.groups[agent] = g
	}
	return g
}

// For is the group of a crawler by its name, a product token such as "lotsebot"; that of everybody if it is not named.
func (r *Rules) For(agent string) Group {
	for _, name := range []string{strings.ToLower(agent), "*"} {
		if g := r.groups[name]; g != nil {
			return *g
		}
	}
	return Group{}
}

// Allows tells whether a path, with its query if it has one, may be fetched: the longest rule that matches decides, and of two
// as long the one that allows.
func (g Group) Allows(path string) bool {
	path = normal(path)
	best, allow := -1, true
	for _, r := range g.rules {
		if n := len(r.pattern); (n > best || n == best && r.allow) && matches(r.pattern, path) {
			best, allow = n, r.allow
		}
	}
	return allow
}
