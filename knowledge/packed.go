package knowledge

import (
	"bytes"
	"context"
	"os"
	"path"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/archive"
)

// packed tells of a file that it is an archive, which is read like a folder.
func packed(name string) bool { return strings.EqualFold(path.Ext(name), ".zip") }

// readArchive reads the files of an archive. Name is what it is called within the source; its members are called below it.
func (s Source) readArchive(ctx context.Context, name, at string, each func(Document) error) ([]bot.Fault, error) {
	data, err := os.Open(at)
	if err != nil {
		return []bot.Fault{broken(at, 0, "cannot be opened", "check its permissions")}, nil
	}
	defer data.Close()
	info, err := data.Stat()
	if err != nil {
		return []bot.Fault{broken(at, 0, "cannot be read", "check the disk it lies on")}, nil
	}
	var w walk
	matters := func(member string) bool { return strings.HasSuffix(member, MatterSuffix) && !hidden(member) }
	err = archive.Each(ctx, data, info.Size(), archive.Limits{}, matters, func(m archive.Member) error {
		w.said(m.Name, m.Data)
		return nil
	})
	if err != nil {
		return w.end(ctx, at, err, packAgain)
	}
	wanted := func(member string) bool { return s.formatOf(member, "") != "" && !hidden(member) }
	err = archive.Each(ctx, data, info.Size(), archive.Limits{}, wanted, func(m archive.Member) error {
		if m.Err != nil {
			return w.add([]bot.Fault{broken(at+"/"+m.Name, 0, m.Err.Error(), "pack it again without this file, or mend the file")}, nil)
		}
		below := strings.TrimSuffix(name, path.Ext(name))
		f := file{name: path.Join(below, m.Name), path: at + "/" + m.Name, size: int64(len(m.Data)), data: bytes.NewReader(m.Data)}
		return w.documents(ctx, s, m.Name, f, each)
	})
	return w.end(ctx, at, err, packAgain)
}

const packAgain = "pack the files again, in more than one archive if they are many"

// hidden tells of a member that it, or a folder it is in, is hidden, or only there for a Macintosh.
func hidden(member string) bool {
	for part := range strings.SplitSeq(member, "/") {
		if aside(part) || part == "__MACOSX" {
			return true
		}
	}
	return false
}

// aside tells of a file or a folder that it is none of the documents: it is hidden, or an office's mark that a file is open.
func aside(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") }
