package app_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/knowledge/qdrant/qdranttest"
)

// A customer notices nothing when the index's server goes away and comes back; operators do.
func TestTheIndexGoesAwayAndComesBack(t *testing.T) {
	server := qdranttest.Start(t)
	w := newTown(t, func(c *app.Config) { c.Index = "qdrant://" + server.Address + "/town" })
	page := func(path string) string {
		r := httptest.NewRecorder()
		w.app.Handler().ServeHTTP(r, httptest.NewRequest(http.MethodGet, path, nil))
		return r.Body.String()
	}
	ada := w.browser()
	ada.says("Wie lange habe ich Garantie?", "")
	ada.hears("zwei Jahre")
	server.Down(true)
	max := w.browser()
	max.says("Wie lange habe ich Garantie?", "")
	max.hears("zwei Jahre")
	if got := page("/metrics"); !strings.Contains(got, "lotse_index_behind 1") || !strings.Contains(got, "lotse_index_missed_searches_total 1") {
		t.Errorf("the metrics do not tell that the index is away")
	}
	if got := page("/readyz"); !strings.Contains(got, `"ready":true`) || !strings.Contains(got, `"index":"out of reach`) {
		t.Errorf("readyz says %s", got)
	}
	server.Down(false)
	w.until("the index is back", func() bool { return w.app.Behind() == nil })
	calls := server.Calls()
	eva := w.browser()
	eva.says("Wie lange habe ich Garantie?", "")
	eva.hears("zwei Jahre")
	if server.Calls() == calls {
		t.Error("the server is not asked any more")
	}
}

func TestAProgramOpensWithoutItsIndex(t *testing.T) {
	server := qdranttest.Start(t)
	server.Down(true)
	w := newTown(t, func(c *app.Config) { c.Index = "qdrant://" + server.Address + "/town" })
	ada := w.browser()
	ada.says("Wie lange habe ich Garantie?", "")
	ada.hears("zwei Jahre")
}
