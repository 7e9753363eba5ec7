package telegram

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A place is where something is said: a chat, or a topic of one. Groups have negative numbers.
type place struct {
	chat   int64
	thread int // 0 outside topics
}

// parsePlace reads an address.
func parsePlace(address string) (p place, err error) {
	chat, thread, topic := strings.Cut(address, ":")
	p.chat, err = strconv.ParseInt(chat, 10, 64)
	if err == nil && topic {
		p.thread, err = strconv.Atoi(thread)
	}
	if err != nil {
		return p, fmt.Errorf("an address of telegram is a chat's number, and a topic's behind a colon: %w", bareNumError(err))
	}
	return p, nil
}

// bareNumError leaves out what was read: an address is nobody's business.
func bareNumError(err error) error {
	if n, ok := errors.AsType[*strconv.NumError](err); ok {
		return n.Err
	}
	return err
}

// address is how the rest of the program names the place.
func (p place) address() string {
	if p.thread == 0 {
		return strconv.FormatInt(p.chat, 10)
	}
	return fmt.Sprintf("%d:%d", p.chat, p.thread)
}

// conversation is the ID of what is said there.
func (p place) conversation() string { return Name + ":" + p.address() }

func (p place) route() bot.Route { return bot.Route{Channel: Name, Address: p.address()} }

// Private tells whether the bot is alone with the customer at an address.
func Private(address string) bool {
	p, err := parsePlace(address)
	return err == nil && !p.group()
}

// group is true of what is not a private chat.
func (p place) group() bool { return p.chat < 0 }
