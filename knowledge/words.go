package knowledge

import "github.com/lotse-bot/lotse/bot"

// Words are the phrases of this package.
var Words = bot.Words{
	"de": {
		"knowledge.other_language": {"Dazu habe ich nur einen Artikel auf {language}:", "Diesen Artikel gibt es nur auf {language}:"},
		"knowledge.language.de":    {"Deutsch"},
		"knowledge.language.en":    {"Englisch"},
		"knowledge.label":          {"Antwort: {title}"},
		"knowledge.original":       {"Im Original ({language}):"},
		"knowledge.strange":        {"Ich verstehe leider nur Deutsch und Englisch. Sorry, I only understand German and English."},
		"knowledge.clarify":        {"Worum geht es genau?", "Dazu gibt es mehreres. Was davon ist es?"},
		"knowledge.clarify_else":   {"Etwas anderes"},
		"knowledge.near":           {"Darauf habe ich keine sichere Antwort. Vielleicht hilft dir dieser Artikel: „{title}“ [1]\nSonst sag es bitte mit anderen Worten."},
		"knowledge.say_more":       {"Beschreib mir bitte in einem Satz, worum es geht: was du tun willst, oder was du siehst."},
		"knowledge.which":          {"Um welches Produkt geht es?"},
		"knowledge.which_unknown":  {"Das weiß ich nicht"},
	},
	"en": {
		"knowledge.other_language": {"I only have an article about this in {language}:", "This article is only there in {language}:"},
		"knowledge.language.de":    {"German"},
		"knowledge.language.en":    {"English"},
		"knowledge.label":          {"Answer: {title}"},
		"knowledge.original":       {"The original ({language}):"},
		"knowledge.strange":        {"Sorry, I only understand German and English. Ich verstehe leider nur Deutsch und Englisch."},
		"knowledge.clarify":        {"What is it about exactly?", "There is more than one thing about this. Which is it?"},
		"knowledge.clarify_else":   {"Something else"},
		"knowledge.near":           {"I have no sure answer to that. Perhaps this article helps: “{title}” [1]\nOtherwise please say it in other words."},
		"knowledge.say_more":       {"Please tell me in a sentence what it is about: what you want to do, or what you see."},
		"knowledge.which":          {"Which product is it about?"},
		"knowledge.which_unknown":  {"I don't know"},
	},
}
