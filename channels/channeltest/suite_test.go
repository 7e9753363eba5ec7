package channeltest_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/channels/channeltest"
)

func TestTheSuiteFailsEveryBrokenAdapter(t *testing.T) {
	for _, b := range broken {
		t.Run(b.check+"/"+b.does, func(t *testing.T) {
			k := sound()
			b.breaks(&k)
			found := strings.Join(failures(t, func(r testing.TB) { channeltest.Check(r, b.check, k) }), "\n")
			if b.found == "" || !strings.Contains(found, b.found) {
				t.Errorf("an adapter that %s passed, or failed for another reason:\n%s", b.does, found)
			}
		})
	}
}

func TestEveryCheckHasFailedAnAdapter(t *testing.T) {
	for _, name := range channeltest.Checks() {
		if !slices.ContainsFunc(broken, func(b breakage) bool { return b.check == name }) {
			t.Errorf("no broken adapter fails at %q", name)
		}
	}
}

func TestAnIncompleteKitIsRefused(t *testing.T) {
	for want, breaks := range map[string]func(*channeltest.Kit){
		"New":       func(k *channeltest.Kit) { k.New = nil },
		"Sign":      func(k *channeltest.Kit) { k.Sign = nil },
		"Addresses": func(k *channeltest.Kit) { k.Addresses[1] = k.Addresses[0] },
		"Secrets":   func(k *channeltest.Kit) { k.Secrets = nil },
		"Deadline":  func(k *channeltest.Kit) { k.Deadline = 0 },
	} {
		k := sound()
		breaks(&k)
		if found := failures(t, k.Complete); len(found) != 1 || !strings.Contains(found[0], "the kit lacks "+want) {
			t.Errorf("a kit without %s: %q", want, found)
		}
	}
}

// failures gives what fails in a test within the test.
func failures(t *testing.T, test func(testing.TB)) []string {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer r.end()
		test(r)
	}()
	<-done
	return r.found
}

// A recorder is a test that notes its failures instead of failing.
type recorder struct {
	testing.TB
	found []string
	ends  []func()
}

func (r *recorder) Cleanup(f func())    { r.ends = append(r.ends, f) }
func (r *recorder) Log(...any)          {}
func (r *recorder) Logf(string, ...any) {}
func (r *recorder) Error(all ...any)    { r.found = append(r.found, fmt.Sprint(all...)) }
func (r *recorder) Errorf(format string, all ...any) {
	r.found = append(r.found, fmt.Sprintf(format, all...))
}

func (r *recorder) Fatal(all ...any) {
	r.Error(all...)
	runtime.Goexit()
}

func (r *recorder) Fatalf(format string, all ...any) {
	r.Errorf(format, all...)
	runtime.Goexit()
}

func (r *recorder) end() {
	for _, f := range slices.Backward(r.ends) {
		f()
	}
}
