package app

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/notify"
)

func (a *App) openBell() (bot.Bell, error) {
	address := a.Config.Bell
	switch {
	case address == "local:":
		return &notify.Local{}, nil
	case strings.HasPrefix(address, "nats://"):
		n, err := notify.Connect(address, a.Log)
		if err != nil {
			return nil, err
		}
		a.closers = append(a.closers, n.Close)
		return n, nil
	}
	return nil, unknownScheme("bell", address, "local: or nats://HOST:4222")
}

// unknownScheme names the seam and what it takes, without the address: it may hold a password.
func unknownScheme(seam, address, want string) error {
	scheme, _, _ := strings.Cut(address, ":")
	return fmt.Errorf("%s: unknown scheme %q; use %s", seam, scheme, want)
}
