package main

import (
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var (
	code     = regexp.MustCompile("(?ms)^```.*?^```|`[^`\n]+`")
	heading  = regexp.MustCompile(`(?m)^#+ (.*)$`)
	noAnchor = regexp.MustCompile(`[^\p{L}\d _-]`)
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	inline   = regexp.MustCompile("`lotse ([^ `][^`]*)`")
)

// prose is a document without its code.
func prose(document string) string {
	return code.ReplaceAllString(document, "")
}

// Every link leads to a file of the project, and to a heading of it.
func TestLinksLeadSomewhere(t *testing.T) {
	for _, path := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(prose(text(t, path)), -1) {
			file, part, _ := strings.Cut(m[1], "#")
			if strings.Contains(file, "://") {
				continue
			}
			target := path
			if file != "" {
				target = filepath.Join(filepath.Dir(path), filepath.FromSlash(file))
			}
			switch {
			case !exists(target):
				t.Errorf("%s: %s is not there", path, m[1])
			case part != "" && !slices.Contains(anchors(text(t, target)), part):
				t.Errorf("%s: %s has no heading %s", path, target, part)
			}
		}
	}
}

// anchors are how the headings of a document are linked to.
func anchors(document string) []string {
	var all []string
	for _, h := range heading.FindAllStringSubmatch(document, -1) {
		all = append(all, strings.ReplaceAll(noAnchor.ReplaceAllString(strings.ToLower(h[1]), ""), " ", "-"))
	}
	return all
}

// Commands that a text mentions exist, with their flags.
func TestCommandsInSentencesExist(t *testing.T) {
	for _, path := range documents(t) {
		for _, m := range inline.FindAllStringSubmatch(text(t, path), -1) {
			var cli commands
			parser, err := kong.New(&cli, kong.BindTo(t.Context(), (*context.Context)(nil)))
			if err != nil {
				t.Fatal(err)
			}
			_, err = parser.Parse(strings.Fields(m[1]))
			if err != nil && !strings.HasPrefix(err.Error(), "expected ") { // an argument that the sentence leaves out
				t.Errorf("%s: lotse %s: %v", path, m[1], err)
			}
		}
	}
}
