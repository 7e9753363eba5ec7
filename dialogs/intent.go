package dialogs

import (
	"regexp"

	"github.com/lotse-bot/lotse/dialogs/intents"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// An Intent is what customers want, by example. Its file has its name.
type Intent struct {
	Place    source.Place         `yaml:",place"`
	Name     string               `yaml:"-"`
	Title    Text                 `yaml:"title"`
	Examples map[string][]Example `yaml:"examples"` // by language
}

// outOfScope is the file whose examples are of no intent.
const outOfScope = "out_of_scope"

// scope is the intent as the classifier knows it.
func (in *Intent) scope() string {
	if in.Name == outOfScope {
		return intents.OutOfScope
	}
	return in.Name
}

// An Example is a sentence, with the slots marked in it: "register [AB123456](serial)".
type Example struct {
	Place source.Place
	text  string
	marks []mark
}

type mark struct{ words, slot string }

var marked = regexp.MustCompile(`\[([^\]]+)\]\((\w+)\)`)

// DecodeYAML reads a sentence.
func (e *Example) DecodeYAML(v source.Value) {
	var s string
	v.Decode(&s)
	e.Place = v.Place
	for _, m := range marked.FindAllStringSubmatch(s, -1) {
		e.marks = append(e.marks, mark{words: m[1], slot: m[2]})
	}
	e.text = marked.ReplaceAllString(s, "$1")
}
