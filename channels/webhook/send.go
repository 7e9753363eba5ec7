package webhook

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// The types of what is posted from here.
const (
	TypeReply  = "reply"
	TypeTyping = "typing" // an answer is being written; Said has the address alone
)

// Said is the data of what is posted from here.
type Said struct {
	Address      string     `json:"address"`
	Conversation string     `json:"conversation,omitempty"`
	Seq          int64      `json:"seq,omitempty"`
	Author       bot.Author `json:"author,omitempty"` // bot, agent or system
	Name         string     `json:"name,omitempty"`   // an agent's
	Language     string     `json:"language,omitempty"`
	Reply        *bot.Reply `json:"reply,omitempty"`
	Files        []File     `json:"files,omitempty"`
}

// A File is the content of a kept file that the reply shows.
type File struct {
	ID      string `json:"id"` // of the element's media
	Content []byte `json:"content"`
}

// Render gives what Send posts, without the content of files.
func (c *Channel) Render(d bot.Delivery) (calls []channels.Call, err error) {
	for _, e := range c.envelopes(d) {
		calls = append(calls, channels.Call{Method: http.MethodPost, Body: e})
	}
	return calls, nil
}

func (c *Channel) envelopes(d bot.Delivery) (all []Envelope[Said]) {
	for _, part := range channels.Degrade(d.Reply, c.Capabilities(), c.Phrases, d.Language) {
		all = append(all, Envelope[Said]{Type: TypeReply, Timestamp: d.At.UTC(), Data: Said{
			Address: d.Address, Conversation: d.Conversation, Seq: d.Seq, Author: d.Author, Name: d.Name, Language: d.Language, Reply: &part,
		}})
	}
	return all
}

// Send implements [bot.Channel]. Each part has the same webhook-id each time, by which the receiver knows it again: so what may
// have arrived is sent again, too.
func (c *Channel) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	for i, e := range c.envelopes(d) {
		if err := c.attach(ctx, &e.Data); err != nil {
			return bot.Receipt{}, err
		}
		id := d.Key
		if i > 0 {
			id += "-" + strconv.Itoa(i+1)
		}
		if err := c.post(ctx, id, e); err != nil {
			return bot.Receipt{}, err
		}
	}
	return bot.Receipt{ID: d.Key}, nil
}

// Typing implements [bot.Typist].
func (c *Channel) Typing(ctx context.Context, address string) error {
	now := c.Now().UTC()
	return c.post(ctx, bot.ID(TypeTyping, address, now.String()), Envelope[Said]{Type: TypeTyping, Timestamp: now, Data: Said{Address: address}})
}

// attach adds the content of kept files. Their size was looked at before.
func (c *Channel) attach(ctx context.Context, s *Said) error {
	for _, e := range s.Reply.Elements {
		if e.Media == nil || e.Media.ID == "" || c.Files == nil {
			continue
		}
		_, _, content, err := c.Files.File(ctx, e.Media.ID)
		if err != nil {
			return &bot.SendError{Kind: bot.SendRefused, Err: fmt.Errorf("open file %s: %w", e.Media.ID, err)}
		}
		b, err := io.ReadAll(io.LimitReader(content, maxFile))
		_ = content.Close()
		if err != nil {
			return &bot.SendError{Kind: bot.SendRetry, Err: fmt.Errorf("read file %s: %w", e.Media.ID, err)}
		}
		s.Files = append(s.Files, File{ID: e.Media.ID, Content: b})
	}
	return nil
}

func (c *Channel) post(ctx context.Context, id string, e Envelope[Said]) error {
	body, err := json.Marshal(e)
	if err != nil {
		return &bot.SendError{Kind: bot.SendRefused, Err: fmt.Errorf("write down delivery %s: %w", id, err)}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(body))
	if err != nil {
		return &bot.SendError{Kind: bot.SendRefused, Err: channels.Bare(err)}
	}
	r.Header.Set("Content-Type", "application/json")
	c.secret.Sign(r.Header, id, c.Now(), body)
	answer, err := c.client.Do(r)
	if err != nil {
		return &bot.SendError{Kind: bot.SendRetry, Err: fmt.Errorf("post delivery %s: %w", id, channels.Bare(err))}
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 4<<10) // so that the connection can be used again
	failed := channels.Answered("post delivery "+id, answer, c.Now())
	switch {
	case failed == nil:
		return nil
	case answer.StatusCode == http.StatusServiceUnavailable:
		failed.Wide = true
	case answer.StatusCode == http.StatusUnauthorized: // the secrets differ: nothing is lost if somebody sets them right within the day
		failed.Kind, failed.RetryAfter, failed.Wide = bot.SendRetry, refusedPause, true
	}
	return failed
}

// refusedPause is how long everything waits when the other side does not take our signatures.
const refusedPause = 5 * time.Minute
