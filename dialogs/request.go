package dialogs

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Request is an HTTP action of actions.yaml. In its URL, headers and body {name} is an argument of the do step; in
// headers ${NAME} is a secret that the program knows.
type Request struct {
	Place   source.Place      `yaml:",place"`
	Name    string            `yaml:"-"`
	Method  source.Word       `yaml:"method"` // GET without it
	URL     source.Word       `yaml:"url"`
	Headers map[string]string `yaml:"headers"`
	Body    map[string]string `yaml:"body"`    // sent as JSON; without it POST, PUT and PATCH send every argument
	Timeout time.Duration     `yaml:"timeout"` // of all tries together; 10s without it
	Retries int               `yaml:"retries"` // after failures that changed nothing; 2 without it
}

// Bounds of an HTTP action.
const (
	defaultTimeout = 10 * time.Second
	longestTimeout = time.Minute // a turn holds its conversation meanwhile
	defaultRetries = 2
	largestAnswer  = 1 << 20 // bytes
)

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

func (r *Request) check(hosts []string, faults *source.Faults) {
	if r.Method.Text != "" && !slices.Contains(methods, r.Method.Text) {
		faults.Error(r.Method.Place, "nobody knows the method "+r.Method.Text, source.DidYouMean(r.Method.Text, methods))
	}
	if r.Timeout < 0 || r.Timeout > longestTimeout {
		faults.Error(r.Place, "the timeout of "+r.Name+" is negative or longer than a minute", "customers wait meanwhile: write a few seconds")
	}
	u, err := url.Parse(placeholder.ReplaceAllString(r.URL.Text, "x"))
	switch {
	case r.URL.Text == "":
		faults.Error(r.Place, "the action "+r.Name+" has no url", "write url: https://...")
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		faults.Error(r.URL.Place, "this is no URL that can be called", "write https://host/path; arguments in braces")
	case placeholder.MatchString(host(r.URL.Text)):
		faults.Error(r.URL.Place, "the host must not come from an argument", "write the host out")
	case !allowed(u, hosts):
		faults.Error(r.URL.Place, "actions may not reach "+origin(u), "add it to actions: hosts: in bot.yaml if it is yours to call")
	}
}

// host is the part of a URL that names the server, as it was written.
func host(raw string) string {
	return authority.FindString(raw)
}

var (
	placeholder = regexp.MustCompile(`\{(\w+)\}`)
	secret      = regexp.MustCompile(`\$\{(\w+)\}`)
	authority   = regexp.MustCompile(`^[^/]*//[^/?#]*`)
)

// fill puts arguments into a template.
func fill(template string, with map[string]any, escape func(string) string) string {
	return placeholder.ReplaceAllStringFunc(template, func(m string) string {
		return escape(written(with[m[1:len(m)-1]]))
	})
}

// written is an argument as a server reads it, not as a customer does.
func written(arg any) string {
	if n, ok := arg.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return showAny(arg, "")
}

// body is what is sent: an argument that stands alone keeps its type.
func (r *Request) body(with map[string]any) map[string]any {
	if r.Body == nil {
		return with
	}
	out := make(map[string]any, len(r.Body))
	for _, name := range slices.Sorted(maps.Keys(r.Body)) {
		template := r.Body[name]
		if m := placeholder.FindStringSubmatch(template); m != nil && m[0] == template {
			out[name] = with[m[1]]
			continue
		}
		out[name] = fill(template, with, func(s string) string { return s })
	}
	return out
}

// method is GET unless the author says otherwise.
func (r *Request) method() string {
	if r.Method.Text == "" {
		return http.MethodGet
	}
	return r.Method.Text
}

// repeatable is true of methods that may be sent twice by the standard (RFC 9110, section 9.2.2).
func (r *Request) repeatable() bool {
	return r.method() != http.MethodPost && r.method() != http.MethodPatch
}
