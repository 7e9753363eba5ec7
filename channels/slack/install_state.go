package slack

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// stateLife is how long somebody may take to agree on Slack's page.
const stateLife = 10 * time.Minute

// drawerUsedStates is where those that were used are kept until they expire.
const drawerUsedStates = "install/used"

// states say which way back from Slack belongs to which way there: nonce.expiry.mac, signed, for ten minutes, once.
type states struct {
	secret []byte
	drawer bot.Drawer
	now    func() time.Time

	mu sync.Mutex
}

func (s *states) issue() (state, nonce string) {
	nonce = rand.Text()
	claims := nonce + "." + strconv.FormatInt(s.now().Add(stateLife).Unix(), 10)
	return claims + "." + s.mac(claims), nonce
}

// mac signs claims. The prefix keeps signatures made with the same secret for other purposes from being states.
func (s *states) mac(claims string) string {
	h := hmac.New(sha256.New, s.secret)
	h.Write([]byte("lotse slack state v1\n" + claims))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// redeem takes a state of the browser that holds the nonce, once; errState for any other.
func (s *states) redeem(ctx context.Context, state, nonce string) error {
	parts := strings.Split(state, ".")
	if len(parts) != 3 || !hmac.Equal([]byte(parts[2]), []byte(s.mac(parts[0]+"."+parts[1]))) {
		return fmt.Errorf("%w: not issued here", errState)
	}
	if !hmac.Equal([]byte(parts[0]), []byte(nonce)) {
		return fmt.Errorf("%w: issued to another browser", errState)
	}
	expires, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || s.now().Unix() >= expires {
		return fmt.Errorf("%w: expired", errState)
	}
	return s.use(ctx, nonce, expires)
}

// use notes that a state is used, and forgets those that have expired anyway.
func (s *states) use(ctx context.Context, nonce string, expires int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	used := map[string]int64{}
	b, err := s.drawer.Get(ctx, drawerUsedStates)
	switch {
	case errors.Is(err, bot.ErrNothing):
	case err != nil:
		return fmt.Errorf("look for used states: %w", err)
	default:
		if err := json.Unmarshal(b, &used); err != nil {
			return fmt.Errorf("read used states: %w", err)
		}
	}
	for n, until := range used {
		if until <= s.now().Unix() {
			delete(used, n)
		}
	}
	if _, again := used[nonce]; again {
		return fmt.Errorf("%w: used before", errState)
	}
	used[nonce] = expires
	if b, err = json.Marshal(used); err != nil {
		return fmt.Errorf("keep used states: %w", err)
	}
	if err := s.drawer.Put(ctx, drawerUsedStates, b); err != nil {
		return fmt.Errorf("keep used states: %w", err)
	}
	return nil
}
