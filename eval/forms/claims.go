package forms

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// claims makes sentences of real documents, the documents.jsonl of a retrieval suite: true ones, said as they are or in other
// words, and false ones, in each of which one thing is changed. Nothing is drawn by chance but by a hash of the documents' IDs, so that
// everybody gets the same rows. Half of the documents are marked as those that rules were made with in sight.
func claims(s *source) error {
	var all []claimed
	err := each(s, "documents.jsonl", func(from at, d claimed) error {
		d.from = from
		d.sentences = sentencesOf(d.Text)
		all = append(all, d)
		return nil
	})
	if err != nil {
		return err
	}
	small := smallWords(all)
	for i, d := range all {
		if len(d.sentences) == 0 {
			continue
		}
		m := claimMaker{source: s, document: d, others: all, small: small, at: i}
		if err := m.make(); err != nil {
			return err
		}
	}
	return nil
}

// A claimed is a document, and those of its sentences that claims are made of.
type claimed struct {
	ID        string
	Lang      string
	Title     string
	Text      string
	sentences []string
	from      at
}

// Sentences that are shorter say too little to be changed in one thing; longer ones are lists that were run together.
const (
	shortestClaim = 6  // words
	longestClaim  = 45 // words
	claimsEach    = 3  // sentences of a document
)

func sentencesOf(text string) (all []string) {
	for line := range strings.Lines(text) {
		for _, at := range lang.Sentences(line) {
			s := strings.Join(strings.Fields(line[at.Start:at.End]), " ")
			if n := len(lang.Tokens(s)); n >= shortestClaim && n <= longestClaim && strings.HasSuffix(s, ".") && !strings.Contains(s, "://") {
				all = append(all, s)
			}
		}
	}
	return all
}

// A claimMaker makes the claims about one document.
type claimMaker struct {
	source   *source
	document claimed
	others   []claimed
	small    map[string]bool // words that are written small somewhere
	at       int
	made     int
}

func (m *claimMaker) make() error {
	n := len(m.document.sentences)
	begin := int(draw(m.document.ID, "first") % uint64(n))
	for k := range min(claimsEach, n) {
		at := (begin + k*max(1, n/claimsEach)) % n
		sentence := m.document.sentences[at]
		seed := fmt.Sprint(m.document.ID, "/", at)
		if err := m.add("as it is", sentence, true); err != nil {
			return err
		}
		if err := m.add("introduced", introduced(m.document.Lang, m.uncapitalised(sentence), seed), true); err != nil {
			return err
		}
		for _, w := range rewordings {
			if said, ok := w.change(m.document.Lang, sentence, seed); ok && said != sentence {
				if err := m.add(w.way, said, true); err != nil {
					return err
				}
			}
		}
		if next := at + 1; next < n {
			if err := m.add("two sentences joined", m.joined(sentence, m.document.sentences[next]), true); err != nil {
				return err
			}
		}
		for _, w := range distortions {
			if said, ok := w.change(m.document.Lang, sentence, seed); ok && said != sentence {
				if err := m.add(w.way, said, false); err != nil {
					return err
				}
			}
		}
		if err := m.fromElsewhere(sentence, seed); err != nil {
			return err
		}
	}
	return nil
}

// fromElsewhere makes claims that need another document: one of its sentences, and names and clauses of it in a true one.
func (m *claimMaker) fromElsewhere(sentence, seed string) error {
	other := m.others[(m.at+1+int(draw(seed, "other")%uint64(max(1, min(4, len(m.others)-1)))))%len(m.others)]
	if other.ID == m.document.ID || len(other.sentences) == 0 || other.Lang != m.document.Lang {
		return nil
	}
	foreign := other.sentences[draw(seed, "sentence")%uint64(len(other.sentences))]
	if strings.Contains(m.document.Text, foreign) {
		return nil
	}
	if err := m.add("said elsewhere", foreign, false); err != nil {
		return err
	}
	if err := m.add("half of it said elsewhere", m.joined(sentence, foreign), false); err != nil {
		return err
	}
	for _, from := range []struct{ way, text string }{{"a name of elsewhere", other.Text}, {"a name of the document", strings.ReplaceAll(m.document.Text, sentence, "")}} {
		if said, ok := renamed(m.document.Lang, sentence, from.text, seed); ok {
			if err := m.add(from.way, said, false); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *claimMaker) add(way, sentence string, supported bool) error {
	m.made++
	row := map[string]any{
		"id": fmt.Sprintf("%s/%d", m.document.ID, m.made), "lang": m.document.Lang, "title": m.document.Title, "passage": m.document.Text,
		"sentence": sentence, "supported": supported, "way": way,
	}
	if learned(m.document.ID) {
		row["split"] = "developed on"
	}
	return m.source.add("claims.jsonl", m.document.from, row)
}

// draw is a number that follows from an ID and a purpose.
func draw(parts ...string) uint64 {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return binary.BigEndian.Uint64(sum[:8])
}

// joined makes one sentence of two.
func (m *claimMaker) joined(first, second string) string {
	and := ", und "
	if m.document.Lang == lang.English {
		and = ", and "
	}
	return strings.TrimSuffix(first, ".") + and + m.uncapitalised(second)
}

// uncapitalised writes the first word small unless it is a name, or a German noun.
func (m *claimMaker) uncapitalised(sentence string) string {
	word, rest, _ := strings.Cut(sentence, " ")
	if lower := strings.ToLower(word); m.small[lower] && word != "I" {
		return lower + " " + rest
	}
	return sentence
}

// smallWords are those that are written small somewhere.
func smallWords(all []claimed) map[string]bool {
	small := map[string]bool{}
	for _, d := range all {
		for _, t := range lang.Tokens(d.Text) {
			if lower := strings.ToLower(t.Text); lower == t.Text {
				small[lower] = true
			}
		}
	}
	return small
}

// names are words with a capital that do not begin a sentence.
var nameForm = regexp.MustCompile(`[\p{Ll},] (\p{Lu}[\p{L}-]{3,})`)

// renamed puts a name of a text in the place of one of a sentence.
func renamed(language, sentence, text, seed string) (string, bool) {
	own, foreign := nameForm.FindAllStringSubmatchIndex(sentence, -1), nameForm.FindAllStringSubmatch(text, -1)
	if len(own) == 0 || len(foreign) == 0 {
		return "", false
	}
	at := own[draw(seed, "own")%uint64(len(own))]
	old := sentence[at[2]:at[3]]
	for k := range foreign {
		name := foreign[(int(draw(seed, "foreign")%uint64(len(foreign)))+k)%len(foreign)][1]
		if strings.Contains(sentence, name) || lang.Stop(strings.ToLower(name), language) || lang.Stop(strings.ToLower(old), language) || lang.Stem(strings.ToLower(name), language) == lang.Stem(strings.ToLower(old), language) {
			continue
		}
		return sentence[:at[2]] + name + sentence[at[3]:], true
	}
	return "", false
}
