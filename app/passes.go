package app

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// passes open articles that are not everybody's to whoever was shown the link. A pass is until.mac: it ends, and is good for
// one article. None is stored.
type passes struct{ secret []byte }

func (a *App) openPasses(ctx context.Context) (passes, error) {
	secret, err := a.Store.Secret(ctx, "article passes")
	if err != nil {
		return passes{}, fmt.Errorf("read the secret of article passes: %w", err)
	}
	return passes{secret}, nil
}

func (p passes) issue(document string, until time.Time) string {
	end := strconv.FormatInt(until.Unix(), 36)
	return end + "." + p.mac(document, end)
}

func (p passes) good(pass, document string, now time.Time) bool {
	end, mac, _ := strings.Cut(pass, ".")
	until, err := strconv.ParseInt(end, 36, 64)
	return err == nil && hmac.Equal([]byte(mac), []byte(p.mac(document, end))) && now.Before(time.Unix(until, 0))
}

// mac has 128 bits, in 22 characters of an address.
func (p passes) mac(document, end string) string {
	h := hmac.New(sha256.New, p.secret)
	fmt.Fprintf(h, "lotse article pass v1\n%s\n%s", end, document)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}
