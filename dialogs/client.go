package dialogs

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// NewClient makes a client for HTTP actions. It reaches the hosts only, and follows redirects only on the same host. A host
// written bare ("api.example.com") is reached by https at public addresses, so that a name that suddenly resolves to an
// address inside the network leads nowhere; one written as a URL ("http://crm:8080") is reached where it is.
func NewClient(hosts []string) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:           dialer(hosts),
			ForceAttemptHTTP2:     true,
			TLSHandshakeTimeout:   5 * time.Second,
			ResponseHeaderTimeout: longestTimeout,
			IdleConnTimeout:       time.Minute,
			MaxIdleConnsPerHost:   8,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > 5 || origin(req.URL) != origin(via[0].URL) {
				return errRedirect
			}
			return nil
		},
	}
}

var errRedirect = errors.New("it redirects to another host, or again and again")

// dialer connects to public addresses, and to others only where a host was written as a URL.
func dialer(hosts []string) func(ctx context.Context, network, address string) (net.Conn, error) {
	inside := map[string]bool{}
	for _, h := range hosts {
		if u, err := url.Parse(h); err == nil && u.Host != "" {
			inside[address(u)] = true
		}
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		d := &net.Dialer{Timeout: 5 * time.Second}
		if !inside[address] {
			d.Control = publicOnly
		}
		return d.DialContext(ctx, network, address)
	}
}

// publicOnly refuses a connection to an address that is not public. It sees the address after the name was resolved.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := at.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || sharedAddresses.Contains(ip) {
		return errors.New("the host resolves to an address that is not public")
	}
	return nil
}

// sharedAddresses are those of carriers' networks (RFC 6598).
var sharedAddresses = netip.MustParsePrefix("100.64.0.0/10")

// allowed is true of a URL on one of the hosts.
func allowed(u *url.URL, hosts []string) bool {
	if u.User != nil {
		return false
	}
	for _, h := range hosts {
		if strings.EqualFold(origin(u), "https://"+h) {
			return true
		}
		if o, err := url.Parse(h); err == nil && o.Host != "" && origin(o) == origin(u) {
			return true
		}
	}
	return false
}

// origin is scheme, host and port of a URL.
func origin(u *url.URL) string { return strings.ToLower(u.Scheme + "://" + u.Host) }

// address is host and port to connect to.
func address(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
