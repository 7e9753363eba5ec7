package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestMain keeps a folder for the program: the tests start it, talk to it over its socket, and kill it.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "lotse-built-")
	if err != nil {
		panic(err)
	}
	builds = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// builds is where the program is built, as long as the tests run.
var builds string

// built is the program as its users build it: with the race detector it would be so slow that a question does not get its
// vector in time.
var built = sync.OnceValues(func() (path string, err error) {
	path = filepath.Join(builds, "lotse")
	c := exec.Command("go", "build", "-o", path, ".")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
})

func build(t *testing.T) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// command is the program with arguments, in the root of the project.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(build(t), args...)
	c.Dir = filepath.Join("..", "..")
	c.Env = append(os.Environ(), "LOTSE_API_KEY=secret")
	return c
}

// run runs the program to its end.
func runs(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	c := command(t, args...)
	var out, problem bytes.Buffer
	c.Stdout, c.Stderr = &out, &problem
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), out.String(), problem.String()
}

// server is a running program.
type server struct {
	t       *testing.T
	args    []string
	address string
	cmd     *exec.Cmd
}

func serve(t *testing.T, bot, data string) *server {
	t.Helper()
	s := &server{t: t, address: free(t)}
	s.args = []string{"serve", "--log", "error", "--bot", bot, "--data", data, "--listen", s.address}
	s.start()
	t.Cleanup(s.kill)
	return s
}

func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (s *server) start() {
	s.t.Helper()
	s.cmd = command(s.t, s.args...)
	s.cmd.Stderr = os.Stderr
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+"/readyz", nil)
		if err != nil {
			s.t.Fatal(err)
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		pause(ctx)
	}
	s.t.Fatal("the server did not come up")
}

// pause waits for a moment of real time: another process has no other clock.
func pause(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Millisecond):
	}
}

func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// answer is what /v1/utterances says, as far as tests look at it.
type answer struct {
	Conversation, Owner, Turn string
	Replies                   []struct {
		Text      string
		Citations []struct{ Document, Title, URL, Quote string }
		Choices   []struct{ Label, Payload string }
	}
	Decision struct {
		Kind, Skill string
		Confidence  float64
	}
}

func (a answer) text() string {
	var all []string
	for _, r := range a.Replies {
		all = append(all, r.Text)
	}
	return strings.Join(all, "\n")
}

// say sends an utterance as a channel does: again with the same ID until it is answered.
func (s *server) say(ctx context.Context, conversation, id, text string) (answer, error) {
	body, err := json.Marshal(map[string]any{"id": id, "conversation": map[string]string{"id": conversation}, "text": text})
	if err != nil {
		return answer{}, err
	}
	for ctx.Err() == nil {
		if a, ok := s.try(ctx, body); ok {
			return a, nil
		}
		pause(ctx)
	}
	return answer{}, fmt.Errorf("%s was never answered", id)
}

func (s *server) try(ctx context.Context, body []byte) (a answer, ok bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+s.address+"/v1/utterances", bytes.NewReader(body))
	if err != nil {
		return a, false
	}
	req.Header.Set("Authorization", "Bearer secret")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return a, false
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return a, err == nil && res.StatusCode == http.StatusOK && json.Unmarshal(text, &a) == nil
}

func (s *server) must(conversation, id, text string) answer {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 60*time.Second)
	defer cancel()
	a, err := s.say(ctx, conversation, id, text)
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}
