package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// noteSign begins what stays among agents.
const noteSign = "//"

// wrote deals with what an agent wrote: words of the one who has the conversation go to the customer; everything else is a note.
func (d *Desk) wrote(ctx context.Context, one deed, h *handoff, m member) error {
	text := d.named(strings.TrimSpace(one.Text))
	note, isNote := strings.CutPrefix(text, noteSign)
	switch {
	case h.over():
		return d.tell(ctx, m, h, "over")
	case takes[strings.ToLower(strings.Trim(text, ".! "))]:
		return d.take(ctx, one, h, m)
	case isNote:
		return d.put(ctx, one, h, m, ActNote, strings.TrimSpace(note))
	case text == "" && one.Files:
		return d.tell(ctx, m, h, "files")
	}
	c, err := d.Floor.Conversation(ctx, h.Conversation)
	if err != nil && !errors.Is(err, bot.ErrNothing) {
		return fmt.Errorf("look for conversation %s: %w", h.Conversation, err)
	}
	if c.Owner == bot.OwnerAgent && c.Agent == m.Agent.ID {
		err := d.put(ctx, one, h, m, ActReply, text)
		if _, taken := errors.AsType[*OwnedError](err); !taken {
			return err
		}
	}
	if err := d.put(ctx, one, h, m, ActNote, text); err != nil || c.Owner != bot.OwnerQueue {
		return err
	}
	return d.tell(ctx, m, h, "take first")
}

// put says or notes an agent's words and marks which of the two it was.
func (d *Desk) put(ctx context.Context, one deed, h *handoff, m member, kind ActKind, text string) error {
	if text == "" {
		return nil
	}
	entries, err := d.act(ctx, one, h, m, kind, text)
	if errors.Is(err, bot.ErrNothing) {
		return d.tell(ctx, m, h, "over")
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Author == bot.ByAgent {
			if h.Written == nil {
				h.Written = map[string]written{}
			}
			h.Written[one.About] = written{Seq: e.Seq, Note: e.Note}
			kind = map[bool]ActKind{true: ActNote, false: ActReply}[e.Note] // the first time counts
		}
	}
	if err := d.handoffs.save(ctx, h); err != nil {
		delete(h.Written, one.About) // what is not kept is done again
		return err
	}
	if err := d.react(ctx, one.About, markOf(kind == ActNote)); err != nil {
		return err
	}
	if one.Files {
		return d.tell(ctx, m, h, "files")
	}
	return nil
}

// markOf is the reaction by which an agent sees what became of the words.
func markOf(note bool) string {
	if note {
		return noteReaction
	}
	return saidReaction
}

// note makes a note of what somebody wrote, because an agent marked it as one.
func (d *Desk) note(ctx context.Context, one deed, h *handoff, m member) error {
	if h.over() {
		return d.tell(ctx, m, h, "over")
	}
	return d.put(ctx, one, h, m, ActNote, d.named(strings.TrimSpace(one.Text)))
}

// remark deals with what came again, or was marked as a note when it had had its effect.
func (d *Desk) remark(ctx context.Context, one deed, h *handoff, w written) error {
	if one.Kind != deedMarked {
		return d.react(ctx, one.About, markOf(w.Note))
	}
	if w.Note {
		return nil
	}
	m, err := d.member(ctx, one.User)
	if err != nil && !errors.Is(err, errNobody) {
		return err
	}
	return d.tell(ctx, m, h, "said already")
}

// revised deals with words that were changed or taken back here. What the customer has read stays read; a note is noted anew.
func (d *Desk) revised(ctx context.Context, one deed, h *handoff, m member) error {
	w, ok := h.Written[one.About]
	switch {
	case !ok:
		return nil
	case !w.Note && one.Kind == deedChanged:
		return d.tell(ctx, m, h, "said already")
	case !w.Note:
		return d.tell(ctx, m, h, "said for good")
	case one.Kind == deedDeleted:
		return d.tell(ctx, m, h, "noted for good")
	}
	text := strings.TrimSpace(strings.TrimPrefix(d.named(one.Text), noteSign))
	one.About = one.Key // the note of the change is another one
	entries, err := d.act(ctx, one, h, m, ActNote, d.say(d.Language, "changed", "text", text))
	if errors.Is(err, bot.ErrNothing) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		h.Written[one.About] = written{Seq: e.Seq, Note: true}
	}
	if err := d.handoffs.save(ctx, h); err != nil {
		delete(h.Written, one.About)
		return err
	}
	return nil
}
