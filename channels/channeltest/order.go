package channeltest

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
)

// deduplication checks that the same delivery has the same key, however often it comes.
func deduplication(t *trial) {
	for retry := range 3 {
		s := t.said(1)
		s.Retry = retry
		t.taken(fmt.Sprintf("delivery %d", retry+1), t.kit.Say(s))
	}
	if n := t.inbox.count(); n != 1 {
		t.Errorf("one utterance, delivered three times, was accepted %d times", n)
	}
	twin := t.said(2)
	twin.Text = t.said(1).Text
	t.taken("the same words again", t.kit.Say(twin))
	if n := t.inbox.count(); n != 2 {
		t.Errorf("two utterances of the same words became %d", n)
	}
}

// order checks that inbounds are accepted in the order in which they were posted, and which belong together.
func order(t *trial) {
	const n = 20
	for i := range n {
		s := t.said(1 + i)
		s.Address = t.kit.Addresses[i%2]
		t.taken("an utterance", t.kit.Say(s))
	}
	all := t.inbox.all()
	if len(all) != n {
		t.Fatalf("%d utterances became %d inbounds", n, len(all))
	}
	for i, in := range all {
		if want := t.said(1 + i).Text; in.Text != want {
			t.Errorf("place %d holds another utterance than was posted there", i)
		}
		if in.Conversation != all[i%2].Conversation {
			t.Errorf("place %d belongs to another conversation than before", i)
		}
	}
	if all[0].Conversation == all[1].Conversation {
		t.Error("two customers share one conversation")
	}
}

// burst posts many utterances at once, shuffled, some of them twice.
func burst(t *trial) {
	const n, doubled = 300, 30
	numbers := make([]int, 0, n+doubled)
	for i := range n + doubled {
		numbers = append(numbers, i%n)
	}
	rand.New(rand.NewPCG(1, 3)).Shuffle(len(numbers), func(i, j int) { numbers[i], numbers[j] = numbers[j], numbers[i] })
	var refused atomic.Int32
	var posts sync.WaitGroup
	for worker := range 8 {
		posts.Go(func() {
			for i := worker; i < len(numbers); i += 8 {
				if w := t.post(t.kit.Say(t.said(1 + numbers[i]))); w.Code < 200 || w.Code > 299 {
					refused.Add(1)
				}
			}
		})
	}
	posts.Wait()
	if refused.Load() > 0 || t.inbox.count() != n {
		t.Errorf("%d utterances, %d of them delivered twice: %d accepted, %d refused", n, doubled, t.inbox.count(), refused.Load())
	}
}
