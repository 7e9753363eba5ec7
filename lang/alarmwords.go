package lang

var alarmsDE = newAlarmWords(
	wishWords{
		negations: set(`kein keine keinen keinem keiner nie niemals ohne kann können könnte könnten könntest würde ob falls angenommen`),
		groups: map[string][]string{
			"smoke":     list(`flamme flammen feuer rauch qualm funken rauchwolke rauchwolken`),
			"comes":     list(`kommt kommen kam kamen steigt steigen stieg schlägt schlagen sprüht sprühen sprühte sprühten fliegen flogen dringt raus heraus`),
			"thing":     list(`maschine gerät kabel stecker steckdose netzteil akku batterie kanne küche wohnung haus sie`),
			"charred":   list(`verschmort durchgeschmort geschmort durchgebrannt explodiert geplatzt`),
			"burnt":     list(`verbrannt angebrannt verschmort brenzlig verkohlt`),
			"shock":     list(`stromschlag stromschläge elektroschock`),
			"got":       list(`bekommen bekam bekomme gekriegt kriegte kriege erlitten abbekommen abgekriegt versetzt gehabt`),
			"body":      list(`mich mir sich uns hand hände finger arm arme bein beine fuß füße gesicht auge augen haut kind tochter sohn baby frau mann`),
			"hurt":      list(`verbrüht verbrannt verletzt geschnitten gequetscht eingeklemmt verätzt`),
			"swallowed": list(`getrunken verschluckt geschluckt gegessen trank verschluckte schluckte`),
			"substance": list(`entkalker reiniger reinigungsmittel reinigungstablette reinigungstabletten spülmittel putzmittel säure lauge chemikalie batterie knopfzelle tablette tabletten gift`),
			"victim":    list(`kind baby tochter sohn kleinkind enkel enkelin hund katze`),
			"lawyer":    list(`anwalt anwältin rechtsanwalt rechtsanwältin anwälte`),
			"acts":      list(`wird meldet schreibt kümmert`),
			"engage":    list(`einschalten einschalte schalte nehmen nehme übergeben übergebe beauftragen beauftragt beauftrage wenden wende gehen gehe melden melde informieren informiere hören hört rufen rufe`),
			"office":    list(`verbraucherzentrale verbraucherschutz datenschutzbehörde datenschutzbeauftragten bundesnetzagentur schlichtungsstelle polizei staatsanwaltschaft`),
			"you":       list(`euch sie dich ihnen dir`),
			"file":      list(`erstatten erstatte erstattet stelle stellen`),
		},
	},
	map[Alarm][]pattern{
		AlarmDanger: parse(`
			{smoke} …3 {comes}
			{comes} …4 {smoke}
			in flammen
			in brand
			feuer gefangen
			fängt feuer
			brennt lichterloh
			{thing} raucht
			{thing} qualmt
			es raucht
			es qualmt
			raucht es
			qualmt es
			{thing} … {charred}
			{thing} riecht …2 {burnt}
			es riecht …2 {burnt}
			{shock} …3 {got}
			{got} …4 {shock}
			eine gewischt
			{body} …4 {hurt}
			{hurt} …3 {body}
			blutet
			blute
			bewusstlos
			ohnmächtig
			atemnot
			notarzt
			rettungswagen
			lebensgefahr
			{substance} …3 {swallowed}
			{swallowed} …3 {substance}
			{victim} … verschluckt
			vergiftung
			vergiftet`),
		AlarmDespair: parse(`
			wäre …3 tot
			tot wäre
			mich umbringen
			bringe mich um
			bring mich um
			nicht mehr leben
			nicht mehr weiterleben
			mir das leben nehmen
			selbstmord
			suizid
			ich will sterben
			ich möchte sterben`),
		AlarmLaw: parse(`
			{lawyer} {acts}
			{lawyer} …3 {engage}
			{engage} …3 {lawyer}
			vor gericht
			mahnbescheid
			gerichtlich
			klage einreichen
			klage ein
			verklage
			verklagen
			rechtliche schritte
			juristische schritte
			rechtsweg
			strafanzeige
			anzeige …2 {file}
			{file} …2 anzeige
			zeige {you} …3 an
			zeige ich {you} …3 an
			zeig {you} …3 an
			{you} …3 anzeigen
			wegen betrugs
			{office} …3 {engage}
			{engage} …3 {office}`),
	},
)

var alarmsEN = newAlarmWords(
	wishWords{
		negations: set(`no not never without don didn doesn isn wasn can could might may would whether if`),
		groups: map[string][]string{
			"smoke":     list(`smoke flame flames sparks fire`),
			"coming":    list(`coming comes came flying flew shooting rising pouring`),
			"thing":     list(`machine device appliance cable plug socket kitchen house flat battery it`),
			"burnt":     list(`burnt burned burning charred`),
			"hurt":      list(`scalded scald burned burnt injured`),
			"body":      list(`my me myself himself herself his her our us`),
			"swallowed": list(`drank drunk swallowed ingested ate eaten`),
			"substance": list(`descaler cleaner detergent bleach acid tablet tablets chemical chemicals battery poison`),
			"limb":      list(`finger fingers hand hands arm wrist thumb face`),
			"victim":    list(`child kid baby toddler daughter son dog cat`),
			"lawyer":    list(`lawyer lawyers attorney solicitor`),
			"engage":    list(`involve involved contact contacting instruct instructed hiring getting call calling consult inform`),
			"office":    list(`police ombudsman`),
			"sue":       list(`sue suing`),
			"reporting": list(`report reporting`),
		},
	},
	map[Alarm][]pattern{
		AlarmDanger: parse(`
			{smoke} …2 {coming}
			{coming} …3 {smoke}
			on fire
			in flames
			into flames
			got …3 shock
			caught fire
			catching fire
			{thing} is smoking
			{thing} started smoking
			{thing} is burning
			burning smell
			it smells …2 {burnt}
			machine smells …2 {burnt}
			electric shock
			electrical shock
			electrocuted
			{thing} shocked me
			{hurt} {body}
			{body} … got {hurt}
			was injured
			got injured
			got hurt
			bleeding
			cut my {limb}
			unconscious
			cannot breathe
			{swallowed} …4 {substance}
			{victim} …2 swallowed
			poisoned`),
		AlarmDespair: parse(`
			i was dead
			i were dead
			kill myself
			killing myself
			want to die
			end my life
			take my own life
			don t want to live
			do not want to live
			suicide
			suicidal`),
		AlarmLaw: parse(`
			{lawyer} will
			{lawyer} …3 {engage}
			{engage} …2 my {lawyer}
			get a {lawyer}
			hear from …2 {lawyer}
			you in court
			you to …2 court
			go to court
			going to court
			{sue} you
			{sue} your
			will sue
			ll sue
			legal action
			legal proceedings
			legal steps
			press charges
			{reporting} you
			{reporting} …3 {office}
			{office} …3 {engage}
			{engage} the {office}
			trading standards
			consumer protection`),
	},
)
