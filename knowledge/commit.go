package knowledge

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/git"
)

// readCommit reads the files of a commit. In patterns of IDs and addresses, {path} is a file's path within the repository and
// {commit} the commit.
func (s Source) readCommit(ctx context.Context, cache string, each func(Document) error) ([]bot.Fault, error) {
	const remedy = "check address and branch, and that git can read it as the user who runs lotse"
	var w walk
	repository, err := git.Open(s.Git, cache)
	if err != nil {
		return w.end(ctx, s.Name(), err, remedy)
	}
	commit, err := repository.Commit(ctx, s.Branch)
	if err != nil {
		return w.end(ctx, s.Name(), err, remedy)
	}
	matters := func(path string) bool { return strings.HasSuffix(path, MatterSuffix) }
	err = repository.Each(ctx, commit, s.Folder, MaxFile, matters, func(f git.File) error {
		w.said(f.Path, f.Data)
		return nil
	})
	if err != nil {
		return w.end(ctx, s.Name(), err, remedy)
	}
	wanted := func(path string) bool { return s.formatOf(path, "") != "" }
	err = repository.Each(ctx, commit, s.Folder, MaxOffice, wanted, func(f git.File) error {
		at := s.Name() + "/" + f.Path
		if f.Data == nil && f.Size > 0 {
			return w.add([]bot.Fault{broken(at, 0, fmt.Sprintf("is larger than %d MB", MaxOffice>>20), "divide it into articles, or keep it out of the folder")}, nil)
		}
		name := strings.TrimPrefix(strings.TrimPrefix(f.Path, strings.Trim(s.Folder, "/")), "/")
		return w.documents(ctx, s.of(commit, f.Path), f.Path, file{name: name, path: at, size: f.Size, data: bytes.NewReader(f.Data)}, each)
	})
	return w.end(ctx, s.Name(), err, remedy)
}

// of fills the patterns of a source for one file of a commit.
func (s Source) of(commit, path string) Source {
	written := strings.NewReplacer("{path}", path, "{commit}", commit)
	s.URL, s.ID = written.Replace(s.URL), written.Replace(s.ID)
	return s
}
