package knowledge

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/lotse-bot/lotse/bot"
)

// A Source is a place documents are read from: a file, or a folder with all files in it that have a known format, a website, or
// a commit.
type Source struct {
	Path      string `json:"path" yaml:"path"`         // a relative one starts at the file it is written in
	Format    Format `json:"format" yaml:"format"`     // empty: by the file's name
	Language  string `json:"language" yaml:"language"` // of documents that do not say; empty: by the file's name, then by the text
	URL       string `json:"url" yaml:"url"`           // pattern of the documents' addresses: {id} or any field of a JSON line
	ID        string `json:"id" yaml:"id"`             // pattern of the documents' IDs, likewise
	Fields    Fields `json:"fields" yaml:"fields"`     // of JSON lines and tables
	Defaults  `yaml:",inline"`
	Elsewhere `yaml:",inline"`

	Zone *time.Location `json:"-" yaml:"-"` // in which days begin; nil is UTC

	file   string   // where it is written, for faults
	line   int      // 1-based; 0 if nobody wrote it
	except []string // paths within the folder that are sources of their own
}

// Fields name the fields of a JSON line, or the columns of a table, that hold a document; what is empty is looked for under the usual names.
type Fields struct {
	ID       string `json:"id" yaml:"id"`             // "id"
	Title    string `json:"title" yaml:"title"`       // "title", "question"
	Text     string `json:"text" yaml:"text"`         // "html", "markdown", "text", "answer"
	Asked    string `json:"asked" yaml:"asked"`       // "asked", "questions"
	Language string `json:"language" yaml:"language"` // "language", "lang"
	URL      string `json:"url" yaml:"url"`           // "url"
}

// SourcesFile is the file of a knowledge folder that names sources kept elsewhere.
const SourcesFile = "sources.yaml"

// Sources are the sources of a knowledge folder: the folder itself, and what its sources.yaml names. A folder that does not
// exist has none.
func Sources(dir string) ([]Source, []bot.Fault) {
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return nil, nil
	}
	all := []Source{{Path: dir}}
	file := filepath.Join(dir, SourcesFile)
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return all, nil
	}
	if err != nil {
		return all, []bot.Fault{broken(file, 0, err.Error(), "make the file readable")}
	}
	var written struct {
		Sources []Source `yaml:"sources"`
	}
	if err := yaml.UnmarshalWithOptions(data, &written, yaml.Strict()); err != nil {
		return nil, []bot.Fault{yamlFault(file, 0, err, guide{"docs/sources.md", written})} // nobody knows who may see the documents
	}
	var faults []bot.Fault
	lines := linesOf(data, "$.sources", len(written.Sources))
	for i, s := range written.Sources {
		s.file, s.line = file, lines[i]
		fault, ok := s.settle(dir)
		if ok {
			fault, ok = s.checkWords()
		}
		if s.Path != "" { // what a broken source says of its documents may keep others out
			all[0].except = append(all[0].except, filepath.Clean(s.Path))
		}
		if !ok {
			faults = append(faults, fault)
			continue
		}
		all = append(all, s)
	}
	return all, faults
}

// settle checks a written source and resolves its path. ${NAME} in a path is taken from the environment.
func (s *Source) settle(dir string) (bot.Fault, bool) {
	for _, place := range []*string{&s.Path, &s.Website, &s.Git} {
		if missing := expand(place); missing != "" {
			return broken(s.file, s.line, fmt.Sprintf("%s needs the environment variable %s", *place, missing), "set it, or write it out"), false
		}
	}
	if s.Website != "" || s.Git != "" {
		return s.settleElsewhere(dir)
	}
	if s.Path == "" {
		return broken(s.file, s.line, "a source has no path", "add path: with a file or folder, website: with an address, or git: with a repository"), false
	}
	if s.Every != 0 {
		return broken(s.file, s.line, "every is for websites and repositories of servers", "leave it out: files are watched"), false
	}
	if !filepath.IsAbs(s.Path) {
		s.Path = filepath.Join(dir, s.Path)
	}
	return bot.Fault{}, true
}

// checkWords checks what is said of a source's documents.
func (s *Source) checkWords() (bot.Fault, bool) {
	if s.Format != "" && !slices.Contains(allFormats, s.Format) {
		return broken(s.file, s.line, fmt.Sprintf("there is no format %q", s.Format), "use "+formatNames()), false
	}
	if problem := strangeLanguage(s.Language); problem != "" {
		return broken(s.file, s.line, problem, sayLanguage), false
	}
	return s.Defaults.check(s.file, 0)
}

// expand takes ${NAME} from the environment; missing is a name that is not there.
func expand(place *string) (missing string) {
	text := os.Expand(*place, func(name string) string {
		value, ok := os.LookupEnv(name)
		if !ok {
			missing = name
		}
		return value
	})
	if missing == "" {
		*place = text
	}
	return missing
}
