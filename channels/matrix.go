package channels

import (
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// kinds are the rows of the element matrix.
var kinds = []bot.ElementKind{
	bot.ElementText, bot.ElementChoice, bot.ElementCard, bot.ElementList, bot.ElementCarousel, bot.ElementImage, bot.ElementFile,
	bot.ElementForm, bot.ElementDate, bot.ElementLocation, bot.ElementContact, bot.ElementCitation, bot.ElementNotice, bot.ElementTyping,
}

// degraded says what Degrade makes of an element that a channel does not have.
var degraded = map[bot.ElementKind]string{
	bot.ElementText:     "text",
	bot.ElementChoice:   "a numbered list; a typed label counts",
	bot.ElementCard:     "bold title, text and link; its choices become quick replies",
	bot.ElementList:     "a numbered list; its choices become quick replies",
	bot.ElementCarousel: "a numbered list; its choices become quick replies",
	bot.ElementImage:    "a link with what the picture shows",
	bot.ElementFile:     "a link with the file's name",
	bot.ElementForm:     "one question after the other",
	bot.ElementDate:     "a line that says how to write a date",
	bot.ElementLocation: "name, address and a link to a map",
	bot.ElementContact:  "name, phone number and e-mail address",
	bot.ElementCitation: "marks in the text, sources listed below",
	bot.ElementNotice:   "text",
	bot.ElementTyping:   "not shown",
}

// Matrix writes what each channel shows of each element, and the limits of channels, as two Markdown tables.
func Matrix(all []bot.Capabilities) string {
	var b strings.Builder
	row(&b, "element", all, func(c bot.Capabilities) string { return c.Channel })
	b.WriteString(strings.Repeat("| --- ", len(all)+1) + "|\n")
	for _, kind := range kinds {
		row(&b, string(kind), all, func(c bot.Capabilities) string { return shown(c, kind) })
	}
	b.WriteString("\n")
	row(&b, "limit", all, func(c bot.Capabilities) string { return c.Channel })
	b.WriteString(strings.Repeat("| --- ", len(all)+1) + "|\n")
	for _, l := range limits {
		row(&b, l.name, all, l.of)
	}
	return b.String()
}

func row(b *strings.Builder, name string, all []bot.Capabilities, cell func(bot.Capabilities) string) {
	b.WriteString("| " + name)
	for _, c := range all {
		b.WriteString(" | " + strings.ReplaceAll(cell(c), "|", `\|`))
	}
	b.WriteString(" |\n")
}

// shown is one cell: how the channel shows an element, or what it becomes there, and its bounds.
func shown(c bot.Capabilities, kind bot.ElementKind) string {
	s := c.Shows[kind]
	cell := s.As
	if !s.Native {
		if cell == "" {
			cell = degraded[kind]
		}
		if kind != bot.ElementText && kind != bot.ElementNotice {
			cell = "→ " + cell
		}
	}
	if cell == "" {
		cell = "yes"
	}
	for _, l := range s.Limits {
		cell += fmt.Sprintf("; %s: at most %d, then %s", l.Of, l.Most, l.Then)
	}
	return cell
}

// limits are the rows of the second table.
var limits = []struct {
	name string
	of   func(bot.Capabilities) string
}{
	{"replies are", func(c bot.Capabilities) string { return either(c.Push, "sent", "fetched") }},
	{"after a time-out", afterTimeout},
	{"text, UTF-16 units", func(c bot.Capabilities) string { return count(int64(c.Text), "then split") }},
	{"quick replies", func(c bot.Capabilities) string { return count(int64(c.Choices), "then listed as text") }},
	{"label, UTF-16 units", func(c bot.Capabilities) string { return count(int64(c.ChoiceText), "then cut") }},
	{"payload, bytes", func(c bot.Capabilities) string {
		return count(int64(c.ChoicePayload), "then "+either(c.Push, "kept by reference", "refused"))
	}},
	{"file from the customer", func(c bot.Capabilities) string { return size(c.Upload) }},
	{"file to the customer", download},
	{"pace to one address", func(c bot.Capabilities) string { return every(c.Pace.Address) }},
	{"pace in all", func(c bot.Capabilities) string { return every(c.Pace.Channel) }},
	{"may be sent first", func(c bot.Capabilities) string { return either(c.Push, "at any time", "it waits until it is fetched") }},
	{"edits and deletions", func(c bot.Capabilities) string { return either(c.Edits, "reported", "not reported") }},
	{"read receipts", func(c bot.Capabilities) string { return either(c.Receipts, "yes", "no") }},
}

func either(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}

func afterTimeout(c bot.Capabilities) string {
	if !c.Push {
		return "–"
	}
	return either(c.Once, "never sent again (at most once)", "looked up or repeated under the same key (at least once)")
}

func download(c bot.Capabilities) string {
	if c.Download == 0 {
		return "no limit"
	}
	return size(c.Download)
}

func count(n int64, then string) string {
	if n == 0 {
		return "no limit"
	}
	return fmt.Sprintf("%d, %s", n, then)
}

func size(bytes int64) string {
	switch {
	case bytes == 0:
		return "none"
	case bytes%(1<<20) == 0:
		return fmt.Sprintf("%d MB", bytes>>20)
	}
	return fmt.Sprintf("%d kB", bytes>>10)
}

func every(d time.Duration) string {
	switch {
	case d == 0:
		return "no limit"
	case d < time.Second:
		return fmt.Sprintf("%d a second", time.Second/d)
	}
	return "one every " + d.String()
}
