package knowledge

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/synonyms"
)

// GlossaryFile is the file of a knowledge folder that says which words mean the same: a list of sets, each with its phrases by
// language.
const GlossaryFile = "glossary.yaml"

// Glossary reads the glossary of a knowledge folder; nil if it has none.
func Glossary(dir string) (*synonyms.Glossary, []bot.Fault) {
	file := filepath.Join(dir, GlossaryFile)
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, []bot.Fault{broken(file, 0, err.Error(), "make the file readable")}
	}
	var sets []synonyms.Set
	if err := yaml.Unmarshal(data, &sets); err != nil {
		return nil, []bot.Fault{yamlFault(file, 0, err, guide{"docs/search.md", sets})}
	}
	var faults []bot.Fault
	lines, seen := linesOf(data, "$", len(sets)), map[string]int{}
	for i, s := range sets {
		if problem := checkSet(s, seen, lines[i]); problem != "" {
			faults = append(faults, broken(file, lines[i], problem, "write each phrase once, with at least one other that means the same, under de or en"))
		}
	}
	return synonyms.New(sets), faults
}

// checkSet says what is wrong with a set. Seen are the phrases so far, with their lines.
func checkSet(s synonyms.Set, seen map[string]int, line int) string {
	phrases := 0
	for _, language := range []string{"de", "en"} {
		for _, p := range s[language] {
			key := language + " " + strings.ToLower(strings.TrimSpace(p))
			switch before := seen[key]; {
			case strings.TrimSpace(p) == "":
				return "a phrase is empty"
			case before > 0:
				return fmt.Sprintf("%q stands in line %d already", p, before)
			}
			seen[key] = line
			phrases++
		}
	}
	for language := range s {
		if language != "de" && language != "en" {
			return fmt.Sprintf("there is no language %q", language)
		}
	}
	if phrases < 2 {
		return "a set with one phrase says nothing"
	}
	return ""
}
