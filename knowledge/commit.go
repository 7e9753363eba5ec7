package knowledge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/git"
)

// readCommit reads the files of a commit. In patterns of IDs and addresses, {path} is a file's path within the repository and
// {commit} the commit.
func (s Source) readCommit(ctx context.Context, cache string, each func(Document) error) ([]bot.Fault, error) {
	fault := func(err error) []bot.Fault {
		return []bot.Fault{broken(s.Name(), 0, err.Error(), "check address and branch, and that git can read it as the user who runs lotse")}
	}
	repository, err := git.Open(s.Git, cache)
	if err != nil {
		return fault(err), nil
	}
	commit, err := repository.Commit(ctx, s.Branch)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return fault(err), nil
	}
	var faults []bot.Fault
	stop := errors.New("stopped by whoever takes the documents")
	var taken error
	wanted := func(path string) bool { return s.formatOf(path, "") != "" }
	err = repository.Each(ctx, commit, s.Folder, MaxOffice, wanted, func(f git.File) error {
		var more []bot.Fault
		more, taken = s.committed(ctx, commit, f, each)
		faults = append(faults, more...)
		if taken != nil {
			return stop
		}
		return ctx.Err()
	})
	switch {
	case taken != nil:
		return faults, taken
	case ctx.Err() != nil:
		return faults, ctx.Err()
	case err != nil:
		return append(faults, fault(err)...), nil
	}
	return faults, nil
}

// committed reads one file of a commit.
func (s Source) committed(ctx context.Context, commit string, f git.File, each func(Document) error) ([]bot.Fault, error) {
	at := s.Name() + "/" + f.Path
	if f.Data == nil && f.Size > 0 {
		return []bot.Fault{broken(at, 0, fmt.Sprintf("is larger than %d MB", MaxOffice>>20), "divide it into articles, or keep it out of the folder")}, nil
	}
	written := strings.NewReplacer("{path}", f.Path, "{commit}", commit)
	s.URL, s.ID = written.Replace(s.URL), written.Replace(s.ID)
	name := strings.TrimPrefix(strings.TrimPrefix(f.Path, strings.Trim(s.Folder, "/")), "/")
	return s.documents(ctx, file{name: name, path: at, size: f.Size, data: bytes.NewReader(f.Data)}, each)
}
