package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/api"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/channels/telegram"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/customers"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/dialogs/source"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/synonyms"
)

// BotFile is bot.yaml: what the bot is, in its author's hands. Everything but the name has a default.
type BotFile struct {
	Name             string                 `yaml:"name"`
	Languages        []string               `yaml:"languages"` // the first is the default
	Zone             string                 `yaml:"zone"`      // time zone of dates and of "today"; default: that of the first team by name, then UTC
	Policy           bot.Thresholds         `yaml:"policy"`
	Actions          Actions                `yaml:"actions"`
	Channels         Channels               `yaml:"channels"`
	Hosts            []string               `yaml:"hosts"`  // whose web and e-mail addresses answers from documents may name, beside those of the documents themselves
	About            knowledge.About        `yaml:"about"`  // the slots that tell which product and version a customer asks about
	Survey           dialogs.SurveySettings `yaml:"survey"` // whether some customers are asked how it went; nobody without it
	handoff.Settings `yaml:",inline"`       // teams
}

// Actions is what bot.yaml says about do steps.
type Actions struct {
	Hosts []string `yaml:"hosts"` // that HTTP actions may reach
}

// Channels is what bot.yaml says about channels.
type Channels struct {
	Web  []web.Site `yaml:"web"`
	Also []string   `yaml:"also"` // other channels that the flows are written for: telegram, slack; check warns about what they cannot show
}

// Capabilities are what the bot's channels can show.
func (c Channels) Capabilities() []bot.Capabilities {
	all := []bot.Capabilities{web.Capabilities(), api.Capabilities()}
	for _, name := range c.Also {
		if can, ok := pushing[name]; ok {
			all = append(all, can())
		}
	}
	return all
}

// pushing are the channels a bot may be written for beside the web, by name.
var pushing = map[string]func() bot.Capabilities{telegram.Name: telegram.Capabilities, slack.Name: slack.Capabilities}

// A Folder is a bot as its author wrote it, read and checked.
type Folder struct {
	BotFile
	Dir     string
	Flows   *dialogs.Flows
	Sources []knowledge.Source
	// Synonyms are the words that mean the same to this bot; nil if its author names none.
	Synonyms *synonyms.Glossary
	Faults   []bot.Fault // everything that is wrong with it

	Calibration bot.Calibration // what its confidences are worth; Policy holds what follows for acting

	leastIntent, leastAnswer float64 // at which these are acted on; 0 leaves it to the policy
}

// ReadFolder reads a bot's folder. Faults are collected, not returned as an error: that is only for a folder that cannot be
// read at all. The actions are those Go functions that flows may call.
func ReadFolder(dir string, actions map[string]dialogs.Action) (*Folder, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder: name the folder of a bot, the one with bot.yaml in it", dir)
	}
	f := &Folder{Dir: dir, BotFile: BotFile{Name: filepath.Base(dir), Languages: []string{"en"}, Policy: bot.DefaultThresholds}}
	f.Policy.Act = 0 // whether bot.yaml says it matters
	known, err := f.readBotFile()
	if err != nil {
		return nil, err
	}
	if err := f.readCalibration(); err != nil {
		return nil, err
	}
	f.settle()
	var faults []bot.Fault
	f.Flows, faults = dialogs.Load(os.DirFS(dir), f.Languages)
	if !known {
		return f, nil // nobody knows which languages it speaks: every text would be a fault
	}
	f.Faults = append(f.Faults, faults...)
	f.Faults = append(f.Faults, f.Flows.Check(dialogs.Surroundings{
		Channels: f.Channels.Capabilities(),
		Actions:  slices.Collect(maps.Keys(actions)), Hosts: f.Actions.Hosts, Phrases: phraseKeys(),
	})...)
	f.Sources, faults = f.readSources()
	f.Faults = append(f.Faults, faults...)
	f.Synonyms, faults = knowledge.Glossary(filepath.Join(f.Dir, "knowledge"))
	f.Faults = append(f.Faults, faults...)
	slices.SortStableFunc(f.Faults, bot.Fault.Compare)
	return f, nil
}

// readSources reads where the documents are; their days begin when the bot's do.
func (f *Folder) readSources() ([]knowledge.Source, []bot.Fault) {
	sources, faults := knowledge.Sources(filepath.Join(f.Dir, "knowledge"))
	for i := range sources {
		sources[i].Zone = f.Location()
	}
	return sources, faults
}

// CheckDocuments finds what is wrong with the documents that are on this machine. It reads them all.
func (f *Folder) CheckDocuments(ctx context.Context) ([]bot.Fault, error) {
	l := &knowledge.Library{Shelf: knowledge.NewTransient(), Index: embedded.New()}
	r, err := l.Refresh(ctx, f.Sources, knowledge.Source.Local, knowledge.Watch{})
	return r.Failed, err
}

// words are the phrases of everyone who speaks.
var words = []bot.Words{
	bot.CoreWords, dialogs.Words, handoff.Words, knowledge.Words, customers.Words,
	channels.Words, telegram.Words, slack.Words, web.Words,
}

// Phrases are all words the bot says, its author's over those of the program.
func (f *Folder) Phrases() *bot.Phrases {
	return bot.NewPhrases(f.Languages, append(slices.Clone(words), f.Flows.Phrases)...)
}

// phraseKeys lists the phrases an author may replace.
func phraseKeys() []string {
	keys := map[string]bool{}
	for _, w := range words {
		for _, phrases := range w {
			for key := range phrases {
				keys[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// readBotFile collects the faults of bot.yaml. It is not known what the bot is if the file is not there, or no YAML.
func (f *Folder) readBotFile() (known bool, err error) {
	text, err := os.ReadFile(filepath.Join(f.Dir, "bot.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		f.Faults = append(f.Faults, bot.Fault{
			File: "bot.yaml", Severity: bot.Error, Problem: "the file is not there",
			Remedy: "write at least the line: name: My bot",
		})
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read bot.yaml: %w", err)
	}
	var faults source.Faults
	v, known := source.Parse("bot.yaml", text, &faults)
	if known {
		v.Decode(&f.BotFile)
		f.checkTeams(v, &faults)
		f.checkChannels(v, &faults)
		f.Faults = append(f.Faults, f.Survey.Check()...)
		f.checkAbout(v, &faults)
		if _, err := time.LoadLocation(f.Zone); err != nil {
			faults.Error(v.Place, "the time zone "+f.Zone+" is not known", `use a name such as "Europe/Berlin"`)
		}
	}
	f.Faults = append(f.Faults, faults.List()...)
	return known, nil
}

// Location is the time zone the bot lives in.
func (f *Folder) Location() *time.Location {
	zones := []string{f.Zone}
	for _, name := range slices.Sorted(maps.Keys(f.Teams)) {
		zones = append(zones, f.Teams[name].Hours.Zone)
	}
	for _, name := range zones {
		if zone, err := time.LoadLocation(name); err == nil && name != "" {
			return zone
		}
	}
	return time.UTC
}

// checkChannels finds channels that are not known, and sites that the server would refuse when it starts.
func (f *Folder) checkChannels(v source.Value, faults *source.Faults) {
	for _, name := range f.Channels.Also {
		if _, ok := pushing[name]; !ok {
			faults.Error(v.Place, "channels.also: "+name+" is no channel", "write "+strings.Join(slices.Sorted(maps.Keys(pushing)), " or "))
		}
	}
	if err := web.Check(f.Channels.Web); err != nil {
		problem, remedy, _ := strings.Cut(err.Error(), "; ")
		faults.Error(at(v, "channels", "web"), problem, remedy)
	}
}

// checkTeams puts the problems of the teams to the lines they stand on.
func (f *Folder) checkTeams(v source.Value, faults *source.Faults) {
	for _, p := range handoff.Check(f.Settings) {
		faults.Error(at(v, p.Path...), strings.Join(p.Path, ".")+": "+p.Problem, p.Remedy)
	}
}

// at is where something stands, by keys and by positions in lists, or what it is in as far as that is there.
func at(v source.Value, path ...string) source.Place {
	for _, key := range path {
		pairs, _ := v.Pairs()
		for _, pair := range pairs {
			if pair.Key == key {
				v = pair.Value
			}
		}
		items, _ := v.Items()
		if i, err := strconv.Atoi(key); err == nil && i < len(items) {
			v = items[i]
		}
	}
	return v.Place
}

// checkAbout finds what cannot be meant about products.
func (f *Folder) checkAbout(v source.Value, faults *source.Faults) {
	if f.About.Lasts < 0 {
		faults.Error(at(v, "about", "lasts"), "about.lasts is negative", `give a duration such as "90d", or leave it out`)
	}
	if f.About.Version != "" && f.About.Product == "" {
		faults.Error(at(v, "about", "version"), "about.version is a version of nothing", "name the slot of the product, too: product: SLOT")
	}
}
