package slackfake

import (
	"encoding/json"
	"sort"
	"strings"
)

// A Post is something that stands in a channel.
type Post struct {
	Channel  string          `json:"channel"`
	TS       string          `json:"ts"`
	Thread   string          `json:"thread_ts,omitempty"`
	User     string          `json:"user"`
	Bot      string          `json:"bot_id,omitempty"`
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks,omitempty"`
	Metadata json.RawMessage `json:"metadata,omitempty"`
	Files    []*File         `json:"files,omitempty"`

	To      string `json:"-"` // of an ephemeral post: the only one who sees it
	Changed int    `json:"-"` // how often it was updated
	Deleted bool   `json:"-"`
}

// Posts lists what stands in a channel, or in one of its threads, oldest first: the bot's and everybody's.
func (s *Slack) Posts(channel, thread string) (all []Post) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.posts {
		if p.Channel == channel && !p.Deleted && (thread == "" || p.Thread == thread || p.TS == thread) {
			all = append(all, *p)
		}
	}
	return all
}

// Said lists what the bot posted in a channel, or in one of its threads.
func (s *Slack) Said(channel, thread string) (all []Post) {
	for _, p := range s.Posts(channel, thread) {
		if p.Bot != "" {
			all = append(all, p)
		}
	}
	return all
}

func (s *Slack) postMessage(r request) (map[string]any, error) {
	p := &Post{
		Channel: r.is("channel"), Thread: r.is("thread_ts"), User: BotUser, Bot: Bot, Text: r.is("text"),
		Blocks: json.RawMessage(r.is("blocks")), Metadata: json.RawMessage(r.is("metadata")),
	}
	if p.Channel == "" {
		return nil, refusal("channel_not_found")
	}
	if err := within(p.Text, p.Blocks); err != nil {
		return nil, err
	}
	s.put(p)
	return map[string]any{"channel": p.Channel, "ts": p.TS, "message": p}, nil
}

func (s *Slack) postEphemeral(r request) (map[string]any, error) {
	p := &Post{Channel: r.is("channel"), Thread: r.is("thread_ts"), User: BotUser, Bot: Bot, Text: r.is("text"), Blocks: json.RawMessage(r.is("blocks")), To: r.is("user")}
	if err := within(p.Text, p.Blocks); err != nil {
		return nil, err
	}
	s.put(p)
	return map[string]any{"message_ts": p.TS}, nil
}

// put adds a post. The mutex is held.
func (s *Slack) put(p *Post) {
	if p.TS == "" {
		p.TS = s.stamp()
	}
	if len(p.Blocks) == 0 {
		p.Blocks = nil
	}
	if len(p.Metadata) == 0 {
		p.Metadata = nil
	}
	s.posts = append(s.posts, p)
	sort.SliceStable(s.posts, func(i, j int) bool { return s.posts[i].TS < s.posts[j].TS })
}

func (s *Slack) find(channel, ts string) *Post {
	for _, p := range s.posts {
		if p.Channel == channel && p.TS == ts && !p.Deleted {
			return p
		}
	}
	return nil
}

func (s *Slack) update(r request) (map[string]any, error) {
	p := s.find(r.is("channel"), r.is("ts"))
	if p == nil {
		return nil, refusal("message_not_found")
	}
	if p.Bot == "" {
		return nil, refusal("cant_update_message")
	}
	blocks := json.RawMessage(r.is("blocks"))
	if err := within(r.is("text"), blocks); err != nil {
		return nil, err
	}
	p.Changed++
	p.Text = r.is("text")
	if len(blocks) > 0 {
		p.Blocks = blocks
	}
	if m := r.is("metadata"); m != "" {
		p.Metadata = json.RawMessage(m)
	}
	return map[string]any{"channel": p.Channel, "ts": p.TS, "text": p.Text, "message": p}, nil
}

func (s *Slack) remove(r request) (map[string]any, error) {
	p := s.find(r.is("channel"), r.is("ts"))
	if p == nil {
		return nil, refusal("message_not_found")
	}
	p.Deleted = true
	return map[string]any{"channel": p.Channel, "ts": p.TS}, nil
}

func (s *Slack) permalink(r request) (map[string]any, error) {
	link := "https://lotse.slack.com/archives/" + r.is("channel") + "/p" + strings.ReplaceAll(r.is("message_ts"), ".", "")
	return map[string]any{"channel": r.is("channel"), "permalink": link}, nil
}

func (s *Slack) history(r request) (map[string]any, error) {
	return s.some(r, func(p *Post) bool { return p.Thread == "" || p.Thread == p.TS }, true)
}

func (s *Slack) replies(r request) (map[string]any, error) {
	root := r.is("ts")
	return s.some(r, func(p *Post) bool { return p.Thread == root || p.TS == root }, false)
}

// some lists posts of a channel between two times, in pages. Slack gives a history from its end, and a thread from its root,
// which is there whatever the times.
func (s *Slack) some(r request, mine func(*Post) bool, backwards bool) (map[string]any, error) {
	all := []Post{}
	metadata := r.is("include_all_metadata") == "1" || r.is("include_all_metadata") == "true"
	for _, p := range s.posts {
		if p.Channel != r.is("channel") || p.Deleted || p.To != "" || !mine(p) || !between(r, p.TS) && p.TS != r.is("ts") {
			continue
		}
		one := *p
		if !metadata {
			one.Metadata = nil
		}
		all = append(all, one)
	}
	if backwards {
		sort.SliceStable(all, func(i, j int) bool { return all[i].TS > all[j].TS })
	}
	from := 0
	for i := range all {
		if all[i].TS == r.is("cursor") {
			from = i
		}
	}
	to := min(len(all), from+number(r.is("limit"), 100))
	next := ""
	if to < len(all) {
		next = all[to].TS
	}
	return map[string]any{"messages": all[from:to], "has_more": next != "", "response_metadata": map[string]string{"next_cursor": next}}, nil
}

func between(r request, ts string) bool {
	oldest, latest := r.is("oldest"), r.is("latest")
	if r.is("inclusive") == "1" || r.is("inclusive") == "true" {
		return (oldest == "" || ts >= oldest) && (latest == "" || ts <= latest)
	}
	return (oldest == "" || ts > oldest) && (latest == "" || ts < latest)
}
