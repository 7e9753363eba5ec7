package access_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/access"
	"github.com/lotse-bot/lotse/store"
)

const good = "correct horse battery"

// A site is a house on a real server over a real store, with a clock that tests move.
type site struct {
	t     *testing.T
	url   string
	house *access.House
	mu    sync.Mutex
	clock time.Time
}

func newSite(t *testing.T) *site {
	t.Helper()
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "lotse.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	site := &site{t: t, clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	site.house = (&access.House{Accounts: s, Invitations: s, Logins: s, Audit: s, Now: site.now, Log: slog.New(slog.DiscardHandler)}).Open()
	mux := http.NewServeMux()
	mux.Handle("/access/", site.house)
	secret := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"secret":true}`) })
	mux.Handle("/secret", site.house.Require(access.Agent, secret))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	site.url = server.URL
	return site
}

func (s *site) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock
}

func (s *site) passes(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock = s.clock.Add(d)
}

func (s *site) setup() string {
	s.t.Helper()
	token, err := s.house.Setup(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

// A browser keeps cookies.
type browser struct {
	*site
	http.Client
}

func (s *site) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{s, http.Client{Jar: jar}}
}

func (b *browser) call(method, path string, send any, headers ...string) (int, map[string]any) {
	b.t.Helper()
	body, err := json.Marshal(send)
	if err != nil {
		b.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := b.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	var got map[string]any
	_ = json.NewDecoder(resp.Body).Decode(&got) // some answers are empty
	return resp.StatusCode, got
}

func (b *browser) want(status int, method, path string, send any) map[string]any {
	b.t.Helper()
	got, body := b.call(method, path, send)
	if got != status {
		b.t.Fatalf("%s %s: %d %v, want %d", method, path, got, body, status)
	}
	return body
}

type form map[string]any

func join(token, login string) form {
	return form{"token": token, "login": login, "name": "Anna", "password": good}
}

func TestTheFirstAdminSetsUpAndInvites(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.want(401, "GET", "/secret", nil)
	token := s.setup()
	if got := b.want(200, "POST", "/access/v1/invitation", form{"token": token}); got["role"] != "admin" {
		t.Errorf("the first invitation is for %v", got["role"])
	}
	b.want(200, "POST", "/access/v1/join", join(token, "Anna@Example.org "))
	b.want(200, "GET", "/secret", nil)
	if s.setup() != "" {
		t.Error("there is an account, and a setup link is made")
	}

	invited := b.want(200, "POST", "/access/v1/invitations", form{"role": "agent", "teams": []string{"service"}})
	bert := s.browser()
	me := bert.want(200, "POST", "/access/v1/join", form{"token": invited["token"], "login": "bert", "name": "Bert", "password": good})
	if diff := cmp.Diff([]any{"agent", []any{"service"}}, []any{me["role"], me["teams"]}); diff != "" {
		t.Errorf("Bert (-want +got):\n%s", diff)
	}
	bert.want(200, "GET", "/secret", nil)
	bert.want(403, "GET", "/access/v1/accounts", nil)
	bert.want(403, "POST", "/access/v1/invitations", form{"role": "admin"})

	b.want(409, "POST", "/access/v1/accounts/"+b.want(200, "GET", "/access/v1/me", nil)["id"].(string)+"/disabled", form{"disabled": true})
	b.want(204, "POST", "/access/v1/accounts/"+me["id"].(string)+"/disabled", form{"disabled": true})
	bert.want(401, "GET", "/secret", nil) // at once, not at the next sign-in
	bert.want(401, "POST", "/access/v1/signin", form{"login": "bert", "password": good})

	var what []string
	for _, r := range b.want(200, "GET", "/access/v1/audit", nil)["records"].([]any) {
		what = append(what, r.(map[string]any)["what"].(string))
	}
	if diff := cmp.Diff([]string{"sign-in refused", "disabled", "signed in", "joined", "invited", "signed in", "joined"}, what); diff != "" {
		t.Errorf("the audit, newest first (-want +got):\n%s", diff)
	}
}

func TestASetupLinkIsUsedOnce(t *testing.T) {
	s := newSite(t)
	old := s.setup()
	token := s.setup() // started again
	b := s.browser()
	b.want(410, "POST", "/access/v1/join", join(old, "mallory"))
	b.want(200, "POST", "/access/v1/join", join(token, "anna"))
	s.browser().want(410, "POST", "/access/v1/join", join(token, "mallory"))
	s.browser().want(410, "POST", "/access/v1/invitation", form{"token": token})
	s.browser().want(410, "POST", "/access/v1/join", join("", "mallory"))
}

func TestOfManyWhoUseALinkAtOnceOneGetsIn(t *testing.T) {
	s := newSite(t)
	token := s.setup()
	var all sync.WaitGroup
	status := make([]int, 4)
	for i := range status {
		b := s.browser()
		all.Go(func() { status[i], _ = b.call("POST", "/access/v1/join", join(token, string(rune('a'+i)))) })
	}
	all.Wait()
	in := 0
	for _, s := range status {
		if s == 200 {
			in++
		} else if s != 410 {
			t.Errorf("refused with %d", s)
		}
	}
	if in != 1 {
		t.Errorf("%d got in by one link", in)
	}
}

func TestASetupLinkExpires(t *testing.T) {
	s := newSite(t)
	token := s.setup()
	s.passes(24 * time.Hour)
	s.browser().want(410, "POST", "/access/v1/join", join(token, "anna"))
}

func TestSignInRefuses(t *testing.T) {
	s := newSite(t)
	s.browser().want(200, "POST", "/access/v1/join", join(s.setup(), "anna"))
	b := s.browser()
	wrong := b.want(401, "POST", "/access/v1/signin", form{"login": "anna", "password": "wrong horse battery"})
	unknown := b.want(401, "POST", "/access/v1/signin", form{"login": "nobody", "password": good})
	if diff := cmp.Diff(wrong, unknown); diff != "" {
		t.Errorf("a wrong password and an unknown login can be told apart:\n%s", diff)
	}
	b.want(401, "POST", "/access/v1/signin", form{"login": "anna", "password": strings.Repeat("x", 5000)})
	b.want(400, "POST", "/access/v1/signin", "no object")
	b.want(401, "GET", "/access/v1/me", nil)
	if status, _ := b.call("POST", "/access/v1/signin", form{"login": "anna", "password": good}, "Sec-Fetch-Site", "cross-site"); status != 403 {
		t.Errorf("a page of another site may sign in: %d", status)
	}
	b.want(200, "POST", "/access/v1/signin", form{"login": " ANNA ", "password": good})
	b.want(200, "GET", "/secret", nil)
	b.want(204, "POST", "/access/v1/signout", nil)
	b.want(401, "GET", "/secret", nil)
}

func TestPasswordsAreNotGuessed(t *testing.T) {
	s := newSite(t)
	s.browser().want(200, "POST", "/access/v1/join", join(s.setup(), "anna"))
	b := s.browser()
	for range 5 {
		b.want(401, "POST", "/access/v1/signin", form{"login": "anna", "password": "wrong horse battery"})
	}
	b.want(429, "POST", "/access/v1/signin", form{"login": "anna", "password": good})
	s.passes(time.Minute)
	b.want(200, "POST", "/access/v1/signin", form{"login": "anna", "password": good})
}

func TestALoginEnds(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.want(200, "POST", "/access/v1/join", join(s.setup(), "anna"))
	s.passes(12*time.Hour - time.Second)
	b.want(200, "GET", "/secret", nil)
	// The lifetime is part of the stored login, which is read by the site's clock.
	s.passes(time.Minute)
	b.want(401, "GET", "/secret", nil)
}

func TestTheCookieIsKeptFromScriptsAndOtherSites(t *testing.T) {
	s := newSite(t)
	s.house.Secure = true
	s.house.Open()
	body, err := json.Marshal(join(s.setup(), "anna"))
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.house.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/access/v1/join", bytes.NewReader(body)))
	cookies := w.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("cookies: %v", cookies)
	}
	c := cookies[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || !strings.HasPrefix(c.Name, "__Host-") {
		t.Errorf("cookie %s", c)
	}
}

func TestWeakPasswordsAndStrangeNamesAreRefused(t *testing.T) {
	s := newSite(t)
	token := s.setup()
	for name, f := range map[string]form{
		"short password": {"token": token, "login": "a", "name": "A", "password": "short"},
		"no login":       {"token": token, "login": " ", "name": "A", "password": good},
		"long name":      {"token": token, "login": "a", "name": strings.Repeat("A", 101), "password": good},
	} {
		if status, _ := s.browser().call("POST", "/access/v1/join", f); status != 400 {
			t.Errorf("%s: %d", name, status)
		}
	}
	b := s.browser()
	b.want(200, "POST", "/access/v1/join", join(token, "anna"))
	invited := b.want(200, "POST", "/access/v1/invitations", form{"role": "agent"})
	s.browser().want(409, "POST", "/access/v1/join", join(invited["token"].(string), "Anna"))
}

func TestAForgottenPasswordIsChosenAnew(t *testing.T) {
	s := newSite(t)
	admin, bert := s.browser(), s.browser()
	admin.want(200, "POST", "/access/v1/join", join(s.setup(), "anna"))
	invited := admin.want(200, "POST", "/access/v1/invitations", form{"role": "agent"})
	me := bert.want(200, "POST", "/access/v1/join", join(invited["token"].(string), "bert"))
	bert.want(403, "POST", "/access/v1/accounts/"+me["id"].(string)+"/password", nil)
	admin.want(404, "POST", "/access/v1/accounts/nobody/password", nil)

	s.passes(time.Minute)
	link := admin.want(200, "POST", "/access/v1/accounts/"+me["id"].(string)+"/password", nil)
	anew := s.browser()
	again := anew.want(200, "POST", "/access/v1/join", form{"token": link["token"], "password": "another horse battery"})
	if again["login"] != "bert" || again["role"] != "agent" {
		t.Errorf("the new password belongs to %v", again)
	}
	anew.want(200, "GET", "/secret", nil)
	bert.want(401, "GET", "/secret", nil) // whoever knew the old one is out
	s.browser().want(401, "POST", "/access/v1/signin", form{"login": "bert", "password": good})
	s.browser().want(200, "POST", "/access/v1/signin", form{"login": "bert", "password": "another horse battery"})
	s.browser().want(410, "POST", "/access/v1/join", form{"token": link["token"], "password": "another horse battery"})
}
