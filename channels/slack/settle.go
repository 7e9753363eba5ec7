package slack

import (
	"context"
	"time"

	slackapi "github.com/slack-go/slack"
)

// patience is how long it may take to show what was done, once Slack has its answer.
const patience = 10 * time.Second

// settle replaces the block that was pressed by what was chosen. It is best effort: what was pressed is heard already.
func (c *Channel) settle(ctx context.Context, p press, text string) {
	c.replace(ctx, p.place, p.Message.Msg, p.ts, p.group(), text)
}

// replace changes one block of a post. A section keeps its text and loses what it had beside it.
func (c *Channel) replace(ctx context.Context, where place, post slackapi.Msg, ts, block, text string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	blocks, found := replaced(post.Blocks.BlockSet, block, text)
	if !found {
		return
	}
	api, err := c.workspaces.of(ctx, where.team)
	if err == nil {
		options := []slackapi.MsgOption{slackapi.MsgOptionText(post.Text, false), slackapi.MsgOptionBlocks(blocks...)}
		if post.Metadata.EventType != "" {
			options = append(options, slackapi.MsgOptionMetadata(post.Metadata))
		}
		_, _, _, err = api.UpdateMessageContext(ctx, where.channel, ts, options...)
	}
	if err != nil {
		c.Log.Warn("slack post not updated after it was answered", "route", where.route(), "post", ts, "error", cause(err))
	}
}

func replaced(blocks []slackapi.Block, id, text string) (all []slackapi.Block, found bool) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *slackapi.SectionBlock:
			if b.BlockID == id {
				kept := *b
				kept.Accessory, kept.BlockID = nil, ""
				all, found = append(all, &kept, remark(text)), true
				continue
			}
		case *slackapi.CarouselBlock:
			if changed, ok := answered(b.Elements, id, text); ok {
				all, found = append(all, slackapi.NewCarouselBlock(changed...)), true
				continue
			}
		case *slackapi.CardBlock:
			if changed, ok := answered([]*slackapi.CardBlock{b}, id, text); ok {
				all, found = append(all, changed[0]), true
				continue
			}
		default:
			if b.ID() == id {
				all, found = append(all, remark(text)), true
				continue
			}
		}
		all = append(all, b)
	}
	return all, found
}

// answered takes the buttons off one of the cards and says below it what was chosen.
func answered(cards []*slackapi.CardBlock, id, text string) (all []*slackapi.CardBlock, found bool) {
	for _, card := range cards {
		if card.BlockID == id {
			kept := *card
			kept.Actions, kept.BlockID, kept.Subtext = nil, "", mrkdwn(escape(text))
			card, found = &kept, true
		}
		all = append(all, card)
	}
	return all, found
}

// notYours tells her who pressed somebody else's button that it does nothing, and nobody else.
func (c *Channel) notYours(ctx context.Context, p press) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	language := c.language(ctx, p.team, p.User.ID)
	api, err := c.workspaces.of(ctx, p.team)
	if err == nil {
		_, err = api.PostEphemeralContext(ctx, p.channel, p.User.ID,
			slackapi.MsgOptionText(c.Phrases.Say(language, "slack.not_yours", ""), true), slackapi.MsgOptionTS(p.thread))
	}
	if err != nil {
		c.Log.Debug("slack ephemeral not posted", "route", p.route(), "error", cause(err))
	}
}

// language is that of a person's Slack, for words that belong to no conversation.
func (c *Channel) language(ctx context.Context, team, user string) string {
	locale := c.people.locale(ctx, team, user)
	return locale[:min(2, len(locale))]
}
