package app_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
)

// partners is a bot whose website signs who is a partner, in a folder.
func partners(t *testing.T) string {
	t.Setenv("LOTSE_SITE_SHOP", "a secret of the shop, long enough")
	return folderOf(t, map[string]string{
		"bot.yaml":                    "name: Shop\nlanguages: [de]\nchannels:\n  web:\n    - identity: [{kind: HS256, secret: SHOP, claims: [tier]}]\n",
		"knowledge/rabatt.de.md":      "---\ntitle: Wie hoch ist der Rabatt?\n---\nDer Rabatt beträgt zwei Prozent.\n",
		"knowledge/rabatt-gold.de.md": "---\ntitle: Wie hoch ist der Rabatt?\naudience: tier:gold\n---\nDer Rabatt beträgt zwanzig Prozent.\n",
	})
}

// token says who the customer is, as the website signs it.
func token(t *testing.T, customer, tier string, until time.Time) string {
	t.Helper()
	claims := jwt.MapClaims{"sub": customer, "exp": until.Unix()}
	if tier != "" {
		claims["tier"] = tier
	}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte("a secret of the shop, long enough"))
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// signsIn shows the website's token, or none.
func (b *browser) signsIn(identity string) {
	b.w.t.Helper()
	body := map[string]any{"current": b.token}
	if identity != "" {
		body["identity"] = identity
	}
	got := b.post("conversations", body)
	b.token, b.conversation = got["token"].(string), got["conversation"].(string)
}

// gets asks and checks what the answer says.
func (b *browser) gets(question, want string) {
	b.w.t.Helper()
	before, err := b.w.app.Store.Transcript(b.w.t.Context(), b.conversation, 0)
	if err != nil {
		b.w.t.Fatal(err)
	}
	b.says(question, "")
	var last bot.Entry
	b.w.until("an answer to "+question, func() bool {
		all, err := b.w.app.Store.Transcript(b.w.t.Context(), b.conversation, int64(len(before)))
		if err != nil {
			b.w.t.Fatal(err)
		}
		for _, e := range all {
			if e.Author == bot.ByBot && !e.Note {
				last = e
				return true
			}
		}
		return false
	})
	if !strings.Contains(last.Text, want) {
		b.w.t.Errorf("%q gets %q, want %q", question, last.Text, want)
	}
}

const discount = "Wie hoch ist der Rabatt?"

// Mia is signed in as gold: on the website, after a restart, and on Telegram, until her token ends. Nobody else is.
func TestRightsFromTheWebsiteToTelegram(t *testing.T) {
	data, dir := t.TempDir(), partners(t)
	w := newTown(t, func(c *app.Config) { c.Bot = dir; c.UseData(data) })
	end := time.Now().Add(time.Hour)
	mia, jonas := w.browser(), w.browser()
	mia.gets(discount, "zwei Prozent")
	mia.signsIn(token(t, "mia", "gold", end))
	mia.gets(discount, "zwanzig Prozent")
	jonas.signsIn(token(t, "jonas", "silver", end))
	jonas.gets(discount, "zwei Prozent")

	mia.says("Kann ich auf dem Handy weitermachen?", "")
	ways := mia.hears("einmal")
	code := ""
	for _, c := range ways.Choices {
		if rest, ok := strings.CutPrefix(c.URL, "https://t.me/LotseTestBot?start="); ok {
			code = rest
		}
	}
	phone := w.telegram.User(4713, "Mia", "de")
	phone.Start(code)
	w.shows(phone, "Hast du ihn dort selbst geholt?")
	phone.Press("Ja")
	w.shows(phone, "Dein Gespräch")
	phone.Say(discount)
	w.shows(phone, "zwanzig Prozent")
	stranger := w.telegram.User(4714, "Ida", "de")
	stranger.Say(discount)
	w.shows(stranger, "zwei Prozent")

	here := *mia
	mia.signsIn("") // signed out: the browser begins anew
	mia.gets(discount, "zwei Prozent")
	w.ahead.Store(int64(2 * time.Hour)) // the token has ended, the browser's own has not
	here.gets(discount, "zwei Prozent")
}

// What is vouched for outlives the program, as far as its end.
func TestRightsOutliveARestart(t *testing.T) {
	dir, data := partners(t), t.TempDir()
	open := func() *app.App {
		c := app.Defaults()
		c.Bot, c.Embedder = dir, "none:"
		c.UseData(data)
		a, err := app.Open(t.Context(), c, app.Options{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Learn(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		return a
	}
	ask := func(a *app.App, key string, r *bot.Rights) string {
		in := bot.Inbound{Channel: "api", Key: key, Conversation: "c", Address: "c", Customer: "mia", Text: discount, Rights: r}
		if _, err := a.Store.Accept(context.WithoutCancel(t.Context()), in); err != nil {
			t.Fatal(err)
		}
		turn, err := a.Worker.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return turn.Replies()[0].Text
	}
	a := open()
	if got := ask(a, "1", &bot.Rights{Customer: "mia", Claims: []string{"tier:gold"}, Until: time.Now().Add(time.Hour)}); !strings.Contains(got, "zwanzig") {
		t.Errorf("before: %s", got)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open()
	defer a.Close()
	if got := ask(a, "2", nil); !strings.Contains(got, "zwanzig") {
		t.Errorf("after the restart: %s", got)
	}
}
