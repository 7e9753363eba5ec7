package knowledge

import (
	"bytes"

	"github.com/goccy/go-yaml"

	"github.com/lotse-bot/lotse/bot"
)

// frontMatter is what may stand between two lines of --- at the beginning of a Markdown file.
type frontMatter struct {
	ID        string   `yaml:"id"`
	Title     string   `yaml:"title"`
	URL       string   `yaml:"url"`
	Language  string   `yaml:"language"`
	Questions []string `yaml:"questions"` // other wordings that this article answers
}

// fromMarkdown fills a document from a file's content.
func (d *Document) fromMarkdown(data []byte) (bot.Fault, bool) {
	head, body, ok := divide(data)
	if !ok {
		d.Text = string(data)
		return bot.Fault{}, true
	}
	var matter frontMatter
	if err := yaml.UnmarshalWithOptions(head, &matter, yaml.Strict()); err != nil {
		return yamlFault(d.File, 1, err), false
	}
	d.ID, d.Language = firstOf(matter.ID, d.ID), firstOf(matter.Language, d.Language)
	d.Title, d.URL, d.Asked, d.Text = matter.Title, matter.URL, matter.Questions, string(body)
	return bot.Fault{}, true
}

// divide separates front matter from the text.
func divide(data []byte) (head, body []byte, ok bool) {
	rest, ok := bytes.CutPrefix(data, []byte("---\n"))
	if !ok {
		return nil, data, false
	}
	if after, empty := bytes.CutPrefix(rest, []byte("---\n")); empty {
		return nil, after, true
	}
	head, body, ok = bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		head, ok = bytes.CutSuffix(rest, []byte("\n---"))
	}
	return head, body, ok
}
