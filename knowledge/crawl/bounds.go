package crawl

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// bounds are what belongs to a site.
type bounds struct {
	host             string
	folder           string
	include, exclude []*regexp.Regexp
}

// boundsOf takes the bounds of a site whose first page is there. The host may be another than was written: many a site
// redirects to www, and back.
func boundsOf(s Site, first *url.URL) bounds {
	folder, page := path.Split(first.Path)
	if page != "" && path.Ext(page) == "" {
		folder = first.Path + "/"
	}
	return bounds{host: siteOf(clean(first).Host), folder: folder, include: patterns(s.Include), exclude: patterns(s.Exclude)}
}

// Holds tells whether an address belongs to the site, as far as that can be told without asking it.
func (s Site) Holds(address string) bool {
	start, err := url.Parse(s.Start)
	if err != nil {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && (key(clean(u)) == key(clean(start)) || boundsOf(s, start).hold(u))
}

// hold tells whether an address belongs to the site.
func (b bounds) hold(u *url.URL) bool {
	if (u.Scheme != "http" && u.Scheme != "https") || siteOf(u.Host) != b.host || matchAny(b.exclude, u) {
		return false
	}
	if len(b.include) > 0 {
		return matchAny(b.include, u)
	}
	return strings.HasPrefix(u.Path, b.folder) || u.Path == strings.TrimSuffix(b.folder, "/")
}

func matchAny(all []*regexp.Regexp, u *url.URL) bool {
	for _, p := range all {
		if p.MatchString(u.Path) || u.RawQuery != "" && p.MatchString(u.Path+"?"+u.RawQuery) {
			return true
		}
	}
	return false
}

// patterns compiles patterns of paths: * stands for anything but a slash, ** for anything. One that does not begin with a
// slash is about the last part of the path alone.
func patterns(written []string) (all []*regexp.Regexp) {
	for _, p := range written {
		var b strings.Builder
		b.WriteString("^")
		if !strings.HasPrefix(p, "/") {
			b.WriteString(".*/")
		}
		for len(p) > 0 {
			switch {
			case strings.HasPrefix(p, "**"):
				b.WriteString(".*")
				p = strings.TrimLeft(p, "*")
			case p[0] == '*':
				b.WriteString("[^/]*")
				p = p[1:]
			default:
				n := strings.IndexByte(p, '*')
				if n < 0 {
					n = len(p)
				}
				b.WriteString(regexp.QuoteMeta(p[:n]))
				p = p[n:]
			}
		}
		all = append(all, regexp.MustCompile(b.String()+"$"))
	}
	return all
}

// never tells of an address by its ending that there is nothing to read, so that nobody has to be asked for it.
func never(u *url.URL) bool {
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".eot",
		".mp3", ".mp4", ".webm", ".mov", ".avi", ".wav", ".ogg", ".zip", ".gz", ".tgz", ".tar", ".rar", ".7z", ".exe", ".dmg", ".msi", ".apk",
		".iso", ".bin", ".xml", ".rss", ".atom", ".json", ".ics", ".vcf":
		return true
	}
	return false
}
