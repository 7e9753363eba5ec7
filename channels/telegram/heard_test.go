package telegram_test

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

func TestACustomerIsHeard(t *testing.T) {
	w := newWorld(t)
	w.anna.Say("Wo bleibt mein Kaffee? ☕")
	want := bot.Inbound{
		Channel: "telegram", Key: "7000000001:4711000815.1", Conversation: "telegram:4711000815", Address: "4711000815",
		Text: "Wo bleibt mein Kaffee? ☕", Locale: "de-AT",
	}
	if d := cmp.Diff(want, w.one()); d != "" {
		t.Error(d)
	}
	if err := w.platform.Redeliver(); err != nil {
		t.Fatal(err)
	}
	if again := w.inbox.takes(); len(again) > 0 {
		t.Errorf("delivered again, it was taken again: %+v", again)
	}
}

func TestWhatCannotBeKeptComesAgain(t *testing.T) {
	w := newWorld(t)
	w.inbox.fail = 1
	w.anna.Say("eins")
	if w.platform.Waiting() != 1 || w.Status().Healthy() {
		t.Errorf("%d updates wait, and healthy is %t: want one, and no", w.platform.Waiting(), w.Status().Healthy())
	}
	w.anna.Say("zwei")
	all := w.inbox.takes()
	if len(all) != 2 || all[0].Text != "eins" || all[1].Text != "zwei" {
		t.Errorf("heard %+v, want eins and zwei", all)
	}
	if !w.Status().Healthy() {
		t.Error("after it went well again, the channel is not healthy")
	}
}

func TestCommandsSayWhatTheyMean(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ typed, text, payload, event string }{
		{"/start", "", "", bot.EventStart},
		{"/start K7-abc_9", "", "", bot.EventLink},
		{"/person", "/person", bot.PersonPayload, ""},
		{"/cancel", "abbrechen", "", ""},
		{"/unlink", "/unlink", "unlink:", ""},
		{"/nobodyknows this", "/nobodyknows this", "", ""},
	} {
		w.anna.Say(c.typed)
		in := w.one()
		event := ""
		if in.Event != nil {
			event = in.Event.Name
		}
		if in.Text != c.text || in.Payload != c.payload || event != c.event {
			t.Errorf("%s: heard text %q, payload %q, event %q", c.typed, in.Text, in.Payload, event)
		}
		if event == bot.EventLink && data[bot.Code](t, in.Event, event).Code != "K7-abc_9" {
			t.Errorf("%s: the code is %s", c.typed, in.Event.Data)
		}
	}
}

func TestInAGroupOnlyWhatIsForTheBotIsHeard(t *testing.T) {
	w := newWorld(t)
	w.platform.Group(group, "Kaffeerunde")
	at, topic := w.anna.In(group, 0), w.anna.In(group, 77)
	at.Say("Guten Morgen zusammen")
	at.Say("/stop@EinAndererBot")
	at.Say("Frag doch mal @EinAnderer")
	if all := w.inbox.takes(); len(all) > 0 {
		t.Fatalf("what people say to each other was heard: %+v", all)
	}
	for _, c := range []struct {
		by           *telegramtest.User
		said, heard  string
		conversation string
	}{
		{at, "☕☕ @" + telegramtest.Username + " wann öffnet ihr?", "☕☕  wann öffnet ihr?", "telegram:-1001777000111"},
		{at, "@" + telegramtest.Username + " wann? @" + telegramtest.Username, "wann?", "telegram:-1001777000111"},
		{at, "/cancel@" + telegramtest.Username, "abbrechen", "telegram:-1001777000111"},
		{topic, "@" + telegramtest.Username + " und hier?", "und hier?", "telegram:-1001777000111:77"},
	} {
		c.by.Say(c.said)
		in := w.one()
		if in.Text != c.heard || in.Conversation != c.conversation || "telegram:"+in.Address != c.conversation {
			t.Errorf("%q was heard as %q in %s at %s", c.said, in.Text, in.Conversation, in.Address)
		}
	}
	at.Say("@" + telegramtest.Username)
	if in := w.one(); in.Event == nil || in.Event.Name != bot.EventStart {
		t.Errorf("the bot's name alone was heard as %+v", in)
	}
	d := w.delivery(bot.Reply{Text: "Um acht."})
	d.Address = "-1001777000111:77"
	if _, err := w.Send(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if all := w.platform.Shows(group); len(all) != 1 || all[0].Thread != 77 {
		t.Errorf("the group shows %+v, want the reply in the topic", all)
	}
	at.Replying().Say("danke")
	if in := w.one(); in.Text != "danke" {
		t.Errorf("a reply to the bot was heard as %+v", in)
	}
}

func TestAnEditedMessageIsHeardAgain(t *testing.T) {
	w := newWorld(t)
	w.anna.Say("Bestellung 1234")
	first := w.one()
	w.anna.Edit("Bestellung 12345")
	in := w.one()
	got := data[bot.Edited](t, in.Event, bot.EventEdited)
	if d := cmp.Diff(bot.Edited{Key: first.Key, Text: "Bestellung 12345"}, got); d != "" {
		t.Error(d)
	}
	if in.Key == first.Key || in.Conversation != first.Conversation {
		t.Errorf("the edit has key %s in %s", in.Key, in.Conversation)
	}
}

func TestWhatIsSentAlongIsNamedAndFetchedLater(t *testing.T) {
	w := newWorld(t)
	picture, spoken := []byte("ein Bild von einer Kanne"), []byte("hallo")
	w.anna.SendPhoto("Die ist kaputt", picture)
	photo := w.one()
	w.anna.SendDocument("rechnung.pdf", "application/pdf", "", []byte("%PDF"))
	document := w.one()
	w.anna.SendVoice(spoken)
	voice := w.one()
	w.anna.SendLocation(53.5, 9.98)
	location := w.one()
	w.anna.SendContact("+49 40 1234")
	contact := w.one()
	if photo.Text != "Die ist kaputt" || document.Text != "" {
		t.Errorf("captions were heard as %q and %q", photo.Text, document.Text)
	}
	without := func(in bot.Inbound) []bot.Element {
		for _, e := range in.Elements {
			if e.Media != nil {
				e.Media.Remote = ""
			}
		}
		return in.Elements
	}
	content, err := w.Fetch(t.Context(), *photo.Elements[0].Media, 1000)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if got, err := io.ReadAll(content); err != nil || string(got) != string(picture) {
		t.Errorf("the picture came back as %q, %v: want the largest size", got, err)
	}
	want := []bot.Element{
		{Kind: bot.ElementImage, Media: &bot.Media{Name: "photo.jpg", Type: "image/jpeg", Size: int64(len(picture))}},
		{Kind: bot.ElementFile, Media: &bot.Media{Name: "rechnung.pdf", Type: "application/pdf", Size: 4}},
		{Kind: bot.ElementFile, Media: &bot.Media{Name: "voice.ogg", Type: "audio/ogg", Size: int64(len(spoken))}},
		{Kind: bot.ElementLocation, Place: &bot.Place{Latitude: 53.5, Longitude: 9.98}},
		{Kind: bot.ElementContact, Contact: &bot.Contact{Name: "Anna", Phone: "+49 40 1234"}},
	}
	var got []bot.Element
	for _, in := range []bot.Inbound{photo, document, voice, location, contact} {
		got = append(got, without(in)...)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWhatAClientCutApartIsWaitedFor(t *testing.T) {
	w := newWorld(t, func(o *telegram.Options) { o.Settle = 0 })
	message := func(id int, more map[string]any) map[string]any {
		m := map[string]any{"message_id": id, "date": 1795300000, "chat": map[string]any{"id": anna, "type": "private"}, "from": map[string]any{"id": anna}}
		maps.Copy(m, more)
		return m
	}
	picture := []any{map[string]any{"file_id": "a", "file_unique_id": "a", "width": 9, "height": 9}}
	for i, c := range []struct {
		sent map[string]any
		want time.Duration
	}{
		{map[string]any{"text": "Hallo"}, 300 * time.Millisecond},
		{map[string]any{"text": "/person"}, 0},
		{map[string]any{"text": strings.Repeat("x", 4096)}, time.Second},
		{map[string]any{"photo": picture, "media_group_id": "7"}, time.Second},
	} {
		w.platform.Happen("message", message(700+i, c.sent))
		if in := w.one(); in.Settle != c.want {
			t.Errorf("%.60v is waited for %s, want %s", c.sent, in.Settle, c.want)
		}
	}
}

func TestAFileThatIsTooLargeIsNotFetched(t *testing.T) {
	w := newWorld(t)
	content := []byte("zehn Bytes")
	remote := bot.Media{Remote: w.platform.Keep("a", content)} // of which nobody said how large it is
	if _, err := w.Fetch(t.Context(), remote, 9); !errors.Is(err, bot.ErrTooLarge) {
		t.Errorf("a file that is too large: %v", err)
	}
	s := telegramtest.New(t)
	sly := inside(s)
	told := sly.Transport
	sly.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		resp, err := told.RoundTrip(r)
		resp.ContentLength = -1 // nor does the server
		return resp, err
	})
	w = newQuietWorld(t, s, sly)
	remote.Remote = s.Keep("a", content)
	for limit, want := range map[int64]error{9: bot.ErrTooLarge, 10: nil} {
		body, err := w.Fetch(t.Context(), remote, limit)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(body)
		if !errors.Is(err, want) || want == nil && string(got) != string(content) {
			t.Errorf("at most %d bytes: %q, %v", limit, got, err)
		}
		body.Close()
	}
	if _, err := w.Fetch(t.Context(), bot.Media{Remote: "nothing"}, 9); err == nil || errors.Is(err, bot.ErrTooLarge) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestWhatHasNoWordsIsHeardAsASign(t *testing.T) {
	w := newWorld(t)
	w.anna.SendSticker("👍")
	if in := w.one(); in.Text != "👍" {
		t.Errorf("a sticker was heard as %+v", in)
	}
	from := map[string]any{"id": anna, "is_bot": false, "first_name": "Anna"}
	message := func(id int, kind string, content any) map[string]any {
		return map[string]any{"message_id": id, "date": 1795300000, "chat": map[string]any{"id": anna, "type": "private"}, "from": from, kind: content}
	}
	w.platform.Happen("message", message(900, "story", map[string]any{"id": 2}))
	if in := w.one(); in.Text != "[story]" {
		t.Errorf("a story was heard as %+v", in)
	}
	w.platform.Happen("message", message(901, "pinned_message", map[string]any{"message_id": 4}))
	w.platform.Happen("message", message(902, "something_new", map[string]any{}))
	if all := w.inbox.takes(); len(all) > 0 {
		t.Errorf("what happened in the chat was heard: %+v", all)
	}
	if n := w.Status().Passed["message that says nothing"]; n != 2 {
		t.Errorf("%d such messages were counted, want 2", n)
	}
}
