package crawl

import (
	"net/url"
	"slices"
	"strings"
)

// clean brings an address to the form in which it is fetched and cited: no fragment, nothing that only tracks who reads it,
// the rest of the query in order.
func clean(u *url.URL) *url.URL {
	c := *u
	c.Scheme, c.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if port := c.Port(); port == "80" && c.Scheme == "http" || port == "443" && c.Scheme == "https" {
		c.Host = strings.TrimSuffix(c.Host, ":"+port)
	}
	c.User, c.Fragment, c.RawFragment, c.ForceQuery = nil, "", "", false
	if at := strings.Index(strings.ToLower(c.Path), ";jsessionid="); at >= 0 {
		c.Path, c.RawPath = c.Path[:at], ""
	}
	if c.Path == "" {
		c.Path = "/"
	}
	var kept []string
	for pair := range strings.SplitSeq(c.RawQuery, "&") {
		if name, _, _ := strings.Cut(strings.ToLower(pair), "="); name != "" && !tracks(name) {
			kept = append(kept, pair)
		}
	}
	slices.Sort(kept)
	c.RawQuery = strings.Join(kept, "&")
	return &c
}

// tracks tells of a parameter that it says where a reader comes from or who she is, and not which page she reads.
func tracks(name string) bool {
	for _, prefix := range []string{"utm_", "pk_", "mtm_", "matomo_", "hsa_", "_hs"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return slices.Contains(trackers, name)
}

var trackers = []string{
	"gclid", "gclsrc", "dclid", "wbraid", "gbraid", "fbclid", "msclkid", "yclid", "igshid", "twclid", "ttclid", "mc_cid", "mc_eid", "_ga", "_gl",
	"wt_mc", "mkt_tok", "vero_id", "phpsessid", "jsessionid", "sessionid", "sid",
}

// key identifies a page: sites serve one under http and https, with www and without, with a slash at the end and without.
func key(u *url.URL) string {
	k := siteOf(u.Host) + strings.TrimSuffix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		k += "?" + u.RawQuery
	}
	return k
}

// siteOf is a host without www.
func siteOf(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

// pathOf is the path of an address as robots.txt sees it.
func pathOf(u *url.URL) string {
	if u.RawQuery == "" {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + u.RawQuery
}
