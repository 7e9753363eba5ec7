package slack

import (
	"fmt"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// The calls that a delivery is made of.
const (
	callPost   = "chat.postMessage"
	callUpload = "files.upload" // in three requests: where to, the content, to whom
)

// metadataDelivery is the type of the metadata by which a delivery is found again.
const metadataDelivery = "lotse_delivery"

// A post is one chat.postMessage.
type post struct {
	Channel  string                  `json:"channel"`
	Thread   string                  `json:"thread_ts,omitempty"`
	Text     string                  `json:"text"`
	Blocks   []slackapi.Block        `json:"blocks,omitempty"`
	Metadata *slackapi.SlackMetadata `json:"metadata,omitempty"`
}

// An upload is one file, shared where the delivery goes.
type upload struct {
	Channel string `json:"channel_id"`
	Thread  string `json:"thread_ts,omitempty"`
	Name    string `json:"filename"`
	Title   string `json:"title,omitempty"`
	Alt     string `json:"alt_txt,omitempty"`
	File    string `json:"-"` // the ID under which it is kept here
}

// Render makes the calls that Send makes, and sends nothing.
func (c *Channel) Render(d bot.Delivery) ([]channels.Call, error) {
	calls, _, err := c.render(d, Capabilities())
	return calls, err
}

// render makes the calls for a delivery, with as much of Block Kit as the capabilities allow, and says what must be kept for
// what comes back.
func (c *Channel) render(d bot.Delivery, can bot.Capabilities) ([]channels.Call, references, error) {
	to, ok := at(d.Address)
	if !ok {
		return nil, nil, fmt.Errorf("slack delivery %s: its address is none of Slack's", d.Key)
	}
	r := &renderer{phrases: c.Phrases, files: c.Files != nil, d: d, to: to, refs: references{}}
	for i, part := range channels.Degrade(d.Reply, can, c.Phrases, d.Language) {
		r.part(i, part)
	}
	return append(r.calls, r.uploads...), r.refs, nil
}

// A renderer makes the calls for one delivery.
type renderer struct {
	phrases *bot.Phrases
	files   bool // what is kept here can be uploaded
	d       bot.Delivery
	to      place
	refs    references

	blocks  []slackapi.Block // of the post that is being made
	size    int              // of these, in characters
	named   int              // blocks that were given an ID
	calls   []channels.Call
	uploads []channels.Call
}

func (r *renderer) say(key string) string { return r.phrases.Say(r.d.Language, key, "") }

// part renders one part of a reply into one post, or several where Slack takes no more in one.
func (r *renderer) part(i int, part bot.Reply) {
	text := marked(part.Text, part.Citations)
	if r.simple(i, part) && length(text) <= maxSection {
		r.post(text)
		return
	}
	fallback := fallback(part)
	if i == 0 {
		r.author()
	}
	for _, section := range sections(part.Text, part.Citations) {
		if r.d.Author == bot.BySystem {
			r.add(fallback, slackapi.NewContextBlock("", mrkdwn(section)))
			continue
		}
		r.add(fallback, slackapi.NewSectionBlock(mrkdwn(section), nil, nil))
	}
	r.sources(fallback, part)
	for _, e := range part.Elements {
		r.element(fallback, e)
	}
	r.choices(fallback, part.Choices)
	r.rated(fallback, part)
	r.flush(fallback)
}

// simple tells whether a part is text and nothing else: no blocks, nothing that could be refused.
func (r *renderer) simple(i int, part bot.Reply) bool {
	return part.Text != "" && len(part.Citations) == 0 && len(part.Choices) == 0 && len(part.Elements) == 0 && !part.Rated &&
		r.d.Author != bot.BySystem && (i > 0 || r.d.Author != bot.ByAgent || r.d.Name == "")
}

// author says which person is speaking.
func (r *renderer) author() {
	if r.d.Author == bot.ByAgent && r.d.Name != "" {
		r.blocks = append(r.blocks, slackapi.NewContextBlock("", mrkdwn("*"+literal(r.d.Name)+"*")))
	}
}

// add puts blocks that belong together into the post, or into a new one if they do not fit.
func (r *renderer) add(fallback string, blocks ...slackapi.Block) {
	size := 0
	for _, b := range blocks {
		size += room(b)
	}
	if len(r.blocks)+len(blocks) > maxBlocks || r.size+size > maxPost {
		r.flush(fallback)
	}
	r.blocks, r.size = append(r.blocks, blocks...), r.size+size
}

func (r *renderer) flush(fallback string) {
	if len(r.blocks) == 0 {
		return
	}
	r.post(fallback, r.blocks...)
	r.blocks, r.size = nil, 0
}

func (r *renderer) post(text string, blocks ...slackapi.Block) {
	r.calls = append(r.calls, channels.Call{Method: callPost, Body: post{
		Channel: r.to.channel, Thread: r.to.thread, Text: text, Blocks: blocks,
		Metadata: &slackapi.SlackMetadata{EventType: metadataDelivery, EventPayload: map[string]any{"key": r.d.Key, "part": len(r.calls)}},
	}})
}

func (r *renderer) upload(m *bot.Media) {
	name := firstOf(m.Name, "file")
	r.uploads = append(r.uploads, channels.Call{Method: callUpload, Body: upload{
		Channel: r.to.channel, Thread: r.to.thread, Name: name, Title: name, Alt: channels.Shorten(m.Alt, maxAlt), File: m.ID,
	}})
}

// id names a block within its post. Slack sends it back with what was pressed there.
func (r *renderer) id(kind string) string {
	r.named++
	return fmt.Sprintf("%s/%d", kind, r.named)
}

// sections are a text in pieces that each fit into a section.
func sections(text string, citations []bot.Citation) []string {
	for limit := maxSection; ; limit = limit * 2 / 3 {
		var all []string
		longest := 0
		for _, piece := range channels.Split(text, limit) {
			if s := marked(piece, citations); s != "" {
				all, longest = append(all, s), max(longest, length(s))
			}
		}
		if longest <= maxSection || limit < 100 {
			return all
		}
	}
}

// fallback is what notifications and screen readers say instead of the blocks.
func fallback(part bot.Reply) string {
	text := channels.Plain(part.Text)
	for _, e := range part.Elements {
		if text == "" {
			text = nameOf(e)
		}
	}
	for _, ch := range part.Choices {
		if text == "" {
			text = ch.Label
		}
	}
	return escape(channels.Shorten(text, maxFallback))
}

func nameOf(e bot.Element) string {
	switch {
	case len(e.Cards) > 0:
		return e.Cards[0].Title
	case e.Media != nil:
		return firstOf(e.Media.Alt, e.Media.Name)
	case e.Form != nil:
		return e.Form.Title
	}
	return ""
}
