package rerank

import (
	"math"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// Rules are what holds in every collection and is too rare to be learned, in standard scores.
const (
	numberBonus = 3 // for what stands before the very number: "error 13" is not error 11, which loses as much
	asksMalus   = 2 // for what asks the question and answers nothing, like a table of contents
)

// The names of the rules among the parts of a score.
const (
	RuleNumber  = "the very number"
	RuleAnother = "another number"
	RuleAsks    = "asks itself"
)

// rules gives what each candidate gains or loses by rule.
func rules(q Question, candidates []Candidate, read []*text) []map[string]float64 {
	all := make([]map[string]float64, len(candidates))
	for i := range all {
		all[i] = map[string]float64{}
	}
	asked := lang.Tokens(q.Text)
	for name := range numbered(asked) {
		var having, another []int
		for i, t := range read {
			switch {
			case t.named[name]:
				having = append(having, i)
			case t.about.otherThan(name, asked):
				another = append(another, i)
			}
		}
		// What nearly all mention tells them not apart: every article speaks of COVID 19.
		worth := round(numberBonus * rarity(len(having), len(candidates)))
		for _, i := range having {
			all[i][RuleNumber] = max(all[i][RuleNumber], worth)
		}
		for _, i := range another {
			all[i][RuleAnother] = min(all[i][RuleAnother], -worth)
		}
	}
	for i, c := range candidates {
		if share := read[i].asks; !c.Heading && share >= 0.5 {
			all[i][RuleAsks] = round(-asksMalus * share)
		}
	}
	return all
}

// rarity is 1 for what one of many has, and 0 for what all have, or none.
func rarity(found, all int) float64 {
	if all < 2 || found == 0 {
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

// A thing is what a title names by its only number.
type thing struct{ word, number string }

// numberedOnly is empty for a title of several numbers: "class 5 to 9" may be about class 7.
func numberedOnly(title []lang.Token) (about thing) {
	numbers := 0
	for _, t := range title {
		if digits(t.Text) {
			numbers++
		}
	}
	if numbers != 1 {
		return thing{}
	}
	for name := range numbered(title) {
		about.word, about.number, _ = strings.Cut(name, " ")
	}
	return about
}

// otherThan tells whether the thing has another number than the one of that name, and one that was not asked about.
func (t thing) otherThan(name string, asked []lang.Token) bool {
	word, _, _ := strings.Cut(name, " ")
	return t.word == word && !slices.ContainsFunc(asked, func(a lang.Token) bool { return a.Text == t.number })
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
