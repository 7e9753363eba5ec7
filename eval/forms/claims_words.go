package forms

// What is swapped to make a sentence false, by language. These lists were written apart from the lists of any checker.
var (
	numberPairs = map[string]string{
		"de": "zwei/vier drei/fünf vier/sechs fünf/acht sechs/neun sieben/zehn acht/drei zehn/zwölf zwölf/sechs zwanzig/dreißig ersten/zweiten erste/dritte zweite/vierte zweiten/dritten",
		"en": "two/four three/five four/six five/eight six/nine seven/ten eight/three ten/twelve twelve/six twenty/thirty first/second third/fourth",
	}
	unitPairs = map[string]string{
		"de": "Tage/Wochen Tagen/Wochen Tag/Monat Monate/Jahre Monaten/Jahren Stunden/Minuten Euro/Dollar Kilometer/Meter km/m kg/g Prozent/Grad Millionen/Milliarden Jahre/Tage Jahren/Monaten Jahr/Monat Minuten/Sekunden Uhr/Minuten",
		"en": "days/weeks day/month months/years hours/minutes dollars/euros kilometres/metres km/m kg/g percent/degrees million/billion years/days year/month minutes/seconds miles/metres weeks/hours",
	}
	datePairs = map[string]string{
		"de": "Januar/März Februar/Juni März/Mai April/August Juni/Oktober Juli/Dezember September/November Montag/Mittwoch Dienstag/Freitag Donnerstag/Samstag Sonntag/Montag Freitag/Sonntag",
		"en": "January/March February/June March/May April/August June/October July/December September/November Monday/Wednesday Tuesday/Friday Thursday/Saturday Sunday/Monday Friday/Sunday",
	}
	modalPairs = map[string]string{
		"de": "kann/muss können/müssen kannst/musst muss/kann müssen/dürfen musst/kannst darf/muss dürfen/müssen soll/darf sollten/müssen sollte/muss",
		"en": "can/must may/must must/may should/must could/must",
	}
	comparePairs = map[string]string{
		"de": "mehr/weniger mindestens/höchstens vor/nach größer/kleiner größte/kleinste höher/niedriger länger/kürzer früher/später besser/schlechter über/unter älter/jünger",
		"en": "more/less most/least before/after larger/smaller largest/smallest higher/lower longer/shorter earlier/later better/worse over/under older/younger greater/fewer above/below",
	}
	quantityPairs = map[string]string{
		"de": "alle/einige einige/alle viele/wenige immer/selten oft/selten nur/auch jeder/mancher jede/manche meisten/wenigsten",
		"en": "all/some some/all many/few always/rarely often/rarely only/also most/few usually/never both/neither",
	}
	contraryPairs = map[string]string{
		"de": "mit/ohne neue/alte neuen/alten große/kleine großen/kleinen möglich/unmöglich offen/geschlossen kostenlos/kostenpflichtig gewonnen/verloren ersten/letzten nördlich/südlich westlich/östlich positiv/negativ aktiviert/deaktiviert öffentliche/private wichtig/unwichtig stark/schwach hohe/niedrige hohen/niedrigen",
		"en": "with/without new/old large/small possible/impossible open/closed won/lost first/last northern/southern western/eastern positive/negative enabled/disabled public/private important/unimportant strong/weak high/low increased/decreased increase/decrease begins/ends inside/outside",
	}
)

// What is put in another form without changing what is said: an expression, and what stands for it.
var (
	numberForms = map[string][][2]string{
		"de": {{`\bzwei\b`, "2"}, {`\bdrei\b`, "3"}, {`\bvier\b`, "4"}, {`\bfünf\b`, "5"}, {`\bsechs\b`, "6"}, {`\bzehn\b`, "10"}, {` %`, " Prozent"}, {`\bProzent\b`, "%"}, {`\b(\d{1,3})\.(\d{3})\b`, "$1$2"}, {`\b(\d{1,2})\. Dezember\b`, "$1.12."}, {`\b(\d{1,2})\.00 Uhr`, "$1 Uhr"}, {`\b(\d{1,2}) Uhr`, "$1:00 Uhr"}, {`\bkm\b`, "Kilometer"}},
		"en": {{`\btwo\b`, "2"}, {`\bthree\b`, "3"}, {`\bfour\b`, "4"}, {`\bfive\b`, "5"}, {`\bsix\b`, "6"}, {`\bten\b`, "10"}, {`%`, " percent"}, {` percent\b`, "%"}, {`\b(\d{1,3}),(\d{3})\b`, "$1$2"}, {`\bkm\b`, "kilometres"}, {`\b(\d{1,2}) p\.?m\.?`, "$1 pm"}},
	}
	contractedForms = map[string][][2]string{
		"de": {{`\bbei dem\b`, "beim"}, {`\bbeim\b`, "bei dem"}, {`\bin dem\b`, "im"}, {`\bzum Beispiel\b`, "z. B."}, {`\bz\. ?B\.`, "zum Beispiel"}},
		"en": {{`\bdo not\b`, "don't"}, {`\bdoes not\b`, "doesn't"}, {`\bis not\b`, "isn't"}, {`\bcannot\b`, "can't"}, {`\bare not\b`, "aren't"}, {`\bdon't\b`, "do not"}, {`\bcan't\b`, "cannot"}, {`\bit is\b`, "it's"}, {`\bdid not\b`, "didn't"}},
	}
	synonymForms = map[string][][2]string{
		"de": {{`\berhalten\b`, "bekommen"}, {`\bbekommen\b`, "erhalten"}, {`\bbenötigen\b`, "brauchen"}, {`\bbrauchen\b`, "benötigen"}, {`\bkostenlos\b`, "gratis"}, {`\bverwenden\b`, "nutzen"}, {`\bnutzen\b`, "benutzen"}, {`\bnur\b`, "lediglich"}, {`\bca\.`, "etwa"}, {`\bjedoch\b`, "aber"}, {`\bebenfalls\b`, "auch"}, {`\bungefähr\b`, "etwa"}},
		"en": {{`\breceive\b`, "get"}, {`\bobtain\b`, "get"}, {`\bpurchase\b`, "buy"}, {`\brequires\b`, "needs"}, {`\bhowever\b`, "but"}, {`\balso\b`, "as well"}, {`\bonly\b`, "solely"}, {`\bapproximately\b`, "about"}, {`\bhave to\b`, "must"}, {`\bmust\b`, "have to"}, {`\bbegan\b`, "started"}, {`\blarge\b`, "big"}, {`\bnearly\b`, "almost"}, {`\bsuch as\b`, "like"}},
	}
	addressForms = map[string][][2]string{
		"de": {{`\bkönnen Sie\b`, "kannst du"}, {`\bSie können\b`, "du kannst"}, {`\bmüssen Sie\b`, "musst du"}, {`\bSie müssen\b`, "du musst"}, {`\bhaben Sie\b`, "hast du"}, {`\bSie haben\b`, "du hast"}, {`\bIhre\b`, "deine"}, {`\bIhr\b`, "dein"}, {`\bIhren\b`, "deinen"}, {`\bDu\b`, "Sie"}, {`\bman\b`, "du"}},
	}
)
