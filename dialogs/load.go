package dialogs

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Load reads flows/, intents/, phrases/ and actions.yaml of a bot's folder and checks them as far as they go by themselves;
// [Flows.Check] checks them against what is around. The bot speaks the languages, its default first. More kinds of steps
// than [Kinds] may be given. The faults are all there are, in the order of the files; if [bot.Broken] finds an error in
// them, the flows must not be run.
func Load(fsys fs.FS, languages []string, more ...Kind) (*Flows, []bot.Fault) {
	faults := &source.Faults{}
	l := &loader{fsys: fsys, faults: faults, hash: sha256.New(), flows: &Flows{
		languages: languages, kinds: append(Kinds(), more...),
		byName: map[string]*Flow{}, requests: map[string]*Request{}, started: map[string]*Flow{}, events: map[string]*Flow{},
		Phrases: bot.Words{},
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

// common are the keys that every step may have.
type common struct {
	ID   source.Word `yaml:"id"`
	Then source.Word `yaml:"then"`
}

func (l *loader) steps(f *Flow, v source.Value) {
	items, ok := v.Items()
	if !ok {
		v.Wants("a list of steps (lines that begin with -)")
		return
	}
	counts := map[string]int{}
	for _, item := range items {
		s := l.step(item, counts)
		if s == nil {
			continue
		}
		if twice := f.step(s.id); twice != nil {
			l.faults.Error(s.place, "there are two steps "+s.id, "give one of them another id")
			continue
		}
		s.index = len(f.steps)
		f.index[s.id] = s.index
		f.steps = append(f.steps, s)
	}
}

// step reads one step: the one key that names a kind says what it is.
func (l *loader) step(v source.Value, counts map[string]int) *step {
	pairs, ok := v.Pairs()
	if !ok {
		v.Wants("a step such as - say: Hello")
		return nil
	}
	var keys []string
	for _, p := range pairs {
		keys = append(keys, p.Key)
	}
	kind, problem, remedy := l.kind(keys)
	if problem != "" {
		v.Error(problem, remedy)
		return nil
	}
	var c common
	s := &step{Step: kind.New(), kind: kind.Name, place: v.Place}
	commonKeys := []string{"id", "then"}
	v.Decode(s.Step, commonKeys...)
	for _, p := range pairs {
		switch p.Key {
		case "id":
			p.Value.Decode(&c.ID)
		case "then":
			p.Value.Decode(&c.Then)
		}
	}
	counts[kind.Name]++
	s.then, s.id = c.Then, stepID(c.ID.Text, s, counts[kind.Name])
	if slices.Contains([]string{toHandoff, toEnd}, c.ID.Text) || strings.HasPrefix(c.ID.Text, "(") {
		l.faults.Error(c.ID.Place, "a step cannot be called "+c.ID.Text, "choose another id")
	}
	return s
}

// kind finds the kind of a step by its keys.
func (l *loader) kind(keys []string) (kind Kind, problem, remedy string) {
	var names []string
	found := 0
	for _, k := range l.flows.kinds {
		names = append(names, k.Name)
		if slices.Contains(keys, k.Name) {
			kind = k
			found++
		}
	}
	switch {
	case found == 1:
		return kind, "", ""
	case found > 1:
		return kind, "a step does one thing, this one several", "make a step of its own of each"
	}
	for _, key := range keys {
		if near := source.Nearest(key, names); near != "" {
			return kind, "this step says not what it does: nobody knows " + key, source.DidYouMean(key, names)
		}
	}
	return kind, "this step says not what it does", "give it one of the keys " + strings.Join(names, ", ")
}

// stepID is the author's, or else the slot of a question, or else made of kind and number.
func stepID(written string, s *step, n int) string {
	if written != "" {
		return written
	}
	if a, ok := s.Step.(*Ask); ok && a.Slot.Text != "" {
		return a.Slot.Text
	}
	return s.kind + "_" + strconv.Itoa(n)
}

func (l *loader) intent(name string, v source.Value) {
	in := &Intent{Name: name}
	v.Decode(in)
	l.flows.intents = append(l.flows.intents, in)
}

// phrases reads the phrases of one language.
func (l *loader) phrases(language string, v source.Value) {
	if !slices.Contains(l.flows.languages, language) {
		l.faults.Warning(v.Place, "the bot does not speak "+language, "add it to the languages in bot.yaml, or remove the file")
	}
	pairs, ok := v.Pairs()
	if !ok {
		v.Wants("a mapping of keys to phrases")
		return
	}
	words := map[string][]string{}
	for _, p := range pairs {
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
