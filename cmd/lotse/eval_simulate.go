package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/simulate"
)

type evalSimulateCmd struct {
	File   string `arg:"" help:"File of a simulated customer, such as simulated/return.yaml in a bot's folder."`
	Config string `type:"path" help:"Configuration file (YAML)." env:"LOTSE_CONFIG"`
	Bot    string `type:"path" help:"Folder of the bot; otherwise the one above the customer's."`
	Seed   uint64 `help:"Play only the conversation of this seed; 0 plays as many as the file says."`
	Show   bool   `help:"Show the conversations, as scripts."`
	Model  bool   `help:"Let the configured model play the customer, whatever her file says."`
	answersFlags
}

func (e *evalSimulateCmd) Run(ctx context.Context) (err error) {
	customer, faults := simulate.Read(e.File)
	for _, f := range faults {
		fmt.Fprintln(os.Stderr, f.Error())
	}
	if bot.Broken(faults) != nil {
		return errors.New("the customer cannot be played")
	}
	if e.Model {
		customer.Player = simulate.ByModel
	}
	c, err := app.Load(e.Config, os.Environ(), app.Config{})
	if err != nil {
		return err
	}
	answers, err := e.openAnswers(c)
	if err != nil {
		return err
	}
	vectors, done := e.vectors(ctx)
	defer done()
	ports, err := app.Ports(c, app.Options{Actions: actions(), Answers: answers}, vectors)
	if err != nil {
		return err
	}
	folder := e.Bot
	if folder == "" {
		folder = filepath.Dir(filepath.Dir(e.File))
	}
	tested, err := ports.Bots.Open(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tested.Close()) }()
	played := e.play(ctx, simulate.Player{Converser: tested, Zone: tested.Zone(), Model: ports.Customers}, customer)
	missing, err := e.closeAnswers(answers)
	if err := errors.Join(err, bot.Broken(missing)); err != nil {
		return err
	}
	return played
}

// play plays the customer with one seed, or as often as she tries. It fails if she did not always get what she wanted.
func (e *evalSimulateCmd) play(ctx context.Context, p simulate.Player, c *simulate.Customer) error {
	seeds := []uint64{e.Seed}
	if e.Seed == 0 {
		seeds = seeds[:0]
		for n := range c.Repeats {
			seeds = append(seeds, uint64(n+1))
		}
	}
	var broken error
	solved := 0
	for _, seed := range seeds {
		t := p.Play(ctx, c, seed)
		if t.Solved {
			solved++
		}
		broken = errors.Join(broken, t.Broken)
		e.print(t)
	}
	fmt.Printf("%s: solved %d of %d\n", c.Name, solved, len(seeds))
	switch {
	case broken != nil:
		return broken
	case solved < len(seeds):
		return errFailed
	}
	return nil
}

func (e *evalSimulateCmd) print(t simulate.Try) {
	how := "solved"
	if !t.Solved {
		how = fmt.Sprintf("stuck %s: %s", t.Stuck, strings.Join(t.Missing, "; "))
	}
	fmt.Printf("seed %d: %s, after %d turns\n", t.Seed, how, t.Turns)
	if e.Show {
		fmt.Printf("\n%s\n", t.Script)
	}
}
