package eval

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/simulate"
)

// scriptEnding is how the names of scripted conversations end.
const scriptEnding = ".chat"

// discover finds the suites in folders, sorted by name: folders with a suite.json, and the tests of bots. A folder may also be
// one script.
func discover(folders []string) (suites []*Suite, faults []bot.Fault) {
	for _, folder := range folders {
		found, err := below(folder)
		switch {
		case err != nil:
			faults = append(faults, failure(folder, 0, err.Error(), "name a folder of suites, a bot, or a script"))
		case len(found) == 0:
			faults = append(faults, failure(folder, 0, "no suite is here", "a suite is a folder with a suite.json, or a bot's tests/*.chat or simulated/*.yaml"))
		}
		suites = append(suites, found...)
	}
	slices.SortStableFunc(suites, func(a, b *Suite) int { return strings.Compare(a.Name, b.Name) })
	return unique(suites), faults
}

// unique joins what was named in parts, such as scripts of one folder, drops what was named twice, and reports two suites of one name: a
// baseline could not tell them apart.
func unique(suites []*Suite) []*Suite {
	var out []*Suite
	for _, s := range suites {
		if n := len(out); n > 0 && out[n-1].Name == s.Name {
			if before := out[n-1]; before.Folder == s.Folder {
				before.scripts = append(before.scripts, s.scripts...)
				slices.Sort(before.scripts)
				before.scripts, before.part = slices.Compact(before.scripts), before.part && s.part
				continue
			}
			s.faults = append(s.faults, failure(s.File, 0, fmt.Sprintf("another suite is called %q, too: %s", s.Name, out[n-1].Folder), "give it another name"))
		}
		out = append(out, s)
	}
	return out
}

func below(root string) (found []*Suite, err error) {
	if strings.HasSuffix(root, scriptEnding) {
		if _, err := os.Stat(root); err != nil {
			return nil, err
		}
		one := tests(filepath.Dir(root), []string{root})
		one.part = true
		return []*Suite{one}, nil
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return err
		case path != root && hidden(d.Name()):
			return filepath.SkipDir
		}
		if _, err := os.Stat(filepath.Join(path, "suite.json")); err == nil {
			found = append(found, read(path))
			return filepath.SkipDir
		}
		if scripts, _ := filepath.Glob(filepath.Join(path, "*"+scriptEnding)); len(scripts) > 0 {
			found = append(found, tests(path, scripts))
		}
		if customers := simulate.Files(path); d.Name() == simulatedFolder && len(customers) > 0 {
			found = append(found, simulations(path))
		}
		return nil
	})
	return found, err
}

// tests is the suite of the scripts in a bot's folder of tests.
func tests(folder string, scripts []string) *Suite {
	root := filepath.Dir(folder)
	if abs, err := filepath.Abs(root); err == nil && root == "." {
		root = abs // its name is the bot's
	}
	return &Suite{Name: filepath.Base(root), Kind: "conversations", Bot: "..", Folder: folder, File: folder, scripts: scripts}
}

// simulatedFolder is where the simulated customers of a bot are.
const simulatedFolder = "simulated"

// simulations is the suite of the customers in that folder.
func simulations(folder string) *Suite {
	s := tests(folder, nil)
	s.Name, s.Kind = s.Name+"_"+simulatedFolder, "simulations"
	return s
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata"
}
