package app

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

// watching is how often the sources of documents are looked at.
const watching = 2 * time.Second

// learnOn learns, and learns again whenever a file of the sources has changed, until ctx ends: an article that is edited or
// deleted counts for customers within seconds, without a restart. So does what is written in sources.yaml.
func (a *App) learnOn(ctx context.Context) {
	if a.Library == nil {
		return
	}
	known := ""
	every(ctx, watching, func() {
		now := fingerprint(*a.sources.Load())
		if now == known {
			return
		}
		if known != "" {
			a.readSourcesAgain()
			now = fingerprint(*a.sources.Load())
		}
		if err := a.learn(ctx, knowledge.Source.Local, nil); err != nil && ctx.Err() == nil {
			a.Log.Error("learn the documents", "error", err)
			return
		}
		known = now
	})
}

// readSourcesAgain takes over what sources.yaml says now, unless something in it is wrong.
func (a *App) readSourcesAgain() {
	sources, faults := a.Folder.readSources()
	if err := bot.Broken(faults); err != nil {
		a.Log.Warn("sources.yaml is left as it was", "error", err)
		return
	}
	a.sources.Store(&sources)
}

// fingerprint changes when a file of the sources does: its name, its size, or when it was written.
func fingerprint(sources []knowledge.Source) string {
	sum := fnv.New64a()
	for _, s := range sources {
		if !s.Local() {
			continue
		}
		for _, root := range s.Watched() {
			_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return nil //nolint:nilerr // what cannot be read is reported when it is ingested
				}
				if info, err := entry.Info(); err == nil {
					fmt.Fprintln(sum, path, info.Size(), info.ModTime().UnixNano())
				}
				return nil
			})
		}
	}
	return fmt.Sprint(sum.Sum64())
}
