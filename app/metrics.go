package app

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/standby"
)

// metrics are what /metrics tells.
type metrics struct {
	registry *prometheus.Registry
	turns    *prometheus.CounterVec
	seconds  prometheus.Histogram
	models   *modelMetrics
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		turns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "lotse_turns_total",
			Help: "Turns that were committed, by the kind of the decision and the skill that took them.",
		}, []string{"kind", "skill"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "lotse_turn_seconds",
			Help: "Time from the claim of a turn to its commit.", Buckets: prometheus.ExponentialBuckets(0.0005, 2, 16),
		}),
	}
	m.models = newModelMetrics(m.registry)
	m.registry.MustRegister(m.turns, m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) turn(t *bot.Turn, took time.Duration) {
	m.turns.WithLabelValues(string(t.Decision.Kind), t.Decision.Skill).Inc()
	m.seconds.Observe(took.Seconds())
}

func (m *metrics) gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// watch adds what is read when someone asks.
func (m *metrics) watch(w *bot.Worker) {
	m.gauge("lotse_pending_utterances", "Utterances that no turn has answered yet.", func() float64 { return float64(w.Pending()) })
}

// standby adds how the index's server does.
func (m *metrics) standby(x *standby.Index) {
	m.gauge("lotse_index_behind", "1 while the index's server is out of reach, or lacks something that was learned.", func() float64 {
		if x.Behind() != nil {
			return 1
		}
		return 0
	})
	m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "lotse_index_missed_searches_total", Help: "Searches that the index's server did not answer.",
	}, func() float64 { return float64(x.Missed()) }))
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
