// Package crawl reads a part of the web, politely: it asks robots.txt first, one request at a time, and only for what may have
// changed since. What stands on every page of a site is taken out, so that only what a page itself says is left.
//
// It reaches no private address unless that is allowed, whatever a page links or redirects to, and however its name resolves.
package crawl
