package main

import (
	"context"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// serve starts a program that serves, on a port that is free, instead of the one before.
func (r *reader) serve(words []string) {
	r.stop()
	r.address = free(r.t)
	flag := false
	for i, w := range words {
		if i > 0 && words[i-1] == "--listen" {
			words[i], flag = r.address, true
		} else if strings.ContainsAny(w, "'\"") {
			r.t.Fatalf("%s: quotes are not understood here", w)
		}
	}
	if !flag {
		words = append(words, "--listen", r.address)
	}
	r.program, r.said = r.command(strings.Join(words, " ")), new(strings.Builder)
	r.program.Stdout, r.program.Stderr = r.said, r.said
	if err := r.program.Start(); err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(r.t.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		if res, err := r.get(ctx, "/readyz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		pause(ctx)
	}
	r.abandon()
	r.t.Fatalf("%s: is not ready after a minute\n%s", strings.Join(words, " "), r.said)
}

func (r *reader) get(ctx context.Context, path string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+r.address+path, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// stop presses Ctrl-C.
func (r *reader) stop() {
	if r.program == nil {
		return
	}
	if err := r.program.Process.Signal(syscall.SIGINT); err != nil {
		r.t.Error(err)
	}
	if err := r.program.Wait(); err != nil {
		r.t.Errorf("%s: %v after Ctrl-C\n%s", r.program.Args, err, r.said)
	}
	if out := r.said.String(); strings.Contains(r.program.String(), "lotse demo") && !strings.Contains(out, "http://"+r.address+"/desk/\n") {
		r.t.Errorf("%s: does not say where the desk is\n%s", r.program.Args, out)
	}
	r.program = nil
}

func (r *reader) abandon() {
	if r.program != nil {
		_ = r.program.Process.Kill()
		_ = r.program.Wait()
		r.program = nil
	}
}
