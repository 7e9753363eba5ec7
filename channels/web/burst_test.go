package web_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

// Browsers say a thousand things, a tenth of them twice, all at once and in any order: each is accepted once.
func TestABurstIsAcceptedOnceEach(t *testing.T) {
	const customers, each = 20, 50
	w := open(t, func(o *web.Options) {
		free := web.Rate{Every: time.Microsecond, Burst: 1 << 20}
		o.Limits.Starts, o.Limits.Address, o.Limits.Utterances = free, free, free
	})
	var said, all []string
	visitors := map[string]*visitor{}
	for range customers {
		v := w.visit(t)
		visitors[v.conversation] = v
		for i := range each {
			said = append(said, fmt.Sprintf("%s/%d", v.conversation, i))
		}
	}
	chance := rand.New(rand.NewPCG(1, 2))
	all = append(slices.Clone(said), said[:len(said)/10]...)
	chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })

	var doing sync.WaitGroup
	var fresh, repeated sync.Map
	for part := range slices.Chunk(all, len(all)/16+1) {
		doing.Go(func() {
			for i, key := range part {
				conversation, id, _ := strings.Cut(key, "/")
				r := visitors[conversation].say(id, key)
				if r.status != http.StatusAccepted {
					t.Errorf("%s got %d %s", key, r.status, r.body)
				}
				if strings.Contains(r.body, `"fresh":true`) {
					fresh.Store(key, i)
				} else {
					repeated.Store(key, i)
				}
			}
		})
	}
	doing.Wait()

	var got []string
	for _, in := range w.ledger.Accepted() {
		got = append(got, in.Text)
		if _, ok := fresh.Load(in.Key); !ok {
			t.Errorf("%s was taken, and nobody was told so", in.Key)
		}
	}
	slices.Sort(got)
	slices.Sort(said)
	if diff := cmp.Diff(said, got); diff != "" {
		t.Error(diff)
	}
	n := 0
	repeated.Range(func(any, any) bool { n++; return true })
	if n != len(said)/10 {
		t.Errorf("%d of %d repeated ones were known", n, len(said)/10)
	}
}

// Many browsers watch one conversation. The store is read once for all of them.
func TestManyBrowsersOfAConversationCostOneLook(t *testing.T) {
	const browsers = 100
	var reads *countingReader
	w := open(t, func(o *web.Options) {
		reads = &countingReader{Reader: o.Read}
		o.Read, o.Limits.Address = reads, web.Rate{Every: time.Microsecond, Burst: 1 << 20}
	})
	v := w.visit(t)
	var lines []*socketLine
	for range browsers {
		l := v.socket(0)
		defer l.hangUp()
		until(t, l, ready)
		lines = append(lines, l)
	}
	before := reads.count()
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "an alle", w.clock.Now()))
	for _, l := range lines {
		until(t, l, saying("an alle"))
	}
	if n := reads.count() - before; n != 2 {
		t.Errorf("%d reads for %d browsers: one of the conversation and one of its transcript are enough", n, browsers)
	}
}
