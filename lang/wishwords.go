package lang

import "strings"

var wishesDE = newWishWords(wishWords{
	servers: set(`mensch mitarbeiter mitarbeiterin kundenberater kundenberaterin sachbearbeiter sachbearbeiterin
		ansprechpartner ansprechpartnerin servicemitarbeiter supportmitarbeiter vorgesetzten vorgesetzte chef chefin teamleiter geschäftsführer`),
	asking: set(`bitte möchte will gern gerne hol holt gib gebt lass lasst lassen brauche verbinde verbinden leite leiten stell verlange komm komme reden
		sprechen telefonieren kann könnte könnten`),
	told: set(`viele wann hat hatte haben war waren sagte meinte gestern suche sucht gesucht buchen bewerben bin arbeite muss müssen ob wer computer ki`),
	persons: set(`mensch menschen mitarbeiter mitarbeiterin mitarbeitern mitarbeiters berater beraterin kundenberater
		kundenberaterin sachbearbeiter sachbearbeiterin ansprechpartner ansprechpartnerin servicemitarbeiter kundenbetreuer
		supportmitarbeiter agent agenten agentin kundendienstmitarbeiter operator`),
	somebodies: set(`jemand jemandem jemanden person kollege kollegen kollegin techniker technikerin vorgesetzten vorgesetzter
		chef chefin geschäftsleitung geschäftsführung geschäftsführer geschäftsführerin teamleiter teamleiterin kundendienst kundenservice support service anderem anderen team hotline irgendwem irgendjemandem`),
	fillers: set(`bitte mal jetzt sofort ich will möchte mochte wollen doch einfach nur lieber das es hier alles gerne gern den
		die der dieses diesen vorgang ein einen eine einer einem mit hallo hi ok okay danke nein ja also dann endlich würde mir
		mich schnell kurz bloß dringend brauche gib gebt geben sie kann können könnte könnten du ihr und so aber sprechen reden`),
	negations: set(`nicht kein keine keinen keinem keiner nie niemals ohne statt anstatt`),
	pleas:     set(`warum wieso weshalb`),
	duties:    phraseSet("muss ich|muss man|müssen wir|musst du"),
	groups: map[string][]string{
		"real":    list(`echt echte echten echter echtem richtig richtige richtigen richtiger lebendig lebendigen wirklich wirklichen menschlich menschlichen menschliche anderen andere anderer real realen`),
		"article": list(`einem einer einen eine ein dem der den die nem ner nen n ihrem ihrer ihren eurem eurer euren irgendeinem irgendeiner euer`),
		"talk":    list(`sprechen reden chatten telefonieren schreiben kommunizieren verbinden verbunden unterhalten klären klaren quatschen besprechen`),
		"want":    list(`will möchte mochte brauche wünsche wunsche verlange bevorzuge fordere benötige benotige suche nehme`),
		"pass":    list(`weiterleiten weitergeleitet durchstellen durchgestellt vermitteln übergeben weiterverbinden übergib weiterverbunden`),
		"soft":    list(`bitte denn vielleicht eventuell evtl vllt mal jetzt sofort gerne gern einfach nur lieber endlich doch direkt kurz dringend dann auch mich mir uns halt stattdessen schnell lediglich persönlich`),
		"machine": list(`bot bots maschine roboter computer chatbot automat ki software programm maschinen`),
		"give":    list(`gib gebt geben hol holt holen schick bring`),
		"own":     list(`mein meine meinen meinem meiner unser unsere unseren unserem für fur als von anderer andere`),
		"things":  list(`von vom`),
		"do":      list(`machen übernehmen erledigen eintragen ausfüllen eingeben regeln klären übernimmt macht`),
		"others":  list(`kollegen kolleginnen mitarbeitern leuten menschen beratern`),
		"call":    list(`anrufen zurückrufen kontaktieren zurückruft anruft`),
	},
	requests: parse(`
		mit {article}* {real}* {anybody} … {talk}
		mit {article} …2 {person} …4 {talk}
		mit {article}* {real}* {anybody} … {pass}
		{talk} {soft}* mit {article}* {real}* {anybody}
		verbinde mich
		verbinden sie mich
		verbindet mich
		verbinde sie mich
		stell mich … durch
		stellen sie mich … durch
		leite mich … weiter
		leiten sie mich … weiter
		an {article} {real}* {anybody} … {pass}
		zu {article}* {real}* {anybody} … {pass}
		zu {article}* {real}* {person} durch
		mit wem kann ich … {talk}
		mit dem ich … {talk}
		{give} {soft}* mir {soft}* {article}* {real}* {person}
		{give} sie mir {soft}* {article}* {real}* {person}
		ich {want} {soft}* {article} {real}* {person}
		ich {want} {soft}* {article} {real} person
		{want} ich {soft}* {article} {real}* {person}
		hätte {soft}* {article} {real}* {person}
		kann mich {soft}* {anybody} … {call}
		kann mich {soft}* {article} {real}* {person} … {call}
		könnte mich {soft}* {anybody} … {call}
		rufen sie mich … an
		rufen sie mich … zurück
		rufen sie bitte … zurück
		ruft mich … an
		ruft mich … zurück
		ruf mich … zurück
		um …2 rückruf
		ich {want} …2 rückruf
		{give} {soft}* mir …2 von …1 {others}
		kann ich {soft}* {article}* {real}* {anybody} … haben
		kann ich {soft}* {anybody} fragen
		wo ich {soft}* {anybody} erreiche
		wen kann ich {soft}* fragen
		den ich {soft}* fragen kann
		die ich {soft}* fragen kann
		mit wem {talk}
		aus fleisch und blut
		kann das {soft}* {article} {real}* {person} {soft}* {do}
		kann das {soft}* wer {soft}* übernehmen
		{article} {real}* {person} soll …3 {do}
		soll {soft}* {article} {real}* {person} …3 {do}
		gibt es …3 {real} {anybody}
		ist da {soft}* {article}* {real} {anybody}
		gibt es hier {soft}* {article}* {real} {anybody}
		übergib {soft}* an {article} {real}* {anybody}`),
	grievances: parse(`
		nicht … mit {article}* {machine} {talk}
		nicht … mit {article}* {machine} … {talk}
		keine lust … {machine}
		du verstehst mich nicht
		du verstehst … nicht
		das bringt … nichts
		das hat keinen sinn
		du hilfst mir nicht
		hilft alles nichts
		nichts hilft
		im kreis
		ist da {soft}* jemand
		ist da überhaupt jemand
		scheiß {machine}
		blöder {machine}`),
	triggers: set(`verbinde verbinden verbindet stell stellen leite leiten wem dem rufen ruft person durch verstehst bringt sinn
		hilfst hilft kreis rückruf ruf fleisch blut wen wer fragen hol holt gib bot bots maschine roboter computer chatbot automat übergib`),
	commands: commands(map[Wish]string{
		WishCancel: `abbrechen|abbruch|stop|stopp|stoppen|beenden|schluss|aufhören|hör auf|vergiss|vergessen|egal|lass gut sein|lass|lassen wir|lass
			sein|nicht mehr|storno|abbrechen abbrechen|aufhoren|vergessen wir|vergessen wir's|lassen wir's|abbrechen jetzt|abbrich|brich ab|nicht mehr weitermachen|
			nicht weiter|höre auf|höre auf damit|hör auf damit|cancel`,
		WishHelp: `hilfe|hilf|helfen|was kannst|was sagen|kannst helfen|was geht|was kannst alles|was soll tun|was muss tun|was muss
			machen|wie geht|wie funktioniert|hilfe hilfe|help|weiß nicht weiter|komme nicht weiter|was kannst tun|was kannst für tun|was machen`,
		WishBack: `zurück|schritt zurück|zurück zurück|eins zurück|noch mal zurück|zurück bitte|vorheriger schritt|vorherige frage|gehe zurück|geh zurück|
			zurückgehen|schritt vorher|wieder zurück|zur vorherigen frage`,
	}),
})

var wishesEN = newWishWords(wishWords{
	servers: set(`human agent representative representatives supervisor employee advisor`),
	asking:  set(`please want need get give let speak talk chat reach could can wanna connect`),
	told:    set(`many when said told was were came did had yesterday work working book apply how who computer ai prove specify if whether`),
	persons: set(`human humans agent agents representative rep representatives operator advisor adviser employee humanbeing
		supervisor clerk cashier`),
	somebodies: set(`person people someone somebody anyone anybody manager staff worker member consultant colleague support
		service team assistant teller boss management supervisors colleagues employees specialist expert being helpdesk`),
	fillers: set(`please now just i want to would like wanna the this it all a an hi hello hey ok okay thanks thank no yes
		can could may me my let s us d ll right away quickly simply real live actual need get give you well then so only
		really that process everything here with`),
	negations: set(`don dont not never no without instead needn neednt nor`),
	pleas:     set(`why`),
	duties:    phraseSet("do i have to|do i need to|do we have to|do we need to|do you have to|must i|must we"),
	groups: map[string][]string{
		"real":    list(`real actual live human proper other different another being genuine normal`),
		"article": list(`a an the your some any another one of our this that`),
		"talk":    list(`speak talk chat`),
		"talking": list(`speaking talking chatting`),
		"prefer":  list(`prefer rather like love mind about insist`),
		"to":      list(`to with w`),
		"own":     list(`my our for as by am`),
		"things":  list(`readable resources nature rights error errors console`),
		"do":      list(`do handle enter fill sort take`),
		"discuss": list(`discuss clarify settle sort`),
		"want":    list(`want need require demand request wanna prefer like`),
		"pass":    list(`connect transfer pass put switch hand forward redirect refer route escalate patch direct`),
		"soft":    list(`just please pls now actually really instead simply directly rather to be able straight right away`),
		"machine": list(`bot bots machine machines robot robots computer chatbot computers software program automat ai`),
		"kind":    list(`bank customer support service sales call team staff phone live virtual`),
		"give":    list(`give get send find bring`),
		"annoyed": list(`frustrating useless annoying ridiculous infuriating unhelpful pointless stupid`),
		"very":    list(`really so very just extremely totally absolutely quite`),
		"help":    list(`someone somebody anyone anybody person`),
	},
	requests: parse(`
		{talk} {soft}* {to} {article}* {real}* {kind}* {anybody}
		{talk} {soft}* {to} {article}* {real}* {kind}* {kind}
		{talk} {soft}* {to} {article} …3 {person}
		{talk} {soft}* {to} {article} …1 person
		ask … from an {person}
		reach {article}* …1 {person}
		get {anybody} to help me
		can {help} else
		{prefer} {talking} {to} {article}* {real}* {kind}* {anybody}
		{pass} me {soft}* over? on? through? back? {to} {article}* {real}* {kind}* {anybody}
		{pass} me through
		{pass} me over? to
		{pass} us {soft}* through? {to} {article}* {real}* {kind}* {anybody}
		be connected {to} {article}* {real}* {kind}* {anybody}
		be transferred {to} {article}* {real}* {kind}* {anybody}
		be put through
		{pass} this {to} {article}* {real}* {kind}* {anybody}
		{give} me {soft}* to? {article}* {real}* {kind}* {person}
		{give} me {soft}* to? {article}* {real} person
		{give} me to {anybody}
		{give} me one of your {anybody}
		have a word with {help}
		reach {article} person
		{want} a member of staff
		have one of your {anybody}
		can i {soft}* have {article}* {real}* {anybody} from
		call me back
		phone me back
		ring me back
		give me a call
		{want} a callback
		where i {soft}* reach {help}
		how do i {soft}* reach {help}
		could {help} … take over
		have {help} … take over
		let {help} … take over
		prefer {article} {real}* person
		rather …4 with {help}
		{discuss} … with {help}
		flesh and blood
		is there {help} i can ask
		are there …2 {real} {anybody}
		get {anybody} else? on the line
		get {anybody} else? on the phone
		i {want} {soft}* {article} {real}* {kind}* {person}
		i d {want} {soft}* {article} {real}* {kind}* {person}
		would {want} {soft}* {article} {real}* {kind}* {person}
		i {want} {soft}* {article} {real} person
		have {article} {real}* {person} … call
		have {anybody} call me
		can {anybody} call me
		could {anybody} call me
		can {article} {real}* {kind}* {person} call me
		is there {article}* {real}* {anybody} … {talk} {to}
		is there {article}* {real} {anybody}
		any {real} {anybody} … {talk} {to}
		{talk} to {real} people
		{person} {soft}* please`),
	grievances: parse(`
		don … {talk} {to} you
		dont … {talk} {to} you
		you cannot help
		you can t help
		you cant help
		{machine} is {very}* {annoyed}
		comfortable … {machine}
		don … {talk} {to} {article}* {machine}
		dont … {talk} {to} {article}* {machine}
		not … {talk} {to} {article}* {machine}
		stop {talking} {to} {article}* {machine}
		hate {talking} {to} {article}* {machine}
		{machine} … not helping
		wasting … time
		waste … time
		this is {very}* {annoyed}
		you are {very}* {annoyed}
		you re {very}* {annoyed}
		can a {real}* person {do}
		can a {real}* {person} {do}
		in circles
		none of this helps
		nothing helps
		is {help} there
		conversation is not … working
		conversation is not … anywhere
		conversation isn t … anywhere
		conversation isn t … working
		you don t understand me
		you do not understand me
		you are not helping
		you re not helping
		this is not helping
		leading nowhere
		going nowhere`),
	triggers: set(`speak talk chat speaking talking connect transfer pass put switch hand forward redirect refer route escalate
		patch direct connected transferred get give send find bring call line phone machine machines bot bots robot robots computer
		frustrating useless annoying ridiculous infuriating unhelpful pointless conversation understand help helping reach ask nowhere wasting waste people circles helps back callback flesh blood prefer rather there over do handle enter fill sort take`),
	commands: commands(map[Wish]string{
		WishCancel: `cancel|stop|abort|quit|exit|end|never mind|nevermind|forget|forget about|stop stop|cancel cancel|don t want anymore|don t want any more|
			do not want anymore|don t continue|leave|stop now|changed mind|changed mind about|drop`,
		WishHelp: `help|help help|what do|what can do|what can say|what can you do|what do now|what can ask|how does work|how does this work|m stuck|am stuck|what
			should do|what now|instructions|don t know what do|what are my options|what are options`,
		WishBack: `back|go back|previous|step back|one step back|go one step back|go step back|undo|previous step|previous question|back back|take back`,
	}),
})

// newWishWords adds to the triggers whoever can be asked for, and folds what patterns name.
func newWishWords(w wishWords) wishWords {
	for _, who := range []map[string]bool{w.persons, w.somebodies} {
		for word := range who {
			w.triggers[word] = true
		}
	}
	for name, group := range w.groups {
		for i, word := range group {
			w.groups[name][i] = Fold(word)
		}
	}
	return w
}

func list(words string) []string { return strings.Fields(words) }

func phraseSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, p := range phrases(list) {
		m[p] = true
	}
	return m
}

// commands turns the phrases of each wish into a table; phrases are separated by bars.
func commands(all map[Wish]string) map[string]Wish {
	m := map[string]Wish{}
	for wish, lines := range all {
		for _, phrase := range phrases(lines) {
			m[phrase] = wish
		}
	}
	return m
}
