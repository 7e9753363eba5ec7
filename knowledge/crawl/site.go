package crawl

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// A Site is a part of the web.
type Site struct {
	Start   string        // address of the first page; the site is what lies in its folder
	Include []string      // patterns of the paths that belong to it, in place of that folder; see [Check]
	Exclude []string      // patterns of paths that do not
	Depth   int           // most links from the first page or the sitemap to a page; 0 is [DefaultDepth]
	Pages   int           // most pages that are asked for in a round; 0 is [DefaultPages]
	Delay   time.Duration // least time between two requests; 0 is [DefaultDelay]. Where robots.txt asks for more, it gets it, up to a minute
	Private bool          // it may be on a private address: an intranet
}

// What a site is crawled with that does not say.
const (
	DefaultDepth = 10
	DefaultPages = 1000
	DefaultDelay = time.Second
)

// Check tells what is wrong with a site, and what to do about it; empty if nothing is.
func (s Site) Check() (problem, remedy string) {
	if named(s.Start) {
		return "the address of the website has a name or a password in it", "take out what stands before the @: it would not be sent, but be seen in reports"
	}
	u, err := url.Parse(s.Start)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Sprintf("%q is not the address of a website", s.Start), "write it out: https://help.example.com/"
	}
	if s.Depth < 0 || s.Pages < 0 || s.Delay < 0 {
		return "depth, pages and delay cannot be negative", "leave them out, or write a number and a time such as 2s"
	}
	for _, p := range append(append([]string{}, s.Include...), s.Exclude...) {
		if !strings.HasPrefix(p, "/") && strings.Contains(p, "/") || p == "" {
			return fmt.Sprintf("%q is not a pattern of paths", p), "begin it with a slash (/help/**), or name files (*.pdf)"
		}
	}
	return "", ""
}

// named tells of an address that it says before its host who asks. What cannot be read as an address may still hold a password.
func named(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return strings.Contains(address, "@")
	}
	return u.User != nil
}

// basis is what follows from a page, beside what is made of it: its links are kept as far as they belong to the site.
func (s Site) basis(made string) string {
	return fmt.Sprintf("%s %q %q %q", made, s.Start, s.Include, s.Exclude)
}

// settled fills in what is not said.
func (s Site) settled() Site {
	if s.Depth == 0 {
		s.Depth = DefaultDepth
	}
	if s.Pages == 0 {
		s.Pages = DefaultPages
	}
	if s.Delay == 0 {
		s.Delay = DefaultDelay
	}
	return s
}
