package lang

import "strings"

// YesNo tells whether a text agrees or refuses. Ok is false when it does neither, or both ("ja und nein"), or when it says
// much more than that: the answer to a yes/no question is short or begins with it.
func YesNo(text, language string) (yes, ok bool) {
	var ws []string
	for _, t := range Tokens(text) {
		ws = append(ws, Fold(t.Text))
	}
	line := " " + strings.Join(ws, " ") + " "
	if strings.TrimSpace(line) == "" {
		return thumb(text)
	}
	lists, known := answers[language]
	if !known {
		return false, false
	}
	for _, unsure := range lists.unsure {
		if strings.Contains(line, " "+unsure+" ") {
			return false, false
		}
	}
	no, saysNo := first(line, lists.no)
	ye, saysYes := first(line, lists.yes)
	switch {
	case saysNo && saysYes && ye.Start < no.Start && contradicts(line, lists):
		return false, false
	case saysNo && (!saysYes || no.Start <= ye.End): // "nein, ja doch nicht", "stimmt nicht", "I do not"
		return false, begins(no, len(ws))
	case saysYes:
		return true, begins(ye, len(ws))
	}
	return false, false
}

// begins tells that what was found is the answer: the text begins with it, or is short.
func begins(found Span, words int) bool { return found.Start == 0 || words <= 6 }

// contradicts tells that a text says both the word for yes and the word for no.
func contradicts(line string, lists answer) bool {
	_, yes := first(line, lists.yes[:1])
	_, no := first(line, lists.no[:1])
	return yes && no
}

// first finds the earliest of some phrases in a line of folded words that begins and ends with a space.
func first(line string, phrases []string) (at Span, found bool) {
	for _, p := range phrases {
		i := strings.Index(line, " "+p+" ")
		if i >= 0 && (!found || i < at.Start) {
			at, found = Span{Start: i, End: i + len(p) + 1}, true
		}
	}
	return at, found
}

func thumb(text string) (yes, ok bool) {
	switch {
	case strings.Contains(text, "👍"), strings.Contains(text, "✅"), strings.Contains(text, "👌"):
		return true, true
	case strings.Contains(text, "👎"), strings.Contains(text, "❌"):
		return false, true
	}
	return false, false
}

type answer struct{ yes, no, unsure []string }

// answers are folded. The first "no" is the word that a yes cannot stand beside.
var answers = map[string]answer{
	German: {
		yes: phrases("ja|jo|joa|jep|jepp|jup|jap|klar|na klar|alles klar|gern|gerne|genau|stimmt|richtig|korrekt|ok|okay|okey|sicher|" +
			"natürlich|selbstverständlich|auf jeden fall|einverstanden|passt|das passt|in ordnung|unbedingt|definitiv|mach das|bitte ja|bestätigt|" +
			"bestätige|yes|jawohl|absolut|sehr gern|will ich|möchte ich"),
		no: phrases("nein|nee|ne|nö|nope|niemals|auf keinen fall|keinesfalls|stimmt nicht|passt nicht|nicht richtig|falsch|lieber nicht|" +
			"nicht|no|keineswegs|bloß nicht|auf gar keinen fall|danke nein|eher nicht|keine"),
		unsure: phrases("vielleicht|weiß nicht|keine ahnung|weiß ich nicht|unsicher|nicht sicher|eventuell|kommt darauf an|kommt drauf an|jein"),
	},
	English: {
		yes: phrases("yes|yeah|yep|yup|ya|sure|of course|ok|okay|k|right|correct|exactly|certainly|definitely|absolutely|please do|" +
			"agreed|fine|sounds good|go ahead|that s right|indeed|confirmed|i do|i am|affirmative|alright|all right|do it|with pleasure"),
		no: phrases("no|nope|nah|never|not|don t|dont|do not|no way|wrong|incorrect|not really|rather not|i d rather not|no thanks|" +
			"negative|isn t|isnt|not at all|by no means"),
		unsure: phrases("maybe|perhaps|not sure|don t know|dont know|do not know|no idea|unsure|it depends|possibly|unsure"),
	},
}

func phrases(list string) []string {
	out := strings.Split(list, "|")
	for i, p := range out {
		ws := strings.Fields(p)
		for k, w := range ws {
			ws[k] = Fold(w)
		}
		out[i] = strings.Join(ws, " ")
	}
	return out
}
