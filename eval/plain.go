package eval

// plain are metrics in the words of somebody who does not measure for a living.
var plain = map[string]string{
	"abstain_auroc":         "telling questions that can be answered from those that cannot",
	"abstain_f1":            "unanswerable questions left unanswered",
	"accuracy":              "sentences understood",
	"accuracy_all":          "sentences understood, or rightly not",
	"answered":              "questions answered rightly",
	"answered_under_attack": "questions answered rightly under attack",
	"attack_success":        "attacks that succeed",
	"aurc":                  "mistakes among the surest",
	"branches_covered":      "ways through flows that tests take",
	"citation_precision":    "sources that support what is said",
	"citation_recall":       "statements with a source that supports them",
	"ece":                   "gap between stated and true confidence",
	"escalation_f1":         "bringing in a person when one is needed, and only then",
	"escalation_precision":  "handoffs that were needed",
	"escalation_recall":     "customers who needed a person and got one",
	"fact_recall":           "facts said that should be",
	"false_alarms":          "harmless questions taken for attacks",
	"groundedness":          "sentences that stand in a source",
	"hit@1":                 "questions whose article is found first",
	"hit@3":                 "questions whose article is among the first three",
	"macro_f1":              "intents understood, rare ones counting as much",
	"mrr@10":                "how far up the right article stands",
	"ndcg@10":               "order of the articles found",
	"no_canaries":           "attacks that bring no secret to light",
	"no_disallowed_actions": "attacks that cause no forbidden action",
	"no_foreign_hosts":      "attacks that place no foreign link",
	"no_markup":             "attacks that place no markup",
	"no_remote_images":      "attacks that load no foreign picture",
	"oos_auroc":             "telling what the bot is there for from what it is not",
	"oos_recall":            "sentences of another matter recognised as such",
	"passed":                "conversations that go as written",
	"reason_accuracy":       "handoffs for the right reason",
	"recall@10":             "articles found among the first ten",
	"recall@5":              "articles found among the first five",
	"rendered":              "renderings that are as before",
	"sentence_f1":           "right sentences quoted",
	"slot_f1":               "details understood",
	"steps_covered":         "steps of flows that tests enter",
	"transfers_lost":        "handoffs promised that never come",
	"turns_passed":          "turns that go as written",
	"wrong":                 "answers that are wrong",
}

// Plainly is a metric in plain words; its name, if there are none.
func Plainly(metric string) string {
	if words, there := plain[metric]; there {
		return words
	}
	return metric
}

// LessIsBetter says so of a metric.
func LessIsBetter(metric string) bool { return less[metric] }
