package channels

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// form asks the first question that is open: the flow takes the answers one after the other.
func (d *degrader) form(f *bot.Form) {
	i := slices.IndexFunc(f.Fields, func(f bot.Field) bool { return f.Value == "" || f.Problem != "" })
	if i < 0 {
		return
	}
	field := f.Fields[i]
	var lines []string
	for _, line := range []string{field.Problem, field.Label, field.Hint} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	d.write(strings.Join(lines, "\n"))
	switch field.Kind {
	case bot.FieldDate:
		d.date(field.Min, field.Max)
	case bot.FieldYesNo:
		d.choices = append(slices.Clip(d.choices), bot.Choice{Label: d.say("channels.yes"), Payload: "yes"}, bot.Choice{Label: d.say("channels.no"), Payload: "no"})
	case bot.FieldChoice:
		d.choices = append(slices.Clip(d.choices), field.Choices...)
	}
	if field.Optional {
		d.write(d.say("channels.optional"))
	}
}

// date says how to write one.
func (d *degrader) date(first, last string) {
	example := day("2026-12-24", d.language)
	if first != "" {
		example = day(first, d.language)
	}
	if first == "" || last == "" {
		d.write(d.say("channels.date_hint", "example", example))
		return
	}
	d.write(d.say("channels.date_range", "example", example, "min", day(first, d.language), "max", day(last, d.language)))
}

// day writes a date (2006-01-02) as people in the language do; anything else stays as it is.
func day(date, language string) string {
	if language != "de" || len(date) != len("2006-01-02") {
		return date
	}
	return date[8:] + "." + date[5:7] + "." + date[:4]
}
