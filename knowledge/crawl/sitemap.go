package crawl

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html/charset"
)

// Limits of sitemaps, see https://www.sitemaps.org/protocol.html: 50,000 addresses and 50 MB a file.
const (
	maxSitemaps  = 50
	maxAddresses = 50000
	maxUnpacked  = 50 << 20
)

// sitemap are the addresses of a site's sitemaps, and of those they name.
func (r *round) sitemap(ctx context.Context, named []string) ([]*url.URL, error) {
	guessed := len(named) == 0
	if guessed {
		named = []string{r.start.ResolveReference(&url.URL{Path: "/sitemap.xml"}).String()}
	}
	var found []*url.URL
	asked := map[string]bool{}
	for len(named) > 0 && len(asked) < maxSitemaps && len(found) < maxAddresses {
		u, err := r.start.Parse(named[0])
		named = named[1:]
		if err != nil || siteOf(u.Host) != r.host || asked[u.String()] {
			continue
		}
		asked[u.String()] = true
		a, err := r.askOn(ctx, u)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || !a.success() {
			if err = r.unmapped(u, a, err, guessed); err != nil || r.down {
				return nil, err
			}
			continue // the links of the pages remain
		}
		pages, maps := addresses(a.body)
		named = append(named, maps...)
		for _, address := range pages[:min(len(pages), maxAddresses-len(found))] {
			if u, err := r.start.Parse(address); err == nil {
				found = append(found, clean(u))
			}
		}
	}
	return found, nil
}

// unmapped tells of a sitemap that could not be read, unless it is none: nobody named it, or it is gone.
func (r *round) unmapped(u *url.URL, a answer, err error, guessed bool) error {
	switch {
	case err != nil:
		r.outcome.Passing = r.outcome.Passing || passes(err)
		return r.fail(u, err)
	case guessed, a.gone():
		return nil
	}
	return r.fail(u, a.refusal())
}

// addresses reads a sitemap: the pages it names, and further sitemaps. It may be packed. Of one that is broken, what comes before the
// break counts.
func addresses(body []byte) (pages, maps []string) {
	var in io.Reader = bytes.NewReader(body)
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, nil
		}
		in = unpacked
	}
	dec := xml.NewDecoder(io.LimitReader(in, maxUnpacked))
	dec.Strict, dec.CharsetReader = false, charset.NewReaderLabel
	within := ""
	for len(pages) < maxAddresses && len(maps) < maxSitemaps {
		token, err := dec.Token()
		if err != nil {
			return pages, maps
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "url", "sitemap":
			within = e.Name.Local
		case "loc":
			var address string
			if dec.DecodeElement(&address, &e) != nil {
				return pages, maps
			}
			if address = strings.TrimSpace(address); within == "sitemap" {
				maps = append(maps, address)
			} else if within == "url" {
				pages = append(pages, address)
			}
			within = "" // an image's address in the same entry is not the page's
		}
	}
	return pages, maps
}
