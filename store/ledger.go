package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// trace is what a turn keeps beside its entries: what it heard and why it did what it did.
type trace struct {
	Conversation string            `json:"conversation"`
	Channel      string            `json:"channel,omitempty"`
	Address      string            `json:"address,omitempty"`
	Customer     string            `json:"customer,omitempty"`
	Rights       *bot.Rights       `json:"rights,omitempty"`
	Owner        bot.Owner         `json:"owner"` // after the turn
	Stood        *standing         `json:"stood,omitempty"`
	Key          string            `json:"key,omitempty"`
	After        *bot.Conversation `json:"after,omitempty"` // of an act: what it made of the conversation; other turns can be run again
	Heard        []bot.Utterance   `json:"heard,omitempty"`
	Event        *bot.Event        `json:"event,omitempty"`
	Wake         *bot.Wake         `json:"wake,omitempty"`
	Attempt      int               `json:"attempt,omitempty"`
	Decision     bot.Decision      `json:"decision"`
	Exchanges    []bot.Exchange    `json:"exchanges,omitempty"`
}

// Commit implements [bot.Ledger].
func (s *Store) Commit(ctx context.Context, t *bot.Turn) error {
	r, err := newRecord(t)
	if err != nil {
		return fmt.Errorf("commit turn %s: %w", t.ID, err)
	}
	if err := s.write(ctx, func(x tx) error { return s.commit(x, t, r) }, func() { s.hot.committed(r.conversation, t.Claims) }); err != nil {
		if errors.Is(err, bot.ErrConflict) || errors.Is(err, bot.ErrDuplicate) {
			return err
		}
		return fmt.Errorf("commit turn %s: %w", t.ID, err)
	}
	t.Conversation.Version++
	if t.Key == "" {
		if _, local := s.leases.(*localLeases); local {
			return s.leases.drop(ctx, t.Conversation.ID)
		}
	}
	return nil
}

// A record is a turn as the tables keep it. It is made outside the transaction, so that nothing slow happens within.
type record struct {
	conversation bot.Conversation
	body         string
	entries      string
	trace        string
	team         string
}

func newRecord(t *bot.Turn) (record, error) {
	r := record{conversation: t.Conversation}
	r.conversation.Version++
	body, err := json.Marshal(r.conversation)
	if err != nil {
		return r, err
	}
	entries, err := json.Marshal(t.Entries)
	if err != nil {
		return r, err
	}
	why := trace{
		Conversation: t.Conversation.ID, Channel: t.Conversation.Channel, Address: t.Conversation.Address, Customer: t.Conversation.Customer,
		Owner: t.Conversation.Owner, Key: t.Key, Heard: t.Heard, Event: t.Event, Wake: t.Wake, Rights: t.Rights,
		Attempt: t.Attempt, Decision: t.Decision, Exchanges: t.Exchanges,
	}
	if t.Key != "" {
		why.After = &r.conversation
	} else {
		why.Stood = stands(t)
	}
	whole, err := json.Marshal(why)
	if err != nil {
		return r, err
	}
	if t.Conversation.Handoff != nil {
		r.team = t.Conversation.Handoff.Team
	}
	r.body, r.entries, r.trace = string(body), string(entries), string(whole)
	return r, nil
}

func (s *Store) commit(x tx, t *bot.Turn, r record) error {
	if err := saveConversation(x, r); err != nil {
		return err
	}
	if err := answerInbox(x, t); err != nil {
		return err
	}
	if _, err := x.exec(`INSERT INTO turn (conversation, seq, version, id, at, entries, trace) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.conversation.ID, r.conversation.Seq, r.conversation.Version, t.ID, t.Now.UnixMilli(), r.entries, r.trace); err != nil {
		return err
	}
	if err := saveWakes(x, t); err != nil {
		return err
	}
	if err := saveDeliveries(x, t); err != nil {
		return err
	}
	if t.Key != "" {
		return nil // an act holds no lease
	}
	return s.leases.drops(x, r.conversation.ID)
}

func saveConversation(x tx, r record) error {
	c := r.conversation
	var n int64
	var err error
	if c.Version == 1 {
		n, err = x.exec(`INSERT INTO conversation (id, version, owner, agent, team, customer, epoch, updated, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO NOTHING`,
			c.ID, c.Version, string(c.Owner), c.Agent, r.team, c.Customer, c.Epoch, c.Updated.UnixMilli(), r.body)
	} else {
		n, err = x.exec(`UPDATE conversation SET version = ?, owner = ?, agent = ?, team = ?, customer = ?, epoch = ?, updated = ?, body = ?
			WHERE id = ? AND version = ?`,
			c.Version, string(c.Owner), c.Agent, r.team, c.Customer, c.Epoch, c.Updated.UnixMilli(), r.body, c.ID, c.Version-1)
	}
	if err == nil && n == 0 {
		return bot.ErrConflict
	}
	return err
}

// answerInbox marks what the turn answers. The words stay in the transcript; the inbox keeps only that they were there.
func answerInbox(x tx, t *bot.Turn) error {
	for _, id := range t.Claims {
		n, err := x.exec(`UPDATE inbox SET seq = ?, body = '' WHERE id = ? AND seq IS NULL`, t.Conversation.Seq, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return bot.ErrDuplicate
		}
	}
	if t.Key == "" {
		return nil
	}
	n, err := x.exec(`INSERT INTO inbox (channel, key, conversation, ready, seq, body) VALUES (?, ?, ?, ?, ?, '') ON CONFLICT (channel, key) DO NOTHING`,
		bot.ActChannel, t.Key, t.Conversation.ID, t.Now.UnixMilli(), t.Conversation.Seq)
	if err == nil && n == 0 {
		return bot.ErrDuplicate
	}
	return err
}

func saveWakes(x tx, t *bot.Turn) error {
	if t.Wake != nil {
		n, err := x.exec(`DELETE FROM wake WHERE conversation = ? AND name = ? AND due = ?`, t.Conversation.ID, t.Wake.Name, t.Wake.Due.UnixMilli())
		if err != nil {
			return err
		}
		if n == 0 {
			return bot.ErrDuplicate
		}
	}
	for _, w := range t.Wakes {
		var err error
		if w.Due.IsZero() {
			_, err = x.exec(`DELETE FROM wake WHERE conversation = ? AND name = ?`, t.Conversation.ID, w.Name)
		} else {
			_, err = x.exec(`INSERT INTO wake (conversation, name, due) VALUES (?, ?, ?)
				ON CONFLICT (conversation, name) DO UPDATE SET due = excluded.due, attempts = 0`, t.Conversation.ID, w.Name, w.Due.Add(time.Millisecond-1).UnixMilli()) // never too early
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Conversation implements [bot.Ledger].
func (s *Store) Conversation(ctx context.Context, id string) (c bot.Conversation, err error) {
	if c, ok := s.hot.conversation(id); ok {
		return c, nil
	}
	var body []byte
	err = s.reader(ctx).row(`SELECT body FROM conversation WHERE id = ?`, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return c, bot.ErrNothing
	}
	if err != nil {
		return c, fmt.Errorf("conversation %s: %w", id, err)
	}
	return c, json.Unmarshal(body, &c)
}

// Transcript implements [bot.Ledger].
func (s *Store) Transcript(ctx context.Context, conversation string, after int64) ([]bot.Entry, error) {
	var all []bot.Entry
	rows, err := s.reader(ctx).rows(`SELECT entries FROM turn WHERE conversation = ? AND seq > ? ORDER BY seq, version`, conversation, after)
	err = each(rows, err, func(r *sql.Rows) error {
		var raw []byte
		if err := r.Scan(&raw); err != nil {
			return err
		}
		var entries []bot.Entry
		if err := json.Unmarshal(raw, &entries); err != nil {
			return err
		}
		for _, e := range entries {
			if e.Seq > after {
				all = append(all, e)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("transcript of %s: %w", conversation, err)
	}
	return all, nil
}

// Turns implements [bot.Ledger].
func (s *Store) Turns(ctx context.Context, conversation string) ([]*bot.Turn, error) {
	var all []*bot.Turn
	rows, err := s.reader(ctx).rows(`SELECT id, at, entries, trace FROM turn WHERE conversation = ? ORDER BY seq, version`, conversation)
	err = each(rows, err, func(r *sql.Rows) error {
		t, err := scanTurn(r)
		all = append(all, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("turns of %s: %w", conversation, err)
	}
	return all, nil
}

// scanTurn reads a turn as it was committed. Its conversation is the whole state only for an act; else what the turn itself tells:
// where it stood, without the values of slots.
func scanTurn(row interface{ Scan(...any) error }) (*bot.Turn, error) {
	var at int64
	var entries, why []byte
	t := &bot.Turn{}
	if err := row.Scan(&t.ID, &at, &entries, &why); err != nil {
		return nil, err
	}
	var tr trace
	if err := errors.Join(json.Unmarshal(entries, &t.Entries), json.Unmarshal(why, &tr)); err != nil {
		return nil, fmt.Errorf("turn %s: %w", t.ID, err)
	}
	t.Now = time.UnixMilli(at).UTC()
	t.Conversation = bot.Conversation{ID: tr.Conversation, Channel: tr.Channel, Address: tr.Address, Customer: tr.Customer, Owner: tr.Owner}
	if tr.After != nil {
		t.Conversation = *tr.After
	}
	tr.Stood.onto(t)
	t.Key, t.Heard, t.Event, t.Wake, t.Rights, t.Attempt = tr.Key, tr.Heard, tr.Event, tr.Wake, tr.Rights, tr.Attempt
	t.Decision, t.Exchanges = tr.Decision, tr.Exchanges
	return t, nil
}
