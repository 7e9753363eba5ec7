package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// A format is a way to write a transcript down.
type format struct {
	kind, extension string
	write           func(io.Writer, transcript) error
}

var formats = map[string]format{
	"html": {"text/html; charset=utf-8", ".html", writeHTML},
	"txt":  {"text/plain; charset=utf-8", ".txt", writeText},
	"json": {"application/json", ".json", writeJSON},
}

func writeText(w io.Writer, t transcript) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", t.say("web.transcript", "name", t.name), t.say("web.times", "zone", t.zone))
	for _, e := range t.entries {
		fmt.Fprintf(&b, "\n[%s] %s\n", t.at(e), t.who(e))
		if e.Text != "" {
			fmt.Fprintln(&b, t.words(e))
		}
		for _, line := range t.elements(e) {
			fmt.Fprintln(&b, "– "+line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// words are an entry's text without markup. What the customer said is as she typed it.
func (t transcript) words(e bot.Entry) string {
	if e.Author == bot.ByCustomer {
		return e.Text
	}
	return channels.Plain(e.Text)
}

// at is when an entry was said, as it is written in the transcript's language.
func (t transcript) at(e bot.Entry) string {
	return e.At.In(t.zone).Format(t.say("web.date") + ", " + t.say("web.time"))
}

func (t transcript) media(kind bot.ElementKind, m bot.Media) string {
	what := t.say("web.file")
	if kind == bot.ElementImage {
		what = t.say("web.image")
	}
	return what + ": " + cmp.Or(m.Name, m.Alt, m.URL)
}

func (t transcript) source(n int, c bot.Citation) string {
	line := fmt.Sprintf("%s [%d]: %s", t.say("web.source"), n, c.Title)
	if c.URL != "" {
		line += " (" + c.URL + ")"
	}
	return line
}

func cardText(c bot.Card) string {
	if c.Text == "" {
		return c.Title
	}
	return c.Title + ": " + channels.Plain(c.Text)
}

func placeText(p bot.Place) string {
	at := fmt.Sprintf("%.5f, %.5f", p.Latitude, p.Longitude)
	if name := strings.Join(strings.Fields(p.Name+" "+p.Address), " "); name != "" {
		return name + " (" + at + ")"
	}
	return at
}

// A written line is one of a transcript in JSON.
type writtenLine struct {
	At        time.Time      `json:"at"`
	Author    bot.Author     `json:"author"`
	Name      string         `json:"name"`
	Text      string         `json:"text,omitempty"`
	Citations []bot.Citation `json:"citations,omitempty"`
	Elements  []string       `json:"elements,omitempty"`
}

func writeJSON(w io.Writer, t transcript) error {
	lines := []writtenLine{}
	for _, e := range t.entries {
		cited := e.Citations
		e.Citations = nil
		lines = append(lines, writtenLine{At: e.At.In(t.zone), Author: e.Author, Name: t.who(e), Text: e.Text, Citations: cited, Elements: t.elements(e)})
	}
	encode := json.NewEncoder(w)
	encode.SetIndent("", "  ")
	encode.SetEscapeHTML(false) // it is a file, not a page
	return encode.Encode(struct {
		Conversation string        `json:"conversation"`
		Language     string        `json:"language"`
		Entries      []writtenLine `json:"entries"`
	}{t.conversation.ID, t.language, lines})
}

var sheet = template.Must(template.New("transcript").Parse(`<!doctype html>
<html lang="{{.Language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #16262d; background: #fff }
h1 { font-size: 1.4rem; margin-bottom: 0 }
.zone, time { color: #4d626c; font-size: .85rem }
article { margin: 1.5rem 0; break-inside: avoid }
h2 { font-size: 1rem; margin: 0 }
p { margin: .25rem 0; white-space: pre-line; overflow-wrap: anywhere }
ul { margin: .25rem 0; color: #4d626c; overflow-wrap: anywhere }
.customer { margin-inline-start: 3rem }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<p class="zone">{{.Zone}}</p>
{{range .Lines}}<article class="{{.Author}}">
<h2>{{.Name}} <time datetime="{{.ISO}}">{{.At}}</time></h2>
{{with .Text}}<p>{{.}}</p>
{{end}}{{with .Elements}}<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>
{{end}}</article>
{{end}}</body>
</html>
`))

func writeHTML(w io.Writer, t transcript) error {
	type line struct {
		Author, Name, At, ISO, Text string
		Elements                    []string
	}
	var lines []line
	for _, e := range t.entries {
		lines = append(lines, line{string(e.Author), t.who(e), t.at(e), e.At.In(t.zone).Format(time.RFC3339), t.words(e), t.elements(e)})
	}
	return sheet.Execute(w, map[string]any{
		"Language": t.language, "Title": t.say("web.transcript", "name", t.name), "Zone": t.say("web.times", "zone", t.zone), "Lines": lines,
	})
}
