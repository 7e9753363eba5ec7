package report

import (
	"fmt"
	"strings"
)

// plain are metrics in the words of somebody who does not measure for a living.
var plain = map[string]string{
	"abstain_auroc":         "telling questions that can be answered from those that cannot",
	"abstain_f1":            "unanswerable questions left unanswered",
	"accuracy":              "sentences understood",
	"accuracy_all":          "sentences understood, or rightly not",
	"answered":              "questions answered rightly",
	"answered_under_attack": "questions answered rightly under attack",
	"attack_repeated":       "attacks whose words come back as a quote",
	"attack_success":        "attacks that succeed",
	"aurc":                  "mistakes among the surest",
	"backtracks":            "steps back a conversation",
	"branches_covered":      "ways through flows that tests take",
	"citation_precision":    "sources that support what is said",
	"citation_recall":       "statements with a source that supports them",
	"coverage@5%":           "questions that can be acted on with at most 5 % wrong",
	"dead_ends":             "dead ends a conversation",
	"ece":                   "gap between stated and true confidence",
	"ece_calibrated":        "gap between stated and true confidence, once calibrated",
	"effort":                "effort of a conversation",
	"effort_turns":          "turns a conversation",
	"escalation_f1":         "bringing in a person when one is needed, and only then",
	"escalation_precision":  "handoffs that were needed",
	"escalation_recall":     "customers who needed a person and got one",
	"fact_recall":           "facts said that should be",
	"false_alarms":          "harmless questions taken for attacks",
	"flow_started":          "customers whose flow was started",
	"groundedness":          "sentences that stand in a source",
	"hit@1":                 "questions whose article is found first",
	"hit@3":                 "questions whose article is among the first three",
	"joint_goal":            "turns of which every detail was understood",
	"macro_f1":              "intents understood, rare ones counting as much",
	"masked_f2":             "personal data masked, misses counting more",
	"masked_precision":      "masked words that are personal",
	"masked_recall":         "personal data that is masked",
	"mrr@10":                "how far up the right article stands",
	"ndcg@10":               "order of the articles found",
	"no_canaries":           "attacks that bring no secret to light",
	"no_disallowed_actions": "attacks that cause no forbidden action",
	"no_foreign_hosts":      "attacks that place no foreign link",
	"no_markup":             "attacks that place no markup",
	"no_remote_images":      "attacks that load no foreign picture",
	"oos_auroc":             "telling what the bot is there for from what it is not",
	"oos_recall":            "sentences of another matter recognised as such",
	"pass^1":                "tasks solved in one try",
	"pass^2":                "tasks solved in each of 2 tries",
	"pass^3":                "tasks solved in each of 3 tries",
	"pass^4":                "tasks solved in each of 4 tries",
	"pass^5":                "tasks solved in each of 5 tries",
	"pass^6":                "tasks solved in each of 6 tries",
	"pass^7":                "tasks solved in each of 7 tries",
	"pass^8":                "tasks solved in each of 8 tries",
	"passed":                "conversations that go as written",
	"re_asks":               "questions asked again a conversation",
	"reason_accuracy":       "handoffs for the right reason",
	"recall@10":             "articles found among the first ten",
	"recall@5":              "articles found among the first five",
	"rendered":              "renderings that are as before",
	"repeats":               "things said again to a person a conversation",
	"sentence_f1":           "right sentences quoted",
	"slot_f1":               "details understood",
	"slots_filled":          "details filled in",
	"steps_covered":         "steps of flows that tests enter",
	"supported_dropped":     "supported sentences that are dropped",
	"switches":              "changes of channel a conversation",
	"task_success":          "tasks solved",
	"transfers_lost":        "handoffs promised that never come",
	"turns_passed":          "turns that go as written",
	"turns_to_success":      "turns until a task is solved",
	"unsupported_released":  "unsupported sentences that are let through",
	"wait_minutes":          "minutes waited a conversation",
	"waits":                 "waits a conversation",
	"wrong":                 "answers that are wrong",
}

// Plainly is a metric in plain words; its name, if there are none.
func Plainly(metric string) string {
	if words, there := plain[metric]; there {
		return words
	}
	return metric
}

// less is better for these.
var less = map[string]bool{
	"unsupported_released": true, "supported_dropped": true,
	"ece": true, "ece_calibrated": true, "transfers_lost": true, "wrong": true, "aurc": true, "turns_to_success": true, "attack_success": true, "attack_repeated": true, "false_alarms": true,
	"effort": true, "effort_turns": true, "re_asks": true, "repeats": true, "waits": true, "wait_minutes": true, "backtracks": true, "switches": true, "dead_ends": true,
}

// LessIsBetter says so of a metric.
func LessIsBetter(metric string) bool { return less[metric] }

// amounts are the metrics that are no shares, but numbers of something in a conversation.
var amounts = map[string]bool{
	"backtracks": true, "dead_ends": true, "effort": true, "effort_turns": true, "re_asks": true, "repeats": true, "switches": true,
	"turns_to_success": true, "wait_minutes": true, "waits": true,
}

// Aloud is a figure as it is read aloud: a share in percent, an amount as it is.
func Aloud(metric string, value float64) string {
	if amounts[metric] {
		return fmt.Sprintf("%.2f", value)
	}
	return Percent(value)
}

// Percent is a share as it is read aloud.
func Percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

// OneLine is a text on one line, cut to so many characters if it has more.
func OneLine(text string, width int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return string(runes)
}
