package dialogs

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Load reads flows/, intents/, phrases/ and actions.yaml of a bot's folder and checks them as far as they go by themselves;
// [Flows.Check] checks them against what is around. The bot speaks the languages, its default first; none is English. More kinds of steps
// than [Kinds] may be given. The faults are all there are, in the order of the files; if [bot.Broken] finds an error in
// them, the flows must not be run.
func Load(fsys fs.FS, languages []string, more ...Kind) (*Flows, []bot.Fault) {
	if len(languages) == 0 {
		languages = []string{"en"}
	}
	faults := &source.Faults{}
	l := &loader{fsys: fsys, faults: faults, hash: sha256.New(), flows: &Flows{
		languages: languages, kinds: append(Kinds(), more...),
		byName: map[string]*Flow{}, requests: map[string]*Request{}, started: map[string]*Flow{}, events: map[string]*Flow{}, plain: map[string]*tally{},
		folder: fsys, media: map[string]bot.Media{},
		Phrases: bot.Words{}, phraseAt: map[string]source.Place{},
	}}
	l.each("flows", l.flow)
	l.each("intents", l.intent)
	l.each("phrases", l.phrases)
	l.actions()
	l.flows.Version = hex.EncodeToString(l.hash.Sum(nil)[:8])
	l.flows.link(faults)
	return l.flows, faults.List()
}

type loader struct {
	fsys   fs.FS
	faults *source.Faults
	hash   hash.Hash
	flows  *Flows
}

// each reads the YAML files of a folder; one that is not there is empty.
func (l *loader) each(folder string, read func(name string, v source.Value)) {
	entries, err := fs.ReadDir(l.fsys, folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.faults.Error(source.Place{File: folder}, "the folder cannot be read: "+err.Error(), "check its permissions")
	}
	for _, e := range entries {
		name, ext := e.Name(), path.Ext(e.Name())
		switch {
		case e.IsDir() || strings.HasPrefix(name, "."):
		case ext == ".yml":
			l.faults.Warning(source.Place{File: path.Join(folder, name)}, "the file is not read", "rename it to end in .yaml")
		case ext == ".yaml":
			if v, ok := l.parse(path.Join(folder, name)); ok {
				read(strings.TrimSuffix(name, ext), v)
			}
		}
	}
}

func (l *loader) parse(file string) (source.Value, bool) {
	data, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.faults.Error(source.Place{File: file}, "the file cannot be read: "+err.Error(), "check its permissions")
		return source.Value{}, false
	}
	l.hash.Write([]byte(file + "\x00"))
	l.hash.Write(data)
	return source.Parse(file, data, l.faults)
}

func (l *loader) flow(name string, v source.Value) {
	f := &Flow{Name: name, index: map[string]int{}}
	v.Decode(f, "steps")
	if f.Slots == nil {
		f.Slots = map[string]*Slot{}
	}
	for n, s := range f.Slots {
		s.Name = n
	}
	pairs, _ := v.Pairs()
	for _, p := range pairs {
		if p.Key == "steps" {
			l.steps(f, p.Value)
		}
	}
	if len(f.steps) == 0 {
		l.faults.Error(f.Place, "the flow has no steps", "write at least one below steps:")
	}
	l.flows.all = append(l.flows.all, f)
	l.flows.byName[name] = f
}

func (l *loader) intent(name string, v source.Value) {
	in := &Intent{Name: name}
	v.Decode(in)
	l.flows.intents = append(l.flows.intents, in)
}

// phrases reads the phrases of one language.
func (l *loader) phrases(language string, v source.Value) {
	if !slices.Contains(l.flows.languages, usual(language)) {
		l.faults.Warning(v.Place, "the bot does not speak "+language, "add it to the languages in bot.yaml, or remove the file")
	}
	pairs, ok := v.Pairs()
	if !ok {
		v.Wants("a mapping of keys to phrases")
		return
	}
	words := map[string][]string{}
	for _, p := range pairs {
		l.flows.phraseAt[language+" "+p.Key] = p.At
		for _, variant := range decodeVariants(p.Value) {
			words[p.Key] = append(words[p.Key], variant.source)
		}
	}
	l.flows.Phrases[language] = words
}

func (l *loader) actions() {
	if _, err := fs.Stat(l.fsys, actionsFile); err != nil {
		return
	}
	if v, ok := l.parse(actionsFile); ok {
		v.Decode(&l.flows.requests)
	}
	for name, r := range l.flows.requests {
		r.Name = name
	}
}

const actionsFile = "actions.yaml"
