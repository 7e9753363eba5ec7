package lang

import "strings"

// tongues are the languages known by their words, most spoken by customers in Germany first.
var tongues = []string{"tr", "pl", "it", "ro", "es", "fr", "nl", "pt", "hr", "cs", "hu", "sv", "da", "sq"}

// tongueWords are common words of each, without those that German or English has, too.
var tongueWords = ofTongues(map[string]string{
	"tr": "ve bir bu ne nasıl nasil için icin mı mi mu mü var yok değil degil ile çok kadar nerede ben sen benim ürün siparişim sipariş siparis merhaba teşekkürler lütfen lutfen kaç kac gün süre garanti iade edebilir miyim istiyorum yapabilirim nedir zaman hangi daha olarak müşteri yardım para fatura ücret geçerli",
	"pl": "i w na nie się jest jak czy to że do z dla moje mój gdzie kiedy ile jaki jakie dziękuję proszę chcę mogę zwrot zamówienie gwarancja dzień dobry mam już po od przez długo faktura",
	"it": "il lo gli che di è per una sono come quanto quando dove posso il mio la mia grazie buongiorno vorrei garanzia ordine restituire con non della del nel quanti giorni ho perché più anche fattura dura",
	"ro": "și si este cum unde când cât pentru care nu sunt mulțumesc vă rog bună ziua comanda garanția garantie pot meu mea din cu la de ce am retur factura zile",
	"es": "el los las que de es por para una cómo como cuánto cuanto cuándo dónde donde puedo mi mis gracias hola quiero garantía garantia pedido devolver con está estoy tengo días más pero muy factura dura tiempo",
	"fr": "le les des une est pour dans que qui je vous nous mon ma mes combien comment quand où pas avec sur bonjour merci puis veux voudrais commande garantie retourner ne plus mais j'ai jours facture dure temps du au la et de",
	"nl": "het een van ik niet dat zijn voor hoe wat waar wanneer kan mijn bedankt hallo graag bestelling garantie terugsturen met heb deze naar ook maar wel hoelang lang dagen factuur moet",
	"pt": "o os uma não é para que como quanto quando onde posso meu minha obrigado obrigada olá quero garantia encomenda devolver com está dias mais mas muito fatura tempo dura qual",
	"hr": "je i da li kako gdje kada koliko za nije mogu moja moj hvala molim dan dobar narudžba narudžbu jamstvo garancija traje vratiti želim sam na račun što",
	"cs": "je jak kde kdy kolik pro není mohu moje můj děkuji prosím dobrý den objednávka objednávku záruka vrátit chci jsem že se na do jaká faktura platí dlouho",
	"hu": "a az és hogy nem van hogyan hol mikor mennyi egy köszönöm kérem szeretnék rendelés garancia vissza lehet meddig nap jó számla érvényes",
	"sv": "och att det är inte jag hur var när kan min mitt tack hej beställning garanti returnera med på för vill ett en länge gäller dagar faktura",
	"da": "og det er ikke jeg hvordan hvor hvornår kan min mit tak hej ordre garanti returnere med på vil et en længe gælder dage faktura",
	"sq": "dhe është një për si ku kur sa mund unë faleminderit përshëndetje dua garancia porosi kthej me nuk zgjat ditë fatura",
})

// tongueLetters are letters that few others have.
var tongueLetters = map[string]string{
	"tr": "ğışĞİŞ", "pl": "łąęśćńźżŁŚŻ", "ro": "șțăȘȚĂ", "es": "ñ¿¡", "fr": "èêçœùÀÇ", "pt": "ãõ", "hr": "đ", "cs": "řěůŘĚ", "hu": "őűŐŰ", "sv": "å", "da": "æøÆØ", "sq": "ë",
}

// ofTongues makes sets, as the words are written: marks tell languages apart.
func ofTongues(lists map[string]string) map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for l, words := range lists {
		all[l] = map[string]bool{}
		for _, w := range strings.Fields(words) {
			all[l][w] = true
		}
	}
	return all
}
