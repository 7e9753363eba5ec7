package telegram_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

func TestACustomerWhoBlocksTheBotIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	here := bot.Route{Channel: "telegram", Address: "4711000815"}
	w.anna.Block()
	if got := data[bot.Route](t, w.one().Event, bot.EventClosed); !got.Is(here) {
		t.Errorf("closed is %+v", got)
	}
	if e := w.fails(w.delivery(bot.Reply{Text: "Noch da?"})); e.Kind != bot.SendRefused || !e.Gone {
		t.Errorf("to a blocked chat: %+v", e)
	}
	if s := w.Status(); !s.Healthy() {
		t.Errorf("that a customer blocked the bot is no problem of the channel's: %+v", s)
	}
	w.anna.Unblock()
	if got := data[bot.Route](t, w.one().Event, bot.EventOpened); !got.Is(here) {
		t.Errorf("opened is %+v", got)
	}
	w.delivers(bot.Reply{Text: "Willkommen zurück"})
}

func TestMoreRightsChangeNothing(t *testing.T) {
	w := newWorld(t)
	w.platform.Happen("my_chat_member", map[string]any{
		"chat": map[string]any{"id": group, "type": "supergroup"}, "from": map[string]any{"id": anna}, "date": 1795300000,
		"old_chat_member": map[string]any{"status": "member"}, "new_chat_member": map[string]any{"status": "administrator"},
	})
	if all := w.inbox.takes(); len(all) > 0 {
		t.Errorf("an administrator's rights became %+v", all)
	}
}

func TestWhereTheBotIsAloneWithTheCustomer(t *testing.T) {
	for address, want := range map[string]bool{"4711000815": true, "4711000815:3": true, "-1001777000111": false, "-1001777000111:77": false, "nowhere": false} {
		if telegram.Private(address) != want {
			t.Errorf("%s: private is %t", address, !want)
		}
	}
}

func TestAChatThatNeverWasIsGone(t *testing.T) {
	w := newWorld(t)
	d := w.delivery(bot.Reply{Text: "Hallo?"})
	d.Address = "4711999999"
	if e := w.fails(d); e.Kind != bot.SendRefused || !e.Gone {
		t.Errorf("to an unknown chat: %+v", e)
	}
	d.Address = "kein-chat"
	if e := w.fails(d); e.Kind != bot.SendRefused {
		t.Errorf("to no chat at all: %+v", e)
	}
}

const super = -1002888000222

func moved() bot.Moved {
	return bot.Moved{From: bot.Route{Channel: "telegram", Address: "-1001777000111"}, To: bot.Route{Channel: "telegram", Address: "-1002888000222"}}
}

func TestAGroupThatBecomesASupergroupKeepsItsConversation(t *testing.T) {
	w := newWorld(t)
	w.platform.Group(group, "Kaffeerunde")
	w.anna.In(group, 0).Say("@" + telegramtest.Username + " Termin bitte")
	before := w.one()
	w.platform.Migrate(group, super, true)
	in := w.one() // told twice by Telegram, once by us
	if d := cmp.Diff(moved(), data[bot.Moved](t, in.Event, bot.EventMoved)); d != "" {
		t.Error(d)
	}
	w.anna.In(super, 0).Say("@" + telegramtest.Username + " am Montag")
	after := w.one()
	if in.Conversation != before.Conversation || after.Conversation != before.Conversation || after.Address != "-1002888000222" {
		t.Errorf("the conversation %s went on in %s at %s", before.Conversation, after.Conversation, after.Address)
	}
	d := w.delivery(bot.Reply{Text: "Gern."})
	d.Address = before.Address // decided before the move
	if _, err := w.Send(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if all := w.platform.Shows(super); len(all) != 1 || all[0].Text != "Gern." {
		t.Errorf("the supergroup shows %+v", all)
	}
	if n := len(w.platform.Requests("sendMessage")); n != 1 {
		t.Errorf("%d requests were made: the way was known", n)
	}
}

func TestAMoveThatNobodyToldIsFollowedWhenSending(t *testing.T) {
	w := newWorld(t)
	w.platform.Group(group, "Kaffeerunde")
	w.platform.Migrate(group, super, false)
	d := w.delivery(bot.Reply{Text: "Gern."})
	d.Address = "-1001777000111"
	if _, err := w.Send(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if all := w.platform.Shows(super); len(all) != 1 || all[0].Text != "Gern." {
		t.Errorf("the supergroup shows %+v", all)
	}
	if d := cmp.Diff(moved(), data[bot.Moved](t, w.one().Event, bot.EventMoved)); d != "" {
		t.Error(d)
	}
}
