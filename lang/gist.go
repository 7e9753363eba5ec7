package lang

import (
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/lang/quick"
)

// frames are what people say around a question, in German and English. What may also be asked about ("eine Entschuldigung für die
// Schule") is only taken for courtesy where nothing else is meant.
var frames = []*quick.Regexp{
	// greetings
	quick.MustCompile(`(?i)^\s*((hallo|hallöchen|hi|hey|moin|servus|hello|dear|good (morning|day|evening|afternoon)|guten (tag|morgen|abend)|grüß gott|sehr geehrte[rs]?|liebe[rs]?)( (zusammen|there|all|everybody|team|damen und herren|sir or madam|(liebes |dear )?[\p{L}-]*-?team))*\s*([,!.:;]+|\s|$)\s*)+`),
	// excuses
	quick.MustCompile(`(?i)^\s*(sorry( für die störung| for (the )?(bothering|disturbing)( you)?| to (bother|disturb) you)?|(bitte )?entschuldig(ung|en sie|e|t)( bitte)?( (für )?die störung)?|excuse me)(\s*[,.!:]+\s*(aber|but)?|\s+(aber|but)\s|\s*$)`),
	// may I ask
	quick.MustCompile(`(?i)\b(ich )?(hätte|haette|habe|hab|hätt) (da |mal |noch |eine |ne |einmal |kurz |kurze |kleine |auch |ich )*fragen?(\s*[:,.!-]+|\s+|$)`),
	quick.MustCompile(`(?i)\b(i have|i've got|i got|i had) (a |another |one |quick |short |small )*questions?(\s*[:,.!-]+|\s+|$)`),
	quick.MustCompile(`(?i)\b(können|könnt|könnten|könntet|kannst|könntest|würden|würdest) (sie|ihr|du) (mir |uns |bitte |vielleicht |mal |kurz )*(sagen|weiterhelfen|verraten|mitteilen)( bitte)?\s*[,:]*\s*(\bob\b)?`),
	quick.MustCompile(`(?i)\bich (wollte|würde|möchte|will|müsste) (nur |gern |gerne |mal |kurz |einfach |euch |sie |dich |bitte )*(wissen|(nach)?fragen)\s*[,:]*\s*(\bob\b)?`),
	quick.MustCompile(`(?i)\b(wissen sie|weißt du|weisst du|wisst ihr)\s*,\s*(\bob\b)?`),
	quick.MustCompile(`(?i)\b(could|can|would|will) you( please| kindly)? (tell me|let me know)( please)?\s*[,:]*\s*(\bif\b|\bwhether\b)?`),
	quick.MustCompile(`(?i)\bi('m| am| was|'d| would)?( just)? (wonder(ing)?|(would )?(like|love) to (know|ask)|want(ed)? to (know|ask))\s*[,:]*\s*(\bif\b|\bwhether\b)?`),
	quick.MustCompile(`(?i)\bdo you know (if|whether)\b`),
	// thanks
	quick.MustCompile(`(?i)\b((vielen|herzlichen|besten|tausend|lieben) (lieben )?dank|danke(schön)?( schön| sehr)?|thank you|thanks|thx|many thanks)( (dir|euch|ihnen|a lot|so much|very much))?( (schon mal|schonmal|schon|vorab|im voraus|im vorraus|in advance|für (die|ihre|eure|deine) (hilfe|antwort|rückmeldung|auskunft)|for your (help|answer|reply)))*\s*([.,!]+|\s|$)`),
	// signatures
	quick.MustCompile(`(?i)(^|[\s,.!?])(mit )?((freundlichen|freundliche|herzlichen|herzliche|lieben|liebe|vielen|viele|besten|beste|schönen|schöne) gr(ü|ue)(ß|ss)en?|(kind|best|warm) (regards|wishes)|yours (sincerely|faithfully|truly))\s*[,.!]?\s*((aus|von|vom)\s+)?([\p{L}.-]+\s*){0,3}[.!]?\s*$`),
	quick.MustCompile(`(?i)[\n,.!?]\s*(lg|vg|mfg)\s*[,.!]?\s*([\p{L}.-]+\s*){0,3}[.!]?\s*$|\s(lg|vg|mfg)[.!]?\s*$`),
}

var rooms = regexp.MustCompile(`\s+`)

// Gist is a question without greeting, courtesies, thanks and signature; the text as it is where nothing else is said.
func Gist(text string) string {
	out := text
	for _, f := range frames {
		if f.MatchString(out) {
			out = f.Regexp.ReplaceAllStringFunc(out, ended)
		}
	}
	if out == text {
		return text
	}
	out = strings.TrimLeft(strings.TrimSpace(rooms.ReplaceAllString(out, " ")), ",.!:; ")
	if len(Tokens(out)) == 0 {
		return text
	}
	return out
}

// ended keeps the mark that ended the sentence before.
func ended(frame string) string {
	if strings.HasPrefix(frame, "?") || strings.HasPrefix(frame, ".") || strings.HasPrefix(frame, "!") {
		return frame[:1] + " "
	}
	return " "
}
