package knowledge

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/spelling"
)

func broken(file string, line int, problem, remedy string) bot.Fault {
	return bot.Fault{File: file, Line: line, Severity: bot.Error, Problem: problem, Remedy: remedy}
}

// A guide leads who wrote something that is not understood.
type guide struct {
	page string // the document that says what can be written
	into any    // what the file is read into
}

var (
	yamlPlace = regexp.MustCompile(`^\[(\d+):(\d+)\] (.*)`)
	unknown   = regexp.MustCompile(`^unknown field "(.*)"`)
	// plainly says errors of goccy's in words of those who write such files.
	plainly = []struct {
		is  *regexp.Regexp
		say string
	}{
		{unknown, `there is no "$1" here`},
		{regexp.MustCompile(`^(?:mapping|map) was used where sequence is expected`), `a list belongs here: entries that begin with "- "`},
		{regexp.MustCompile(`^\w+ was used where sequence is expected`), `a list belongs here: [a, b]`},
		{regexp.MustCompile(`^\w+ was used where mapping is expected`), `names with values belong here: "name: value"`},
		{regexp.MustCompile(`^cannot unmarshal .* of type u?int.*`), `a number belongs here`},
		{regexp.MustCompile(`^cannot unmarshal .* of type bool.*`), `true or false belongs here`},
		{regexp.MustCompile(`^time: .* duration (".*")$`), `$1 is no time: write it as 90s, 15m or 6h`},
		{regexp.MustCompile(`^(?:mapping value|value) is not allowed in this context.*`), `this cannot stand here: look at the blanks before it, and put a text with a colon into quotation marks`},
	}
)

// yamlFault reads the place out of goccy's error, whose first line is "[line:column] problem". Line is where the YAML begins.
func yamlFault(file string, line int, err error, g guide) bot.Fault {
	first, _, _ := strings.Cut(err.Error(), "\n")
	f := broken(file, line, first, "see "+g.page+" for what can be written here")
	if m := yamlPlace.FindStringSubmatch(first); m != nil {
		var at int
		_, _ = fmt.Sscan(m[1], &at)
		_, _ = fmt.Sscan(m[2], &f.Column)
		f.Line, f.Problem = line+at, m[3]
	}
	if m := unknown.FindStringSubmatch(f.Problem); m != nil {
		if near, ok := spelling.Nearest(m[1], maps.All(keys(reflect.TypeOf(g.into), map[string]int{}))); ok {
			f.Remedy = fmt.Sprintf("did you mean %q? %s says what can be written here", near, g.page)
		}
	}
	for _, p := range plainly {
		if p.is.MatchString(f.Problem) {
			f.Problem = p.is.ReplaceAllString(f.Problem, p.say)
			break
		}
	}
	return f
}

// keys puts the names to the others that can be written for a type, at whatever depth.
func keys(of reflect.Type, all map[string]int) map[string]int {
	switch of.Kind() {
	case reflect.Slice, reflect.Pointer:
		return keys(of.Elem(), all)
	case reflect.Struct:
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("yaml"), ",")
			if name == "-" {
				continue
			}
			if name != "" {
				all[name] = 1
			}
			keys(of.Field(i).Type, all)
		}
	}
	return all
}

// linesOf are the lines in which the first entries of a list begin that stands at a path of a YAML file; 0 where that cannot be told.
func linesOf(data []byte, at string, n int) []int {
	lines := make([]int, n)
	path, err := yaml.PathString(at)
	if err != nil {
		return lines
	}
	node, err := path.ReadNode(bytes.NewReader(data))
	if list, ok := node.(*ast.SequenceNode); ok && err == nil {
		for i, v := range list.Values[:min(n, len(list.Values))] {
			lines[i] = v.GetToken().Position.Line
		}
	}
	return lines
}
