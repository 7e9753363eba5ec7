package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

type renderCmd struct {
	configFlags
	What     string `arg:"" help:"Name of a flow, or file of a scripted conversation (*.chat)."`
	Channel  string `required:"" help:"Channel whose view is shown: web, telegram or slack."`
	Language string `help:"Language of the customer: de, en, de-plain. The bot's first one without it."`
	Calls    bool   `help:"Print what the platform is asked to show, as JSON, instead of a sketch."`
}

func (r *renderCmd) Run(ctx context.Context) error {
	config, err := r.once()
	if err != nil {
		return err
	}
	if !strings.HasSuffix(r.What, ".chat") {
		config.Embedder = "none:" // a flow needs no documents
	}
	all, err := r.renderings(ctx, config)
	if err != nil {
		return err
	}
	if r.Calls {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(all)
	}
	for _, one := range all {
		fmt.Printf("%s\n", one.Where)
		for _, part := range one.Parts {
			fmt.Print(sketch(part))
		}
		fmt.Println()
	}
	return nil
}

func (r *renderCmd) renderings(ctx context.Context, c app.Config) (all []app.Rendering, err error) {
	p, err := app.OpenPreview(ctx, c, app.Options{Actions: actions()})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if !strings.HasSuffix(r.What, ".chat") {
		return p.Flow(r.What, r.Channel, r.Language, time.Now())
	}
	text, err := os.ReadFile(r.What)
	if err != nil {
		return nil, err
	}
	s, faults := chat.Parse(r.What, text)
	if err := bot.Broken(faults); err != nil {
		return nil, err
	}
	return p.Script(ctx, s, r.Channel)
}

// sketch draws a reply with the means of a terminal.
func sketch(r bot.Reply) string {
	var b strings.Builder
	line := func(mark, text string) {
		for l := range strings.Lines(text) {
			fmt.Fprintf(&b, "  %s%s\n", mark, strings.TrimRight(l, "\n"))
		}
	}
	line("│ ", r.Text)
	for _, e := range r.Elements {
		line("│ ", element(e))
	}
	for i, c := range r.Citations {
		line("│ ", fmt.Sprintf("[%d] %s", i+1, c.Title))
	}
	buttons(&b, r.Choices)
	if r.Rated {
		line("", "( 👍 ) ( 👎 )")
	}
	return b.String()
}

func buttons(b *strings.Builder, all []bot.Choice) {
	if len(all) == 0 {
		return
	}
	b.WriteString(" ")
	for _, c := range all {
		switch {
		case c.URL != "":
			fmt.Fprintf(b, " [ %s ↗ ]", c.Label)
		case c.Request != "":
			fmt.Fprintf(b, " [ %s ⌖ ]", c.Label)
		default:
			fmt.Fprintf(b, " [ %s ]", c.Label)
		}
	}
	b.WriteString("\n")
}

// element draws one element.
func element(e bot.Element) string {
	switch e.Kind {
	case bot.ElementImage, bot.ElementFile:
		return fmt.Sprintf("(%s: %s)", e.Kind, firstOf(e.Media.Alt, e.Media.Name, e.Media.URL))
	case bot.ElementDate:
		return "(date: " + strings.Trim(e.Date.Min+" – "+e.Date.Max, " –") + ")"
	case bot.ElementLocation:
		return "(place: " + firstOf(e.Place.Name, e.Place.Address) + ")"
	case bot.ElementForm:
		return form(e.Form)
	}
	var all []string
	for _, c := range e.Cards {
		all = append(all, card(c))
	}
	return strings.Join(all, "\n")
}

func form(f *bot.Form) string {
	lines := []string{firstOf(f.Title, "form")}
	for _, field := range f.Fields {
		lines = append(lines, fmt.Sprintf("  %s: ______  (%s)", field.Label, field.Kind))
	}
	return strings.Join(append(lines, "  [ "+f.Submit+" ]"), "\n")
}

func card(c bot.Card) string {
	lines := []string{"┌ " + c.Title}
	if c.Image != nil {
		lines = append(lines, "  (image: "+firstOf(c.Image.Alt, c.Image.URL)+")")
	}
	if c.Text != "" {
		lines = append(lines, "  "+c.Text)
	}
	if c.URL != "" {
		lines = append(lines, "  "+c.URL)
	}
	if len(c.Choices) > 0 {
		var b strings.Builder
		buttons(&b, c.Choices)
		lines = append(lines, strings.TrimRight(b.String(), "\n"))
	}
	return strings.Join(lines, "\n")
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return "?"
}
