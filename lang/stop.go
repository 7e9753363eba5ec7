package lang

import "strings"

// Stop tells whether a word carries grammar rather than meaning: articles, pronouns, prepositions, auxiliary verbs. Question
// words and negations are stop words too. The word may be folded or as it was written.
func Stop(word, language string) bool {
	return stops[language][word] || stops[language][Fold(word)]
}

var stops = map[string]map[string]bool{German: set(stopsDE), English: set(stopsEN)}

// set makes a set of the folded words of a text.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[Fold(w)] = true
	}
	return m
}

const stopsDE = `
bloß eben eigentlich einfach gerade gern gerne halt irgendwie jetzt mal nämlich überhaupt vielleicht wohl
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist bitte da dabei dadurch
dafür dagegen daher damit dann daran darauf darf darfst das dass davon dazu dein deine deinem deinen deiner dem den denn der deren des
deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen ein eine einem einen einer eines er
es etwas euch euer eure eurem euren eurer für gegen gibt hab habe haben habt hat hatte hatten hier hin ich ihm ihn ihnen ihr
ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kannst kein keine keinem keinen keiner können
könnt könnte könnten machen mal man mein meine meinem meinen meiner mich mir mit möchte möchten muss musst müssen nach
nein nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte
sollten sondern um und uns unser unsere unserem unseren unserer unter vom von vor wann war waren warum was weil welche
welchem welchen welcher welches wenn wer werde werden weshalb wie wieder wieso will wir wird wirst wo wollen worden wurde
wurden würde würden wäre zu zum zur zwar zwischen über
hätte hätten hättest hättet hatten hattest seid wärst wären wollte wollten wollt konnte konnten konntest könntest musste mussten müsste
müssten durfte dürfte möchtest magst sollst sollt solltest würdest dürft gewesen daraus darin darum darüber davor dran drauf drin drum
fürs ans aufs übers ums ne nen womit wofür wozu woran worauf worüber worin wobei woher wohin wem wen wessen`

const stopsEN = `
actually anyway basically just maybe perhaps please really simply
a about after again all also am an and any are as at be because been before being between both but by can cannot could did do
does doing don done down during each few for from further get had has have having he her here hers him his how i if in into is
it its just let ll may me might more most must my no nor not now of off on once only or other our ours out over own please
re same shall she should so some such t than that the their theirs them then there these they this those through to too under
until up us ve very was we were what when where which while who whom why will with would you your yours s d m im ive id isn
doesn didn won wasn aren couldn wouldn shouldn haven hasn hadn`
