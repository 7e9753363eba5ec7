package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack/slackfake"
	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// How many write in the bad hour, on each of two platforms.
const (
	bookers = 28 // book two tables, one answer after the other: 12 utterances
	talkers = 24 // write bursts of two lines: 8 utterances
)

// TestABadHourLosesAndDoublesNothing: an hour in which two platforms misbehave, and the program is restarted in the middle. Time is
// simulated; the program, its database and its channels are the real ones.
func TestABadHourLosesAndDoublesNothing(t *testing.T) {
	// One processor: with more, timers of a bubble that fire at once corrupt the race detector (golang/go#78156), and here hundreds do.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	synctest.Test(t, func(t *testing.T) {
		h := newHour(t)
		h.open()
		var posts sync.WaitGroup
		for _, p := range h.plan() {
			posts.Go(func() { h.post(p) })
		}
		h.pass(25 * time.Minute) // in the middle of the outage
		h.close()
		h.pass(40 * time.Second)
		h.open()
		posts.Wait()
		h.pass(5 * time.Minute)
		h.judge()
		h.close()
	})
}

// An hour is one of two platforms, a program, and those who write.
type hour struct {
	t        *testing.T
	data     string
	telegram *telegramtest.Server
	slack    *slackfake.Slack
	skies    map[string]*weather // by channel
	chance   *rand.Rand
	heard    map[string][]string // what was said, by conversation, in the order in which it was said

	mu      sync.Mutex
	program // without a door while it is not there
}

func newHour(t *testing.T) *hour {
	h := &hour{
		t: t, data: t.TempDir(), telegram: telegramtest.New(t), slack: slackfake.New(), chance: rand.New(rand.NewPCG(60, 60)),
		skies: map[string]*weather{"telegram": newWeather(1), "slack": newWeather(2)}, heard: map[string][]string{},
	}
	h.telegram.KeepRates(time.Now)
	begin := time.Now()
	for _, sky := range h.skies {
		sky.outage = [2]time.Time{begin.Add(20 * time.Minute), begin.Add(30 * time.Minute)}
		sky.flood = [2]time.Time{begin.Add(8 * time.Minute), begin.Add(8*time.Minute + 25*time.Second)}
	}
	return h
}

// pass lets time go by.
func (h *hour) pass(d time.Duration) { <-time.After(d) }

// open starts the program on the data that is there.
func (h *hour) open() {
	c := app.Defaults()
	c.Bot, c.Embedder, c.URL = "../examples/table", "none:", "https://bot.example"
	c.TelegramToken, c.TelegramSecret, c.TelegramURL = telegramtest.Token, "secret", "http://telegram.test"
	c.SlackToken, c.SlackSecret, c.SlackURL = slackfake.Token, slackfake.Secret, "http://slack.test/api/"
	c.UseData(h.data)
	p := work(h.t, c, app.Options{Skills: []bot.Skill{counting{}}, Client: &http.Client{Transport: h}})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.program = p
}

// close ends the program.
func (h *hour) close() {
	h.mu.Lock()
	h.door = nil
	stop := h.stop
	h.mu.Unlock()
	stop()
}

// RoundTrip leads what the program asks to its platform.
func (h *hour) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "telegram.test" {
		return (&wire{h.telegram, h.skies["telegram"]}).RoundTrip(r)
	}
	return (&wire{h.slack, h.skies["slack"]}).RoundTrip(r)
}

// A said is an utterance on its way to the program.
type said struct {
	at           time.Duration
	conversation string
	request      func() *http.Request
}

// plan says who says what and when. Every tenth comes twice, and every tenth burst in the wrong order.
func (h *hour) plan() (all []said) {
	for i := range bookers + talkers {
		for _, p := range []*person{h.onTelegram(i), h.onSlack(i)} {
			if i < bookers {
				all = append(all, h.books(p)...)
			} else {
				all = append(all, h.talks(p)...)
			}
		}
	}
	for _, s := range slices.Clone(all) {
		if h.chance.IntN(10) == 0 {
			s.at += time.Duration(h.chance.IntN(90)) * time.Second
			all = append(all, s)
		}
	}
	return all
}

// books answers one question after the other, a few minutes apart.
func (h *hour) books(p *person) (all []said) {
	for n, text := range append(booking(p.name+" the First", 2), booking(p.name+" the Second", 3)...) {
		at := time.Duration(n)*270*time.Second + time.Duration(h.chance.IntN(60_000))*time.Millisecond
		all = append(all, p.says(at, text))
	}
	return all
}

func booking(name string, people int) []string {
	return []string{"book a table", name, fmt.Sprint(people), "Hamburg", "2026-12-24", "yes"}
}

// talks writes two lines at once, every now and then.
func (h *hour) talks(p *person) (all []said) {
	for burst := range 4 {
		at := time.Duration(3+15*burst)*time.Minute + time.Duration(h.chance.IntN(240_000))*time.Millisecond
		gap := time.Duration(h.chance.IntN(1200)) * time.Millisecond
		first, second := p.says(at, fmt.Sprint("line ", 2*burst+1)), p.says(at+gap, fmt.Sprint("line ", 2*burst+2))
		if h.chance.IntN(10) == 0 {
			first.at, second.at = second.at, first.at
		}
		all = append(all, first, second)
	}
	return all
}

// post delivers an utterance when its time has come, again as long as nobody takes it.
func (h *hour) post(s said) {
	h.pass(s.at)
	for wait := time.Second; ; wait *= 2 {
		h.mu.Lock()
		door := h.door
		h.mu.Unlock()
		if door != nil {
			rec := httptest.NewRecorder()
			door.ServeHTTP(rec, s.request())
			if rec.Code == http.StatusOK {
				return
			}
		}
		if wait > time.Minute {
			h.t.Errorf("nobody took an utterance of %s", s.conversation)
			return
		}
		h.pass(wait)
	}
}

// A person writes on a platform.
type person struct {
	h                  *hour
	name, conversation string
	said               int
	deliver            func(n int, text string) func() *http.Request
}

func (p *person) says(at time.Duration, text string) said {
	p.said++
	p.h.heard[p.conversation] = append(p.h.heard[p.conversation], text)
	return said{at, p.conversation, p.deliver(p.said, text)}
}

func (h *hour) onTelegram(i int) *person {
	id := int64(1000 + i)
	u := h.telegram.User(id, fmt.Sprint("Ada ", i), "en")
	return &person{h: h, name: u.Name, conversation: fmt.Sprint("telegram:", id), deliver: func(n int, text string) func() *http.Request {
		number := id*1000 + int64(n)
		update := telegramtest.Update(number, "message", map[string]any{
			"message_id": number, "date": time.Now().Unix(), "text": text, "chat": map[string]any{"id": id, "type": "private", "first_name": u.Name},
			"from": map[string]any{"id": id, "is_bot": false, "first_name": u.Name, "language_code": "en"},
		})
		return func() *http.Request { return telegramtest.Webhook("https://bot.example/telegram", "secret", update) }
	}}
}

func (h *hour) onSlack(i int) *person {
	user := fmt.Sprint("UADA", i)
	home := slackfake.Direct(user)
	h.slack.Meet(slackfake.Person{ID: user, Name: user, Locale: "en-GB"})
	return &person{h: h, name: "Ada " + fmt.Sprint(i), conversation: "slack:" + slackfake.Team + ":" + home, deliver: func(n int, text string) func() *http.Request {
		ts := fmt.Sprintf("%d.%06d", time.Now().Unix()+int64(n), i)
		body := slackfake.Envelope(slackfake.Team, fmt.Sprint("Ev", user, n), map[string]any{
			"type": "message", "user": user, "text": text, "ts": ts, "event_ts": ts, "channel": home, "team": slackfake.Team, "channel_type": "im",
		})
		return func() *http.Request { return slackfake.Request("/slack/events", slackfake.TypeJSON, body, time.Now()) }
	}}
}

// shown is what the bot said in a conversation, as its platform shows it.
func (h *hour) shown(conversation string) (all []string) {
	channel, address, _ := strings.Cut(conversation, ":")
	if channel == "telegram" {
		var id int64
		_, _ = fmt.Sscan(address, &id)
		for _, m := range h.telegram.Shows(id) {
			all = append(all, firstLine(m.Text))
		}
		return all
	}
	for _, p := range h.slack.Said(strings.TrimPrefix(address, slackfake.Team+":"), "") {
		all = append(all, firstLine(p.Shows()))
	}
	return all
}

// firstLine leaves out what a platform shows below a text: how to write a date, buttons.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// judge compares what was said, what is in the transcripts, and what the platforms show.
func (h *hour) judge() {
	utterances, replies, ambiguous := 0, 0, map[string]int{}
	for conversation, heard := range h.heard {
		entries, err := h.app.Store.Transcript(h.t.Context(), conversation, 0)
		if err != nil {
			h.t.Fatal(err)
		}
		states, err := h.app.Store.Deliveries(h.t.Context(), conversation)
		if err != nil {
			h.t.Fatal(err)
		}
		var got []string
		shown := h.shown(conversation)
		for _, e := range entries {
			switch {
			case e.Author == bot.ByCustomer:
				got = append(got, e.Text)
			case e.Note:
			default:
				replies++
				seen := len(shown) > 0 && shown[0] == e.Text
				switch state := states[e.Seq].State; {
				case state == bot.DeliverySent && seen:
				case state == bot.DeliveryAmbiguous:
					ambiguous[states[e.Seq].Channel]++
				default:
					h.t.Errorf("%s: %q is %q (%s); the next that is shown: %q", conversation, e.Text, state, states[e.Seq].Problem, shown)
				}
				if seen {
					shown = shown[1:]
				}
			}
		}
		if len(shown) > 0 {
			h.t.Errorf("%s shows more than was said: %q", conversation, shown)
		}
		utterances += len(got)
		h.compare(conversation, heard, got, entries)
	}
	if want := map[string]int{"telegram": h.skies["telegram"].doubts}; !cmp.Equal(want, ambiguous) {
		h.t.Errorf("marked as ambiguous: %v, want %v", ambiguous, want)
	}
	for channel, sky := range h.skies {
		if sky.impatient > 0 {
			h.t.Errorf("%s: %d requests came before their time", channel, sky.impatient)
		}
		h.t.Logf("%s: %s", channel, sky)
	}
	h.t.Logf("%d utterances in %d conversations, %d replies, ambiguous: %v", utterances, len(h.heard), replies, ambiguous)
}

// compare holds what was said against the transcript.
func (h *hour) compare(conversation string, said, heard []string, entries []bot.Entry) {
	h.t.Helper()
	if said[0] != "book a table" {
		heard = slices.Sorted(slices.Values(heard)) // neighbours came in any order
		h.counted(conversation, len(said), entries)
	} else if last := entries[len(entries)-1].Text; !strings.HasPrefix(last, "Booked: "+said[7]+", 3, Hamburg, ") {
		h.t.Errorf("%s ended with %q", conversation, last)
	}
	if diff := cmp.Diff(said, heard); diff != "" {
		h.t.Errorf("%s: said and heard differ: %s", conversation, diff)
	}
}

// counted checks that each line was answered once.
func (h *hour) counted(conversation string, lines int, entries []bot.Entry) {
	h.t.Helper()
	answered := map[string]int{}
	for _, e := range entries {
		if rest, ok := strings.CutPrefix(e.Text, "heard "); ok {
			for _, line := range strings.Split(rest, " and ") {
				answered[line]++
			}
		}
	}
	for n := 1; n <= lines; n++ {
		if line := fmt.Sprint("line ", n); answered[line] != 1 {
			h.t.Errorf("%s: %s was answered %d times", conversation, line, answered[line])
		}
	}
}

// counting is a skill that says which lines it heard.
type counting struct{}

func (counting) Name() string { return "counting" }

func (counting) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if !strings.HasPrefix(t.Text(), "line ") {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 1, Final: true, Take: func(context.Context) error {
		t.Say(bot.Reply{Text: "heard " + strings.ReplaceAll(t.Text(), "\n", " and ")})
		return nil
	}}}, nil
}
