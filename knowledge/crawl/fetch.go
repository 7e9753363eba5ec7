package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Agent is the name under which sites can address the crawler in robots.txt and in their pages' meta tags.
const Agent = "lotsebot"

// userAgent tells sites who asks, and where to complain.
const userAgent = "Mozilla/5.0 (compatible; " + Agent + "/1.0; +https://github.com/lotse-bot/lotse)"

// Limits of one request.
const (
	// MaxBytes is the largest page that is read, in bytes after it was unpacked.
	MaxBytes = 8 << 20
	// MaxOther is the largest file that is read which is no page: a manual brings its pictures with it.
	MaxOther = 64 << 20
	// DefaultTimeout is the longest time that a page may take, from asking to its last byte.
	DefaultTimeout = 30 * time.Second
)

// errTooLarge says that a page is larger than [MaxBytes], or a file than [MaxOther].
var errTooLarge = errors.New("is larger than what is read")

// An answer is what a site said to a request.
type answer struct {
	status int
	header http.Header
	body   []byte // of a success alone
}

// fetcher asks for one address at a time.
type fetcher struct {
	client  *http.Client
	timeout time.Duration
	reads   func(kind, name string) bool // tells of what is no page whether it is read; nil reads nothing
}

func newFetcher(private bool, timeout time.Duration) fetcher {
	if timeout == 0 {
		timeout = DefaultTimeout
	}
	return fetcher{&http.Client{
		Transport: transport(private),
		// Where a page was moved to is asked for like any other page: within the site's bounds, its robots.txt and its pace.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, timeout, nil}
}

// get asks for an address, unless it is still as it was then.
func (f fetcher) get(ctx context.Context, u *url.URL, past record) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")
	if past.ETag != "" {
		req.Header.Set("If-None-Match", past.ETag)
	}
	if past.Modified != "" {
		req.Header.Set("If-Modified-Since", past.Modified)
	}
	res, err := f.client.Do(req)
	if err != nil {
		return answer{}, plain(err)
	}
	defer res.Body.Close()
	a := answer{status: res.StatusCode, header: res.Header}
	if res.StatusCode != http.StatusOK {
		return a, nil
	}
	limit := int64(MaxBytes)
	if kind := media(a.header.Get("Content-Type"), []byte("<html")); !isHTML(kind) && f.reads != nil && f.reads(kind, u.Path) {
		limit = MaxOther
	}
	if res.ContentLength <= limit {
		a.body, err = io.ReadAll(io.LimitReader(res.Body, limit+1)) // the transport unpacks; what is counted is what comes out
	}
	if err == nil && max(res.ContentLength, int64(len(a.body))) > limit {
		err = fmt.Errorf("%w: %d MB", errTooLarge, limit>>20)
	}
	return a, plain(err)
}

// plain takes the address out of an error of the client: whoever reports it says it once.
func plain(err error) error {
	var of *url.Error
	if errors.As(err, &of) {
		err = of.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return errSlow
	}
	return err
}

// errSlow says that a page did not come in time.
var errSlow = errors.New("did not answer in time")

// success tells of an answer that the page is there.
func (a answer) success() bool { return a.status == http.StatusOK }

// moved is where a page was moved to.
func (a answer) moved() (string, bool) {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to := strings.TrimSpace(a.header.Get("Location"))
		return to, to != ""
	}
	return "", false
}

// forNow tells of a redirect that the page may be back at its own address (RFC 9110, section 15.4).
func (a answer) forNow() bool {
	return a.status != http.StatusMovedPermanently && a.status != http.StatusPermanentRedirect
}

// refusal is an answer that is none.
func (a answer) refusal() error {
	return fmt.Errorf("answers %d %s", a.status, http.StatusText(a.status))
}

// refused tells of an answer that the page is not for us.
func (a answer) refused() bool {
	return a.status == http.StatusUnauthorized || a.status == http.StatusForbidden
}

// gone tells of an answer that there is no page any more.
func (a answer) gone() bool { return a.status == http.StatusNotFound || a.status == http.StatusGone }
