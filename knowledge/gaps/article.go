package gaps

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// An Article is one that is proposed: what a file of the knowledge folder would hold.
type Article struct {
	ID       string
	Title    string
	Language string
	Asked    []string // other wordings of the question
	Owner    string
	Approved bool
	Text     string // Markdown
	Note     string // for whoever edits it; no reader sees it
}

// front is what stands before the text of a Markdown file.
type front struct {
	ID       string   `yaml:"id,omitempty"`
	Title    string   `yaml:"title"`
	Language string   `yaml:"language,omitempty"`
	Owner    string   `yaml:"owner,omitempty"`
	Approved bool     `yaml:"approved"`
	Asked    []string `yaml:"questions,omitempty"`
}

// Markdown writes the article as a file of the knowledge folder.
func (a Article) Markdown() (string, error) {
	head, err := yaml.Marshal(front{a.ID, a.Title, a.Language, a.Owner, a.Approved, a.Asked})
	if err != nil {
		return "", fmt.Errorf("write the front matter of %s: %w", a.ID, err)
	}
	note := ""
	if a.Note != "" {
		note = "<!--\n" + strings.ReplaceAll(a.Note, "--", "—") + "\n-->\n\n"
	}
	return "---\n" + string(head) + "---\n" + note + strings.TrimSpace(a.Text) + "\n", nil
}

// JSONLine writes the article as a line of a file of FAQs.
func (a Article) JSONLine() (string, error) {
	line, err := json.Marshal(struct {
		ID       string   `json:"id"`
		Question string   `json:"question"`
		Asked    []string `json:"asked,omitempty"`
		Language string   `json:"language,omitempty"`
		Answer   string   `json:"answer"`
		Owner    string   `json:"owner,omitempty"`
		Approved bool     `json:"approved"`
	}{a.ID, a.Title, a.Asked, a.Language, a.Text, a.Owner, a.Approved})
	return string(line) + "\n", err
}
