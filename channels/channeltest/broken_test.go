package channeltest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/webhook/webhooktest"
)

// sound is a kit whose adapter passes.
func sound() channeltest.Kit {
	k := webhooktest.Kit(1600)
	k.Golden = "../webhook/testdata/render"
	return k
}

// A breakage is one mistake of an adapter, and what the suite says to it.
type breakage struct {
	check  string
	does   string
	breaks func(*channeltest.Kit)
	found  string
}

var broken = []breakage{
	{"says what it is", "goes by two names", sends(func(c *channel) { c.can.Channel = "other" }), "its capabilities are those of"},
	{"says what it is", "drops the words", accepts(func(in *bot.Inbound) { in.Text = "" }), "the inbound is incomplete"},
	{"says what it is", "logs what customers say", logs, "tells a customer's word"},
	{"takes what is genuine and refuses what is not", "verifies nothing", posted(resigned), "must be refused with 4xx"},
	{"takes what is genuine and refuses what is not", "takes what was signed long ago", timeless, "replayed after the window: answered 202"},
	{"takes what is genuine and refuses what is not", "refuses everything", posted(refusing), "genuine: answered 401"},
	{"takes what is genuine and refuses what is not", "calls before it verifies", calling, "the platform was called for something that is not genuine"},
	{"accepts no mutated webhook", "verifies only the first JSON value", posted(firstValue), "must be refused with 4xx"},
	{"answers 200 only after the inbound is kept", "answers first", posted(hasty), "before the inbound was kept"},
	{"answers 200 only after the inbound is kept", "hides that nothing was kept", keeping(careless), "must be 5xx so that it is delivered again"},
	{"answers 200 only after the inbound is kept", "drops redeliveries", posted(impatient), "it is lost"},
	{"answers in time when nothing can be kept", "waits for ever", keeping(patient), "the platform waits"},
	{"takes a redelivery for what it is", "makes up keys", accepts(counted()), "was accepted 3 times"},
	{"takes a redelivery for what it is", "takes the words for the key", accepts(func(in *bot.Inbound) { in.Key = in.Text }), "became 1"},
	{"keeps the order", "mixes customers up", accepts(func(in *bot.Inbound) { in.Conversation = "one" }), "two customers share one conversation"},
	{"loses and doubles nothing in a burst", "drops every hundredth", posted(lossy()), "refused"},
	{"reports edits and deletions", "takes edits for utterances", accepts(func(in *bot.Inbound) { in.Event = nil }), "with event"},
	{"reports edits and deletions", "cannot, and says it can", func(k *channeltest.Kit) { k.Edit, k.Delete = nil, nil }, "the capabilities say true"},
	{"passes over what it does not know", "refuses new kinds", posted(strict), "an update of a kind nobody knows: answered 400"},
	{"survives what is huge, deep or broken", "breaks at bad input", posted(fragile), "as if the adapter were broken"},
	{"survives what is huge, deep or broken", "takes any media type", posted(relaxed), "another media type: answered 202"},
	{"takes files without fetching them", "loses files", accepts(func(in *bot.Inbound) { in.Elements = nil }), "with 0 elements"},
	{"takes files without fetching them", "fetches without a limit", sends(func(c *channel) { c.unlimited = true }), "must be bot.ErrTooLarge"},
	{"sends in order to the right address", "sends to the wrong customer", sends(func(c *channel) { c.address = "+49-40-5550199" }), "went to another address"},
	{"says what to do about each failure", "tries everything again", failing(func(e *bot.SendError) error { e.Kind = bot.SendRetry; return e }), "must be \"refused\""},
	{"says what to do about each failure", "tells nobody what to do", failing(func(*bot.SendError) error { return errors.New("failed") }), "must be a *bot.SendError"},
	{"says what to do about each failure", "does not notice that it is blocked", failing(func(e *bot.SendError) error { e.Gone = false; return e }), "the address is gone, and the error does not say so"},
	{"says what to do about each failure", "loses everything with its token", failing(func(e *bot.SendError) error {
		if e.Wide {
			e.Kind = bot.SendRefused
		}
		return e
	}), "the token was revoked: the error is of kind \"refused\""},
	{"says what to do about each failure", "tells secrets in errors", failing(func(e *bot.SendError) error { e.Err = errors.New(webhooktest.Secret); return e }), "tells a secret"},
	{"keeps to the limits of the platform", "forgets when to come back", failing(func(e *bot.SendError) error { e.RetryAfter = 0; return e }), "come back after 0s"},
	{"keeps to the limits of the platform", "blames one customer for all", failing(func(e *bot.SendError) error { e.Wide = false; return e }), "for the whole channel is false"},
	{"keeps to the limits of the platform", "tries again by itself", sends(func(c *channel) { c.tries = 3 }), "must leave trying again to the dispatcher"},
	{"splits long texts between words", "cuts anywhere", sends(func(c *channel) { c.cut = 1000 }), "was cut, lost or moved"},
	{"splits long texts between words", "says that less fits", sends(func(c *channel) { c.can.Text = 800 }), "the platform takes 800"},
	{"goes on where a delivery of several parts failed", "begins anew", sends(func(c *channel) { c.renames = true }), "was shown 2 times"},
	{"shows nothing twice when no answer comes", "sends again under another ID", sends(func(c *channel) { c.renames = true }), "was seen 2 times"},
	{"shows nothing twice when no answer comes", "says at most once, and tries again", sends(func(c *channel) { c.can.Once = true }), "is ambiguous then"},
	{"loses and doubles nothing that is said in a bad hour", "gives up on 500", failing(func(e *bot.SendError) error { e.Kind = bot.SendRefused; return e }), "is lost"},
	{"loses and doubles nothing that is said in a bad hour", "sends again under another ID", sends(func(c *channel) { c.renames = true }), "360 deliveries were seen as"},
	{"loses and doubles nothing that is heard in a bad hour", "drops redeliveries", posted(impatient), "was kept 0 times"},
	{"loses and doubles nothing that is heard in a bad hour", "makes up keys", accepts(counted()), "was kept 2 times"},
	{"lets a deadline reach the socket", "knows no deadline", sends(func(c *channel) { c.deaf = true }), "the deadline was 300 ms"},
	{"shows that an answer is being written", "shows nothing", sends(func(c *channel) { c.silent = true }), "typing was shown 0 times"},
	{"sends files within their limits", "says that less fits", sends(func(c *channel) { c.can.Download = 6000 }), "went out with"},
	{"renders every element the same each time", "renders by chance", renders(), "rendered twice, it differs"},
	{"leaves no goroutine behind", "leaves one behind", leaking, "goroutines before"},
}

// around changes the world that the adapter gets, and the adapter.
func around(k *channeltest.Kit, world func(*channeltest.World), adapter func(*channeltest.Adapter)) {
	build := k.New
	k.New = func(t testing.TB, w channeltest.World) channeltest.Adapter {
		world(&w)
		a := build(t, w)
		adapter(&a)
		return a
	}
}

// An acceptor is a function that accepts.
type acceptor func(ctx context.Context, in bot.Inbound) (bool, error)

func (a acceptor) Accept(ctx context.Context, in bot.Inbound) (bool, error) { return a(ctx, in) }

// keeping puts something before the acceptor.
func keeping(wrap func(channels.Acceptor) acceptor) func(*channeltest.Kit) {
	return func(k *channeltest.Kit) {
		around(k, func(w *channeltest.World) { w.Accept = wrap(w.Accept) }, func(*channeltest.Adapter) {})
	}
}

// accepts spoils each inbound.
func accepts(spoil func(*bot.Inbound)) func(*channeltest.Kit) {
	return keeping(func(next channels.Acceptor) acceptor {
		return func(ctx context.Context, in bot.Inbound) (bool, error) {
			spoil(&in)
			return next.Accept(ctx, in)
		}
	})
}

func careless(next channels.Acceptor) acceptor {
	return func(ctx context.Context, in bot.Inbound) (bool, error) {
		fresh, _ := next.Accept(ctx, in)
		return fresh, nil
	}
}

func patient(next channels.Acceptor) acceptor {
	return func(ctx context.Context, in bot.Inbound) (bool, error) {
		return next.Accept(context.WithoutCancel(ctx), in)
	}
}

func counted() func(*bot.Inbound) {
	n := 0
	return func(in *bot.Inbound) {
		n++
		in.Key = fmt.Sprint(n)
	}
}

func logs(k *channeltest.Kit) {
	around(k, func(w *channeltest.World) {
		next := w.Accept
		w.Accept = acceptor(func(ctx context.Context, in bot.Inbound) (bool, error) {
			w.Log.Info("heard", "text", in.Text)
			return next.Accept(ctx, in)
		})
	}, func(*channeltest.Adapter) {})
}

// renders puts chance into what is rendered.
func renders() func(*channeltest.Kit) {
	n := 0
	return func(k *channeltest.Kit) {
		around(k, func(*channeltest.World) {}, func(a *channeltest.Adapter) {
			render := a.Render
			a.Render = func(d bot.Delivery) ([]channels.Call, error) {
				n++
				calls, err := render(d)
				return append(calls, channels.Call{Method: fmt.Sprint(n)}), err
			}
		})
	}
}

// leaking starts what nobody ends.
func leaking(k *channeltest.Kit) {
	around(k, func(*channeltest.World) {}, func(*channeltest.Adapter) {
		go func() { select {} }()
	})
}
