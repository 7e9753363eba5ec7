package rerank

import (
	"math"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// Rules are what holds in every collection and is too rare to be learned, in standard scores.
const (
	numberBonus = 3 // for what stands before the very number: "error 13" is not error 11
	asksMalus   = 2 // for what asks the question and answers nothing, like a table of contents
)

// The names of the rules among the parts of a score.
const (
	RuleNumber = "the very number"
	RuleAsks   = "asks itself"
)

// rules gives what each candidate gains or loses by rule.
func rules(q Question, candidates []Candidate, read []*text) []map[string]float64 {
	all := make([]map[string]float64, len(candidates))
	for i := range all {
		all[i] = map[string]float64{}
	}
	for name := range numbered(lang.Tokens(q.Text)) {
		var having []int
		for i, t := range read {
			if t.named[name] {
				having = append(having, i)
			}
		}
		for _, i := range having { // what nearly all mention tells them not apart: every article speaks of COVID 19
			all[i][RuleNumber] = max(all[i][RuleNumber], round(numberBonus*rarity(len(having), len(candidates))))
		}
	}
	for i, c := range candidates {
		if share := read[i].asks; !c.Heading && share >= 0.5 {
			all[i][RuleAsks] = round(-asksMalus * share)
		}
	}
	return all
}

// rarity is 1 for what one of many has, and 0 for what all have.
func rarity(found, all int) float64 {
	if all < 2 {
		return 0
	}
	return math.Log(float64(all)/float64(found)) / math.Log(float64(all))
}

// numbered are the words of a text that a number follows at once, with it: "error 13", "article 3". They name something.
func numbered(tokens []lang.Token) map[string]bool {
	var all map[string]bool
	for i := 1; i < len(tokens); i++ {
		word, number := tokens[i-1], tokens[i]
		if !digits(number.Text) || digits(word.Text) || number.Start-word.End > 2 {
			continue
		}
		if w := lang.Fold(word.Text); !lang.Stop(w, lang.German) && !lang.Stop(w, lang.English) {
			if all == nil {
				all = map[string]bool{}
			}
			all[w+" "+number.Text] = true
		}
	}
	return all
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// asks is the share of a text's lines and sentences that are questions, without its first line, the title.
func asks(text string) float64 {
	_, text, _ = strings.Cut(text, "\n")
	questions, all := 0, 0
	for line := range strings.Lines(text) {
		for _, at := range lang.Sentences(line) {
			s := strings.TrimSpace(line[at.Start:at.End])
			if s == "" || strings.HasSuffix(s, ":") {
				continue
			}
			all++
			if strings.HasSuffix(s, "?") {
				questions++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(questions) / float64(all)
}
