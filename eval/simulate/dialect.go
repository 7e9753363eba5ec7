package simulate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dialects are German words as they are written in chats of a region: not the dialect as linguists transcribe it, but standard
// German with some of its most frequent words replaced. The choice of words is ours; for their forms see, of the north, the
// Atlas zur deutschen Alltagssprache (Elspaß and Möller), of Bavaria Zehetner, Bairisches Deutsch (1997), of Zürich Dieth,
// Schwyzertütschi Dialäktschrift (1938).
var dialects = map[Style]map[string]string{
	Northern: table(`hallo moin, ja jo, nein nee, nicht nich, nichts nix, das dat, was wat, ist is, habe hab, haben ham, mal ma,
		jetzt nu, eine ne, einen nen, etwas wat, kleine lütte, schnell fix, kaputt hin, sprechen schnacken, bisschen büschen,
		schauen kieken, möchte möcht, brauche bruk`),
	Bavarian: table(`hallo servus, ich i, ja freilich, nein na, nicht ned, nichts nix, das des, was wos, ist is, habe hob, hab hob,
		mir mia, wir mia, ein a, eine a, einen an, mein mei, meine mei, auch aa, kein koa, keine koa, keinen koan, zwei zwoa,
		möchte mecht, will wui, brauche brauch, kommt kimmt, heute heit, kann ko, von vo, schon scho, jetzt jetz, kaputt hi,
		zurück zruck, zurückgeben zruckgebn, bestellen bstelln, kaufen kaffa, machen macha`),
	Swiss: table(`hallo grüezi, ja jo, nein nei, nicht nöd, nichts nüt, ist isch, habe ha, hab ha, haben hend, ein en, eine e,
		einen en, mein min, meine mini, auch au, kein kei, keine kei, keinen kei, möchte wett, will wott, brauche bruuche,
		kommt chunnt, heute hüt, gestern geschter, geht gaht, kann cha, von vo, schon scho, jetzt jetz, neue neui, neuen neue,
		zurück zrugg, zurückgeben zrugggeh, bestellen bstelle, gekauft kauft, registrieren registriere, sprechen rede, ß ss`),
}

// table reads pairs of words.
func table(pairs string) map[string]string {
	t := map[string]string{}
	for pair := range strings.SplitSeq(pairs, ",") {
		from, to, _ := strings.Cut(strings.TrimSpace(pair), " ")
		t[from] = to
	}
	return t
}

// spoken writes a text in a dialect, word by word; what begins with a capital still does.
func spoken(text string, dialect map[string]string) string {
	words := strings.SplitAfter(text, " ")
	for i, w := range words {
		bare := strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
		said, known := dialect[strings.ToLower(bare)]
		if !known {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(bare); unicode.IsUpper(first) {
			begin, size := utf8.DecodeRuneInString(said)
			said = string(unicode.ToUpper(begin)) + said[size:]
		}
		words[i] = strings.Replace(w, bare, said, 1)
	}
	text = strings.Join(words, "")
	if sharp, other := dialect["ß"]; other {
		text = strings.ReplaceAll(text, "ß", sharp)
	}
	return text
}
