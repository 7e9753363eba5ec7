package app

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/lotse-bot/lotse/llm"
)

// modelMetrics are what /metrics tells of a model on a server.
type modelMetrics struct {
	answers *prometheus.CounterVec
	tokens  *prometheus.CounterVec
	cost    prometheus.Counter
	first   prometheus.Histogram
	whole   prometheus.Histogram
}

func newModelMetrics(registry *prometheus.Registry) *modelMetrics {
	seconds := func(name, help string) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(0.05, 2, 11)})
	}
	m := &modelMetrics{
		answers: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "lotse_model_answers_total", Help: "Answers that a model's server was asked for, by how it went."}, []string{"outcome"}),
		tokens:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "lotse_model_tokens_total", Help: "Tokens of these, read (in) and written (out)."}, []string{"way"}),
		cost:    prometheus.NewCounter(prometheus.CounterOpts{Name: "lotse_model_cost_total", Help: "What they cost, by the prices in the model's address."}),
		first:   seconds("lotse_model_first_seconds", "Time until the first piece of an answer."),
		whole:   seconds("lotse_model_seconds", "Time until the last one."),
	}
	registry.MustRegister(m.answers, m.tokens, m.cost, m.first, m.whole)
	return m
}

// answer counts an answer.
func (m *metrics) answer(r llm.Response, failed bool) {
	if m == nil {
		return // nobody reads the metrics of what is only measured
	}
	outcome := "given"
	if failed {
		outcome = "failed"
	}
	m.models.answers.WithLabelValues(outcome).Inc()
	m.models.tokens.WithLabelValues("in").Add(float64(r.TokensIn))
	m.models.tokens.WithLabelValues("out").Add(float64(r.TokensOut))
	m.models.cost.Add(r.Cost)
	if r.First > 0 {
		m.models.first.Observe(r.First.Seconds())
	}
	m.models.whole.Observe(r.Took.Seconds())
}
