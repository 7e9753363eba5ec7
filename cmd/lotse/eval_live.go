package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval/live"
)

type evalLiveCmd struct {
	configFlags
	From  string `help:"First day of the period, such as 2026-11-01; without it seven days before --to." placeholder:"DAY"`
	To    string `help:"Day after the last one of the period; without it tomorrow, in the bot's time zone." placeholder:"DAY"`
	Days  int    `help:"Who comes again within so many days was not helped." default:"7"`
	Worst int    `help:"How many conversations are named." default:"10"`
	Words bool   `help:"Show what was said in these. Without it the report holds no customer's words."`
	JSON  bool   `name:"json" help:"Print the report as JSON."`
	HTML  string `name:"html" type:"path" help:"Write the report as one HTML page." placeholder:"FILE"`
}

func (e *evalLiveCmd) Run(ctx context.Context) error {
	c, err := e.once()
	if err != nil {
		return err
	}
	folder, err := app.ReadFolder(c.Bot, actions())
	if err != nil {
		return err
	}
	q, err := e.question(time.Now().In(folder.Location()))
	if err != nil {
		return err
	}
	report, err := app.Live(ctx, c, folder, q)
	if err != nil {
		return err
	}
	write := report.WriteText
	if e.JSON {
		write = report.WriteJSON
	}
	return errors.Join(write(os.Stdout), toFile(e.HTML, report.WriteHTML))
}

// question reads the period. Days begin at midnight where now is.
func (e *evalLiveCmd) question(now time.Time) (q live.Question, err error) {
	if e.Days < 1 || e.Worst < 1 {
		return q, errors.New("--days and --worst are at least 1")
	}
	q = live.Question{Now: now, Days: e.Days, Worst: e.Worst, Words: e.Words}
	if q.To, err = day(e.To, time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())); err != nil {
		return q, fmt.Errorf("--to: %w", err)
	}
	if q.From, err = day(e.From, q.To.AddDate(0, 0, -7)); err != nil {
		return q, fmt.Errorf("--from: %w", err)
	}
	return q, nil
}

// day reads a day such as 2026-11-01, in the zone of the one that stands for none.
func day(text string, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, otherwise.Location())
	if err != nil {
		return t, fmt.Errorf("%q is no day: write it like 2026-11-01", text)
	}
	return t, nil
}
