package reading

import "github.com/lotse-bot/lotse/lang/quick"

// What questions ask for, by their wording. A question may ask for several things.
var (
	asksWhen    = quick.MustCompile(`(?i)öffnungszeit|\b(wann|when|uhrzeit|sprechzeiten|wie (lange?|spät|oft)|an welchen tagen|opening (hours|times)|how (long|often|late|soon)|what time|which days)\b`)
	asksAmount  = quick.MustCompile(`(?i)\b(wie ?(viele?|hoch|teuer|groß|alt|schnell|weit|lange?|oft)|kostet|kosten|gebühr(en)?|preise?|ab welchem|alter|altersgruppe|how (much|many|old|far|fast|long|often|large|high)|costs?|fees?|price|age)\b`)
	asksWhere   = quick.MustCompile(`(?i)\b(wo|wohin|woher|where|adresse|address|in meiner nähe|near me)\b`)
	asksContact = quick.MustCompile(`(?i)\b(kontakt\p{L}*|wenden|telefon\p{L}*|e-?mail\p{L}*|erreich\p{L}*|ansprechpartner\p{L}*|an wen|anlaufstellen?|beraten|contact|reach|call|phone|hotline|turn to|get in touch)\b`)
	asksWho     = quick.MustCompile(`(?i)\b(wer|wem|wen|wessen|who|whom|whose|welche (personen\p{L}*|gruppen?|menschen)|zielgruppe|altersgruppe|which (people|groups?))\b`)
	asksHow     = quick.MustCompile(`(?i)\b(wie (kann|können|muss|müssen|soll\p{L}*|wird|werden|melde|beantrage|bekomme|erhalte|finde|funktioniert|geht|läuft|man|ich|[a-zäöü]+e ich)|how (can|do|does|should|to|is|are)|was (muss|kann|soll) (ich|man)|what (do|should|must) i|schritte|steps)\b`)
	asksHowSo   = quick.MustCompile(`(?i)\b(wie|how)\b`)
	asksWhat    = quick.MustCompile(`(?i)\b(was (ist|sind|bedeutet|heißt|versteht|macht|steht)|what (is|are|does)|wofür steht|definition|meaning)\b`)
	asksWhich   = quick.MustCompile(`(?i)\b(welche[rsnm]?|was für|which|what (kinds?|types?|sorts?|[a-z]+s)\b)`)
	asksWhy     = quick.MustCompile(`(?i)\b(warum|wieso|weshalb|wozu|wofür|why|zweck|ziel|vorteile?|gründe?|purpose|benefits?|reasons?|advantages?)\b`)
	asksWhether = quick.MustCompile(`(?i)^\W*(gibt es|kann|können|ist|sind|muss|müssen|darf|dürfen|hat|haben|habe|wird|werden|brauche|is|are|can|do|does|did|must|may|has|have|will|should)\b`)
	asksMoment  = quick.MustCompile(`(?i)\b(wann|wie oft|when|how often)\b`)
	asksTaking  = quick.MustCompile(`(?i)\b(wie lange?|dauer\p{L}*|how long)\b`)
	asksBetween = quick.MustCompile(`(?i)\b(unterschiede?|unterscheide\p{L}*|differences?|differ|vergleich)\b`)
)

// AsksSteps tells whether a question asks how something is done, and not how much, how long or when.
func AsksSteps(question string) bool {
	return asksHowSo.MatchString(question) && !asksAmount.MatchString(question) && !asksWhen.MatchString(question)
}

// AsksAlike tells whether a heading asks what a question does of time: when something is to be done, or how long it takes.
func AsksAlike(question, heading string) bool {
	return asksMoment.MatchString(question) && asksMoment.MatchString(heading) || asksTaking.MatchString(question) && asksTaking.MatchString(heading)
}

// What lines hold.
var (
	hasFigure  = quick.MustCompile(`\d|(?i)\b(eine?n?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|kostenlos|kostenfrei|one|two|three|four|five|six|seven|eight|nine|ten|twelve|free)\b`)
	hasTime    = quick.MustCompile(`(?i)\b(\d{1,2}([:.]\d\d)? ?(uhr|am|pm)|\d{1,2}:\d\d|\d{1,2}\.\d{1,2}\.|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|täglich|wöchentlich|monatlich|jährlich|(minuten?|stunden?|tagen?|wochen?|monaten?|jahren?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|daily|weekly|monthly|minutes?|hours?|days?|weeks?|months?|years?))\b`)
	hasContact = quick.MustCompile(`(?i)@|https?:|www\.|\btel\b|\btelefon|\bphone|\b\d{5} \p{Lu}|(straße|strasse|str\.|platz|weg|allee|gasse)\s*\d|\bstreet\b|\d{3,} ?[/-]? ?\d{3,}`)
	hasPointer = quick.MustCompile(`(?i)\b(hier|findest|finden sie|informier\p{L}*|wende|wenden sie|kontaktiere\p{L}*|here|you (can|will) find|find out|contact|app|internetseite|website|portal|broschüre)\b`)
	hasPerson  = quick.MustCompile(`\b(Frau|Herr|Mr|Mrs|Ms|Dr)\b\.?|^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)?$`)
	hasGroup   = quick.MustCompile(`(?i)\b(für wen|for whom|richtet sich|alle|jede[rs]?|personen|menschen|leute|familien|kinder|jugendliche|erwachsene|frauen|männer|eltern|everyone|anyone|people|persons|families|children|adults|women|men|parents)\b`)
	hasAdvice  = quick.MustCompile(`(?i)\b(musst|müssen|muss|kannst|können|kann|sollten|sollte|solltest|darfst|dürfen|bitte|brauchst|brauchen|benötigst|benötigen|must|can|should|may|please|need|have to)\b`)
	hasBeing   = quick.MustCompile(`(?i)\b(ist|sind|bedeutet|bezeichnet|heißt|umfasst|steht für|is|are|means|refers|was|were)\b`)
	leansBack  = quick.MustCompile(`(?i)^\W*(dann|danach|anschließend|dazu|dafür|dabei|davon|dort|dies|diese[rsnm]?|das|es|er|sie|so|außerdem|auch|sonst|aber|jedoch|zum beispiel|then|this|these|that|there|it|they|he|she|so|otherwise|also|but|however|for example|after that|in that case)\b`)
	endsOpen   = quick.MustCompile(`[:,]$|[^.!?…"”“)\]]$`)
	asks       = quick.MustCompile(`\?["”“)]*$`)
)

// LeansBack tells whether a sentence begins with a word that points to the one before it.
func LeansBack(sentence string) bool { return leansBack.MatchString(sentence) }
