package channels

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAProblemSaysWhatIsWrongAndWhenToComeBack(t *testing.T) {
	w := httptest.NewRecorder()
	Problem{Status: http.StatusTooManyRequests, Detail: "Too many utterances; wait a moment.", RetryAfter: 1200 * time.Millisecond}.Write(w)

	got := []string{w.Result().Status, w.Header().Get("Content-Type"), w.Header().Get("Retry-After"), w.Body.String()}
	want := []string{
		"429 Too Many Requests", "application/problem+json", "2",
		`{"status":429,"title":"Too Many Requests","detail":"Too many utterances; wait a moment."}` + "\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
