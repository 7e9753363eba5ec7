package main

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// talk sends what a customer says, and holds the answer that a document shows against the one that came.
func (r *reader) talk(b block) {
	var shown map[string]any
	if err := json.Unmarshal([]byte(b.text), &shown); err != nil {
		r.t.Errorf("line %d: %v", b.line, err)
		return
	}
	if _, isRequest := shown["text"]; isRequest {
		r.asked = r.post(b)
		return
	}
	var got map[string]any
	if err := json.Unmarshal(r.asked, &got); err != nil {
		r.t.Errorf("line %d: there is nothing to compare: %v", b.line, err)
		return
	}
	if diff := cmp.Diff(shape(shown), shape(got)); diff != "" {
		r.t.Errorf("line %d: the answer has another shape (-shown +is):\n%s", b.line, diff)
	}
}

func (r *reader) post(b block) []byte {
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, "http://"+r.address+b.to, strings.NewReader(b.text))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer secret")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode/100 != 2 {
		r.t.Errorf("line %d: %d %v %s", b.line, res.StatusCode, err, answer)
	}
	return answer
}

// shape is the keys of a value and the kinds of what stands there, with what customers read kept: only IDs and figures may differ.
func shape(v any) any {
	switch v := v.(type) {
	case map[string]any:
		keys := map[string]any{}
		for k, x := range v {
			keys[k] = shape(x)
			if k == "text" || k == "kind" || k == "skill" || k == "owner" || k == "conversation" || k == "state" || k == "channel" {
				keys[k] = x
			}
		}
		return keys
	case []any:
		all := []any{}
		for _, x := range v {
			all = append(all, shape(x))
		}
		return all
	case string:
		return "text"
	case float64:
		return "number"
	}
	return v
}

var (
	source = regexp.MustCompile(`src="https?://[^/"]+([^"]+)"`)
	datum  = regexp.MustCompile(`data-([a-z]+)=`)
)

// embed checks that the server has the script a page shall load, and that this knows the attributes which the document gives it.
func (r *reader) embed(b block) {
	src := source.FindStringSubmatch(b.text)
	if src == nil {
		r.t.Errorf("line %d: no script is loaded", b.line)
		return
	}
	script := r.loaded(src[1])
	for _, m := range datum.FindAllStringSubmatch(b.text, -1) {
		if !slices.Contains(datasets(script), m[1]) {
			r.t.Errorf("%s does not read data-%s", src[1], m[1])
		}
	}
}

// loaded is a script as a page gets it.
func (r *reader) loaded(path string) string {
	if r.program == nil {
		r.serve(strings.Fields("lotse serve --bot examples/table --data embedded"))
	}
	res, err := r.get(r.t.Context(), path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	script, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Content-Type"), "javascript") {
		r.t.Errorf("%s: %d %s %v", path, res.StatusCode, res.Header.Get("Content-Type"), err)
	}
	return string(script)
}

var (
	called   = regexp.MustCompile(`\blotse\.(\w+)\(`)
	listened = regexp.MustCompile(`'(lotse:\w+)'`)
)

// script checks that a page can call and hear what a document lets it.
func (r *reader) script(b block) {
	loader := r.loaded("/w.js")
	for _, m := range called.FindAllStringSubmatch(b.text, -1) {
		if !regexp.MustCompile(`\b` + m[1] + `[:(]`).MatchString(loader) {
			r.t.Errorf("line %d: the loader has no %s", b.line, m[1])
		}
	}
	for _, m := range listened.FindAllStringSubmatch(b.text, -1) {
		if !strings.Contains(loader, m[1]) {
			r.t.Errorf("line %d: the loader tells nothing of %s", b.line, m[1])
		}
	}
}

// dataset is how the loader takes its attributes: const {site = ”, language = ...} = script.dataset.
var (
	dataset = regexp.MustCompile(`\{([^{}]*)\}=\w+\.dataset`)
	taken   = regexp.MustCompile(`(?:^|,)([a-z]+):`)
	single  = regexp.MustCompile(`\.dataset\.([a-z]+)`)
)

func datasets(script string) []string {
	var names []string
	for _, d := range dataset.FindAllStringSubmatch(script, -1) {
		for _, m := range taken.FindAllStringSubmatch(d[1], -1) {
			names = append(names, m[1])
		}
	}
	for _, m := range single.FindAllStringSubmatch(script, -1) {
		names = append(names, m[1])
	}
	return names
}
