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
	"strings"
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
	german  string
	english []string // the best first
	count   int
}

// How the English of a word is chosen.
const (
	// doubt is how many entries an English word must be in before it is half believed that it belongs to a German word alone:
	// without it, what stands in one entry explains that entry best, and attacks are whammies.
	doubt = 10
	// others is how good a further word must be beside the best one, and how many words there are at most.
	others, mostWords = 0.35, 3
)

// glosses gives every German word the English words that best explain it, and are best explained by it, over all pairs.
func glosses(pairs *corpus) []gloss {
	forward, backward := align(pairs.german, pairs.english, len(pairs.germanWords)), align(pairs.english, pairs.german, len(pairs.englishWords))
	entries := make([]int, len(pairs.englishWords))
	for _, words := range pairs.english {
		for _, id := range words {
			entries[id]++
		}
	}
	found := make([][]candidate, len(pairs.germanWords))
	for pair, p := range forward {
		n := float64(entries[pair.to])
		back := float64(backward[link{pair.to, pair.from}]) * n / (n + doubt)
		found[pair.from] = append(found[pair.from], candidate{pairs.englishWords[pair.to], float64(p) * math.Sqrt(back+1e-4)})
	}
	var best []gloss
	for from, candidates := range found {
		g := gloss{pairs.germanWords[from], choose(candidates), pairs.count[from]}
		if len(g.english) > 0 && g.english[0] != g.german && len(g.german) >= 2 {
			best = append(best, g)
		}
	}
	slices.SortFunc(best, func(a, b gloss) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.german, b.german))
	})
	best = best[:min(len(best), keptWords)]
	slices.SortFunc(best, func(a, b gloss) int { return cmp.Compare(a.german, b.german) })
	return best
}

// A candidate is an English word, and how well it explains a German one.
type candidate struct {
	english string
	score   float64
}

// choose takes the best candidate, and others that are nearly as good.
func choose(all []candidate) []string {
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.english, b.english))
	})
	var chosen []string
	for _, c := range all[:min(len(all), mostWords)] {
		if c.score >= others*all[0].score {
			chosen = append(chosen, c.english)
		}
	}
	return chosen
}

func write(path string, all []gloss) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	fmt.Fprint(w, header)
	for _, g := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\n", g.german, strings.Join(g.english, "|"), g.count)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return file.Close()
}
