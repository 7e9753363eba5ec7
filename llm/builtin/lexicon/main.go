// Lexicon makes the German lexicon of the built-in embedder from the Ding dictionary (Frank Richter, GPL-2+), as Debian
// carries it:
//
//	apt-get download trans-de-en && dpkg-deb -x trans-de-en_*.deb ding
//	go run ./llm/builtin/lexicon -dictionary ding/usr/share/trans/de-en -out lexicon.tsv
//
// What it makes is a work under the dictionary's licence and not part of this program: keep it beside the program as a file.
// The same dictionary always gives the same bytes.
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
)

// keptWords is how many German words are kept, those with the most evidence first.
const keptWords = 160_000

const header = `# German words and their English, with how many entries speak for it. Derived from the Ding dictionary, de-en,
# Copyright (c) Frank Richter <frank.richter@hrz.tu-chemnitz.de>, GNU General Public License, version 2 or later.
`

func main() {
	log.SetFlags(0)
	dictionary := flag.String("dictionary", "/usr/share/trans/de-en", "the Ding dictionary")
	out := flag.String("out", "lexicon.tsv", "the lexicon to write")
	flag.Parse()
	if err := run(*dictionary, *out); err != nil {
		log.Fatal("lexicon: ", err)
	}
}

func run(dictionary, out string) error {
	file, err := os.Open(dictionary)
	if err != nil {
		return fmt.Errorf("read the dictionary (Debian's package trans-de-en has it): %w", err)
	}
	defer file.Close()
	pairs, err := readPairs(bufio.NewReader(file))
	if err != nil {
		return fmt.Errorf("%s: %w", dictionary, err)
	}
	return write(out, glosses(pairs))
}

// A gloss is one line of the lexicon.
type gloss struct {
	german, english string
	count           int
}

// glosses gives every German word the English word that best explains it, and is best explained by it, over all pairs.
func glosses(pairs *corpus) []gloss {
	forward, backward := align(pairs.german, pairs.english, len(pairs.germanWords)), align(pairs.english, pairs.german, len(pairs.englishWords))
	best := make([]gloss, len(pairs.germanWords))
	score := make([]float64, len(pairs.germanWords))
	for pair, p := range forward {
		english := pairs.englishWords[pair.to]
		s := float64(p) * math.Sqrt(float64(backward[link{pair.to, pair.from}])+1e-4)
		if s > score[pair.from] || s == score[pair.from] && english < best[pair.from].english {
			score[pair.from] = s
			best[pair.from] = gloss{pairs.germanWords[pair.from], english, pairs.count[pair.from]}
		}
	}
	best = slices.DeleteFunc(best, func(g gloss) bool { return g.english == "" || g.english == g.german || len(g.german) < 2 })
	slices.SortFunc(best, func(a, b gloss) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.german, b.german))
	})
	best = best[:min(len(best), keptWords)]
	slices.SortFunc(best, func(a, b gloss) int { return cmp.Compare(a.german, b.german) })
	return best
}

func write(path string, all []gloss) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	fmt.Fprint(w, header)
	for _, g := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\n", g.german, g.english, g.count)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return file.Close()
}
