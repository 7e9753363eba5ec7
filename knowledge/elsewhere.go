package knowledge

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/crawl"
	"github.com/lotse-bot/lotse/knowledge/git"
)

// Elsewhere says of a source that its documents are no files of this machine: they are pages of a website, or files of a commit.
type Elsewhere struct {
	Website string        `json:"website,omitempty" yaml:"website"` // address of its first page; what lies in its folder is read
	Include []string      `json:"include,omitempty" yaml:"include"` // patterns of paths that are read, in place of that folder
	Exclude []string      `json:"exclude,omitempty" yaml:"exclude"` // patterns of paths that are not
	Depth   int           `json:"depth,omitempty" yaml:"depth"`     // most links from the first page or the sitemap
	Pages   int           `json:"pages,omitempty" yaml:"pages"`     // most pages
	Delay   time.Duration `json:"delay,omitempty" yaml:"delay"`     // least time between two requests
	Private bool          `json:"private,omitempty" yaml:"private"` // it may be on a private address

	Git    string `json:"git,omitempty" yaml:"git"`       // path of a repository, or the address of a server's
	Branch string `json:"branch,omitempty" yaml:"branch"` // or tag, or commit; empty is HEAD
	Folder string `json:"folder,omitempty" yaml:"folder"` // within it

	Every time.Duration `json:"every,omitempty" yaml:"every"` // how often it is looked at while the bot is served; 0 is once
}

// shortest is how often something elsewhere may be looked at: nobody edits faster, and others want to read there, too.
const shortest = time.Minute

// commitScheme is how [Document.File] of a commit's file begins.
const commitScheme = "git:"

// Fetched tells of a document that others wrote it, where [Document.File] says: it was fetched from a website or is part of a
// commit. Whoever writes there does not write the bot.
func (d Document) Fetched() bool {
	return strings.HasPrefix(d.File, "http://") || strings.HasPrefix(d.File, "https://") || strings.HasPrefix(d.File, commitScheme)
}

// Name is what a source is called in reports: where it is.
func (s Source) Name() string {
	switch {
	case s.Website != "":
		return s.Website
	case s.Git == "":
		return s.Path
	}
	name := commitScheme + s.Git
	if s.Branch != "" {
		name += "#" + s.Branch
	}
	if s.Folder != "" {
		name += ":" + s.Folder
	}
	return name
}

// Local tells whether a source is on this machine, where it is read whenever it changes.
func (s Source) Local() bool { return s.Website == "" && !git.Remote(s.Git) }

// Watched are the files and folders that change when a local source does.
func (s Source) Watched() []string {
	if s.Git == "" {
		return []string{s.Path}
	}
	dir := strings.TrimPrefix(s.Git, "file://")
	if inner := filepath.Join(dir, ".git"); exists(inner) {
		dir = inner
	}
	return []string{filepath.Join(dir, "HEAD"), filepath.Join(dir, "packed-refs"), filepath.Join(dir, "refs")}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// owns tells whether a file is of this source, which is no website.
func (s Source) owns(file string) bool {
	root := s.Name()
	return file == root || strings.HasPrefix(file, root+"/") || strings.HasPrefix(file, root+string(filepath.Separator))
}

// settleElsewhere checks what is written of a source elsewhere.
func (s *Source) settleElsewhere(dir string) (bot.Fault, bool) {
	wrong := func(problem, remedy string) (bot.Fault, bool) { return broken(s.file, s.line, problem, remedy), false }
	switch {
	case s.Path != "" && (s.Website != "" || s.Git != ""), s.Website != "" && s.Git != "":
		return wrong("a source is at two places", "write path:, website: or git:, and another source for the others")
	case s.Every != 0 && s.Every < shortest:
		return wrong(fmt.Sprintf("every: %v is too often", s.Every), "write 1m or more")
	}
	if s.Website == "" {
		if !git.Remote(s.Git) && !strings.HasPrefix(s.Git, "file://") && !filepath.IsAbs(s.Git) {
			s.Git = filepath.Join(dir, s.Git)
		}
		return bot.Fault{}, true
	}
	if problem, remedy := s.site().Check(); problem != "" {
		return wrong(problem, remedy)
	}
	return bot.Fault{}, true
}

func (s Source) site() crawl.Site {
	return crawl.Site{Start: s.Website, Include: s.Include, Exclude: s.Exclude, Depth: s.Depth, Pages: s.Pages, Delay: s.Delay, Private: s.Private}
}

// basis changes when documents of a source are made in another way.
func (s Source) basis() string {
	return fmt.Sprintf("%s %s %s %q %q %q %q %v %q %q", cutting, takingOut, s.Format, s.Language, s.URL, s.ID, s.Defaults.scope(s.Zone).text(), s.Fields, s.Include, s.Exclude)
}

// takingOut is the version of the way articles are taken out of pages: pages that did not change are read anew when it does.
const takingOut = "2"

// pageName is what the file of a page is called: its address, with an ending that says what it is.
func pageName(address, kind string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	name := u.Host + strings.TrimSuffix(u.Path, "/")
	if u.RawQuery != "" {
		name += "?" + u.RawQuery
	}
	if strings.HasPrefix(kind, "text/html") && path.Ext(u.Path) != ".html" && path.Ext(u.Path) != ".htm" || u.RawQuery != "" {
		name += ".html"
	}
	return name
}
