package gloss

import (
	_ "embed"
	"strings"
	"sync"
)

// glossary is a small dictionary of what customers write about: lines of "english: german german ...".
//
//go:embed glossary.txt
var glossary string

// sure is the evidence of a word that a person chose.
const sure = 1000

// glosses are the words of the glossary, German to English.
var glosses = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(glossary) {
		english, german, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		for _, word := range strings.Fields(german) {
			m[word] = english
		}
	}
	return m
})
