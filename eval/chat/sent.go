package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"path"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/near"
)

// filling is "fills     serial=AB123456 | bought=gestern": the customer fills in the form that is shown and sends it.
type filling struct {
	values map[string]string
	names  []string // as written
}

func parseFilling(text string) (move, *bot.Fault) {
	f := filling{values: map[string]string{}}
	for _, part := range strings.Split(text, "|") {
		name, value, found := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if !found || name == "" {
			return nil, fault("cannot read the field "+quoted(strings.TrimSpace(part)), "write fields like name=Anna | mail=anna@example.com")
		}
		f.values[name] = strings.TrimSpace(value)
		f.names = append(f.names, name)
	}
	return f, nil
}

// do sends the form. Of one that is not shown, or has no such field, nothing is sent.
func (f filling) do(ctx context.Context, s *stage) ([]*bot.Turn, string, error) {
	if s.form == nil {
		return nil, "no form is shown", nil
	}
	var known []string
	for _, field := range s.form.Fields {
		known = append(known, field.Name)
	}
	for _, name := range f.names {
		if !slices.Contains(known, name) {
			return nil, fmt.Sprintf("the form has no field %q (%s)", name, near.Remedy(name, known)), nil
		}
	}
	return one(s.Say(ctx, bot.Inbound{Payload: bot.FilledForm(s.form.ID, f.values)}))
}

// sending is "sends     photo.jpg", or `sends     {"kind": "location", ...}`: a file the customer sends, or what else she can.
type sending struct{ element bot.Element }

func parseSending(text string) (move, *bot.Fault) {
	if strings.HasPrefix(text, "{") {
		var e bot.Element
		if json.Unmarshal([]byte(text), &e) != nil || e.Kind == "" {
			return nil, fault("cannot read what is sent", straight(text, `write it like {"kind": "location", "place": {"latitude": 53.5, "longitude": 10}}`))
		}
		return sending{e}, nil
	}
	kind, _, _ := mime.ParseMediaType(mime.TypeByExtension(path.Ext(text)))
	if kind == "" {
		return nil, fault("no file is called "+quoted(text), "write a name with its ending, such as photo.jpg")
	}
	m := bot.Media{ID: text, Name: text, Type: kind, Size: 1 << 10}
	return sending{bot.Element{Kind: m.Kind(), Media: &m}}, nil
}

func (s sending) do(ctx context.Context, t *stage) ([]*bot.Turn, string, error) {
	return one(t.Say(ctx, bot.Inbound{Elements: []bot.Element{s.element}}))
}

// rating is "rates     helpful" or "rates     unhelpful": what the customer says of the last reply that she is asked about. Words
// of hers may follow.
type rating struct {
	helpful bool
	text    string
}

func parseRating(text string) (move, *bot.Fault) {
	judged, words, _ := strings.Cut(text, " ")
	return rating{judged == "helpful", strings.TrimSpace(words)}, oneOf("rating", judged, []string{"helpful", "unhelpful"})
}

func (r rating) do(ctx context.Context, s *stage) ([]*bot.Turn, string, error) {
	if s.rated == 0 {
		return nil, "no reply asks whether it helped", nil
	}
	f := bot.Feedback{Seq: s.rated, Helpful: r.helpful, Text: r.text}
	return one(s.Say(ctx, bot.Inbound{Event: bot.NewEvent(bot.EventFeedback, f)}))
}

// crossing is "channel   telegram": the customer goes on there, and has shown that it is her.
type crossing struct{ channel string }

func parseCrossing(text string) (move, *bot.Fault) {
	if text == "" || strings.ContainsAny(text, " \t") {
		return nil, fault("channel "+quoted(text)+" is no name of a channel", "write one, such as web, telegram or slack")
	}
	return crossing{text}, nil
}

func (c crossing) do(ctx context.Context, s *stage) ([]*bot.Turn, string, error) {
	return one(s.Say(ctx, bot.Inbound{Channel: c.channel, Event: bot.NewEvent(bot.EventLinked, struct{}{})}))
}
