package telegram_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

func TestTooMuchInOneChatIsNotTooMuchOfTheBot(t *testing.T) {
	w := newWorld(t)
	ben := w.platform.User(4711000999, "Ben", "en")
	busy := func(rw http.ResponseWriter) { telegramtest.TooMany(rw, 5*time.Second) }
	to := func(address string) bot.Delivery {
		d := w.delivery(bot.Reply{Text: "Hallo"})
		d.Address = address
		return d
	}
	w.platform.Fail(busy)
	if e := w.fails(to("4711000815")); e.Wide || e.RetryAfter != 5*time.Second {
		t.Errorf("the first chat: %+v", e)
	}
	if s := w.Status(); !s.Healthy() || s.Problem == "" {
		t.Errorf("one chat is busy, and the status is %+v", s)
	}
	w.platform.Fail(busy)
	if e := w.fails(to("4711000815")); e.Wide {
		t.Errorf("the same chat again: %+v", e)
	}
	w.platform.Fail(busy)
	if e := w.fails(to("4711000999")); !e.Wide {
		t.Errorf("another chat while the first waits: %+v, want it to be the bot's limit", e)
	}
	if _, err := w.Send(t.Context(), to("4711000999")); err != nil || len(w.platform.Shows(ben.ID)) != 1 {
		t.Errorf("afterwards: %v", err)
	}
}

func TestTheRatesOfTelegramAreObeyedWhenItSaysSo(t *testing.T) {
	w := newWorld(t)
	now := time.Now()
	w.platform.KeepRates(func() time.Time { return now })
	sent := 0
	for i := range 20 {
		d := w.delivery(bot.Reply{Text: strings.Repeat("x", i+1)})
		for {
			_, err := w.Send(t.Context(), d)
			if err == nil {
				sent++
				break
			}
			e, ok := errors.AsType[*bot.SendError](err)
			if !ok || e.Kind != bot.SendRetry || e.RetryAfter <= 0 {
				t.Fatalf("too fast: %v", err)
			}
			now = now.Add(e.RetryAfter)
		}
	}
	if n := len(w.platform.Shows(anna)); n != sent {
		t.Errorf("%d were sent, and %d show", sent, n)
	}
}

func TestARevokedTokenWaitsForANewOne(t *testing.T) {
	w := newWorld(t)
	w.platform.Revoke()
	e := w.fails(w.delivery(bot.Reply{Text: "Hallo"}))
	if e.Kind != bot.SendRetry || !e.Wide || e.RetryAfter < time.Minute {
		t.Errorf("without a token: %+v, want it tried again slowly", e)
	}
	s := w.Status()
	if !s.Revoked || s.Healthy() || !strings.Contains(s.Problem, "@BotFather") {
		t.Errorf("the status is %+v", s)
	}
	if _, err := w.Check(t.Context(), w.hook); err == nil || strings.Contains(err.Error(), telegramtest.Token) {
		t.Errorf("check says %v", err)
	}
}

func TestMarkupThatTelegramCannotReadIsSentPlainly(t *testing.T) {
	w := newWorld(t)
	w.platform.Fail(func(rw http.ResponseWriter) {
		rw.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(rw, `{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities: Can't find end of Italic entity at byte offset 10"}`)
	})
	w.delivers(bot.Reply{Text: "**Hallo** & [Anleitung](https://shop.example/a)", Choices: []bot.Choice{{Label: "Ja"}}})
	if got := w.last().String(); got != "Hallo & Anleitung (https://shop.example/a)\n[Ja]" {
		t.Errorf("the chat shows %q", got)
	}
	w.platform.Fail(func(rw http.ResponseWriter) {
		rw.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(rw, `{"ok":false,"error_code":400,"description":"Bad Request: \"geheim\" is nonsense"}`)
	})
	if e := w.fails(w.delivery(bot.Reply{Text: "geheim"})); e.Kind != bot.SendRefused || e.Gone || strings.Contains(e.Error(), "geheim") {
		t.Errorf("any other 400: %v", e)
	}
}

func TestAPictureThatCannotBeHadBecomesALink(t *testing.T) {
	w := newWorld(t)
	picture := func(alt string) bot.Element {
		return bot.Element{Kind: bot.ElementImage, Media: &bot.Media{URL: "https://shop.example/missing.jpg?" + alt, Alt: alt}}
	}
	w.delivers(bot.Reply{Elements: []bot.Element{picture("Kanne")}})
	if got := w.last(); got.Text != "Kanne\nhttps://shop.example/missing.jpg?Kanne" || len(got.Links) != 1 {
		t.Errorf("the chat shows %+v", got)
	}
	w.delivers(bot.Reply{Elements: []bot.Element{picture("Vorn"), picture("Hinten")}})
	if got := w.last(); got.Text != "Vorn\nHinten" || len(got.Links) != 2 {
		t.Errorf("the chat shows %+v", got)
	}
}

func TestAKeptFileIsSentAlong(t *testing.T) {
	kept := files{"f1": "%PDF-1.7", "p1": "png one", "p2": "png two"}
	w := newWorld(t, func(o *telegram.Options) { o.Files = kept })
	image := func(id string) bot.Element {
		return bot.Element{Kind: bot.ElementImage, Media: &bot.Media{ID: id, Name: id + ".png", Type: "image/png", Alt: "Bild " + id}}
	}
	document := bot.Element{Kind: bot.ElementFile, Media: &bot.Media{ID: "f1", Name: "anleitung.pdf", Type: "application/pdf"}}
	w.delivers(bot.Reply{Text: "Bitte sehr:", Elements: []bot.Element{image("p1"), image("p2"), document}})
	var got []string
	for _, s := range w.platform.Shows(anna) {
		got = append(got, s.Method+" "+s.Text+" "+string(s.File))
	}
	want := "sendMessage Bitte sehr: |sendMediaGroup Bild p1 png one|sendMediaGroup Bild p2 png two|sendDocument  %PDF-1.7"
	if strings.Join(got, "|") != want {
		t.Errorf("the chat shows %q, want %q", strings.Join(got, "|"), want)
	}
	w.platform.Fail(func(rw http.ResponseWriter) { telegramtest.TooMany(rw, 3*time.Second) })
	if e := w.fails(w.delivery(bot.Reply{Elements: []bot.Element{document}})); e.Kind != bot.SendRetry || e.RetryAfter != 3*time.Second {
		t.Errorf("an upload that is too much: %+v", e)
	}
	delete(kept, "f1")
	if e := w.fails(w.delivery(bot.Reply{Elements: []bot.Element{document}})); e.Kind != bot.SendRefused {
		t.Errorf("a file that is not there any more: %+v", e)
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	told := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { told++ }))
	t.Cleanup(elsewhere.Close)
	w := newWorld(t)
	w.platform.Fail(func(rw http.ResponseWriter) {
		rw.Header().Set("Location", elsewhere.URL)
		rw.WriteHeader(http.StatusTemporaryRedirect)
	})
	if e := w.fails(w.delivery(bot.Reply{Text: "Hallo"})); e.Kind != bot.SendRetry || told > 0 {
		t.Errorf("a redirect: %+v, and another host was called %d times", e, told)
	}
}

func TestAnUploadThatBreaksOffIsTriedAgain(t *testing.T) {
	w := newWorld(t, func(o *telegram.Options) { o.Files = torn{} })
	e := w.fails(w.delivery(bot.Reply{Elements: []bot.Element{{Kind: bot.ElementFile, Media: &bot.Media{ID: "f1", Name: "a.pdf"}}}}))
	if e.Kind != bot.SendRetry || len(w.platform.Shows(anna)) > 0 {
		t.Errorf("the file ended early: %+v", e)
	}
}

// torn are files that cannot be read to their end.
type torn struct{ files }

func (torn) File(context.Context, string) (bot.Media, string, io.ReadCloser, error) {
	return bot.Media{}, "", io.NopCloser(io.MultiReader(strings.NewReader("%PDF"), iotest.ErrReader(errors.New("the disk is gone")))), nil
}

func TestAnAlbumHasTenPicturesAtMost(t *testing.T) {
	w := newWorld(t)
	var all []bot.Element
	for range 11 {
		all = append(all, bot.Element{Kind: bot.ElementImage, Media: &bot.Media{URL: "https://shop.example/kanne.jpg"}})
	}
	w.delivers(bot.Reply{Elements: all, Choices: []bot.Choice{{Label: "Genug"}}})
	if n := len(w.platform.Shows(anna)); n != 11 || w.last().Method != "sendPhoto" || w.last().String() != "\n[Genug]" {
		t.Errorf("%d pictures show, the last as %+v", n, w.last())
	}
}

func TestNoNameServerIsTriedAgainAndTellsNoToken(t *testing.T) {
	w := newQuietWorld(t, telegramtest.New(t), nil, func(o *telegram.Options) { o.URL = "http://no-such-host.invalid" })
	e := w.fails(w.delivery(bot.Reply{Text: "Hallo"}))
	if e.Kind != bot.SendRetry {
		t.Errorf("without a name server: %+v", e)
	}
	if w.Status().Healthy() {
		t.Error("the channel is healthy, and nothing gets through")
	}
	for _, told := range []string{e.Error(), w.Status().Problem, w.log.String()} {
		if strings.Contains(told, "AAHtest") {
			t.Errorf("the token is told: %s", told)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := w.Typing(ended, "4711000815"); err == nil || strings.Contains(err.Error(), "AAHtest") {
		t.Errorf("typing after the end: %v", err)
	}
}
