package knowledge

import (
	"slices"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/quick"
)

// Customers who need help are not sold anything: what advertises is neither written nor quoted, unless they ask about buying,
// prices or differences. Then it is said with its source, like everything else. What somebody paid for is found by what it says, like
// everything else, and never without a label.

// advertises finds sentences that praise, tempt or urge to buy, in the words of shops.
var advertises = quick.MustCompile(`(?i)\b(?:jetzt (?:kaufen|bestellen|sichern|upgraden|entdecken)|nur (?:heute|kurze zeit|solange)|exklusive[sn]? angebot|sonderangebot|gratis dazu|` +
	`(?:unser|unsere|unser neues|unser neuer) (?:bestseller|premium\p{L}*|topmodell)|(?:besser|günstiger|schneller|stärker|leiser) als (?:alle|jede|andere|der|die|das|die konkurrenz)|` +
	`das beste|der beste|die beste|die günstigste|unschlagbar\p{L}*|einzigartig\p{L}*|gönn(?:e|en)? (?:dir|sie sich)|steig(?:e|en sie)? (?:jetzt )?(?:auf|um)|rabatt\p{L}*|` +
	`buy (?:now|today)|order (?:now|today)|shop now|upgrade (?:now|today|to)|limited (?:time|offer)|special offer|exclusive (?:offer|deal)|only today|while stocks last|` +
	`our (?:bestseller|premium|top model|newest)|(?:better|cheaper|faster|quieter|stronger) than (?:all|any|every|other|the)|the (?:best|cheapest|finest)|unbeatable|treat yourself|discounts?|you(?:'| wi)ll love)\b|\d+ ?% (?:off|rabatt|sparen|günstiger)`)

// shops finds questions about buying, prices and differences.
var shops = quick.MustCompile(`(?i)kauf|bestell|angebot|rabatt|gutschein|aktion|preis|koste|günstig|teuer|billig|empfehl|welche[rsn]? |besser|beste|unterschied|vergleich|\boder\b|premium|upgrade|abo\b|tarif|` +
	`\b(?:buy|order|purchase|offer|deal|discount|voucher|price|costs?|cheap|expensive|recommend|which|better|best|difference|compare|versus|vs|upgrade|plan|subscription)`)

// neutral leaves out of the sentences of a passage what advertises, unless the question is about buying. Approved words stay as they
// are, and so does a passage that says nothing else.
func neutral(question string, p Passage, sentences []string) []string {
	if p.Scope.Approved || shops.MatchString(question) {
		return sentences
	}
	if kept := slices.DeleteFunc(slices.Clone(sentences), advertises.MatchString); len(kept) > 0 {
		return kept
	}
	return sentences
}

// sold tells whether a passage has no place among what answers a question: somebody paid for it, and nobody asks about buying.
func sold(question string, p Passage) bool { return p.Scope.Paid && !shops.MatchString(question) }

// labels are how it is said that somebody paid for a text, by its language.
var labels = map[string]string{lang.German: "Anzeige: ", lang.English: "Advertisement: "}

// labelled puts a label before a text of a passage that somebody paid for.
func labelled(p Passage, text string) string {
	if !p.Scope.Paid {
		return text
	}
	return firstOf(labels[p.Language], labels[lang.English]) + text
}
