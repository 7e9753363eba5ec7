package slack

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

func TestWhatAgentsWriteBecomesMarkdown(t *testing.T) {
	for name, one := range map[string]struct{ event, want string }{
		"plain notation": {
			event: `{"text": "Hi &lt;3, see <https://x.example/a|this page> and <https://x.example>, <@U0MIA>"}`,
			want:  "Hi <3, see this page (https://x.example/a) and https://x.example, <@U0MIA>",
		},
		"looks": {
			event: `{"text": "x", "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
				{"type": "text", "text": "Take "}, {"type": "text", "text": "two ", "style": {"bold": true}}, {"type": "text", "text": "of", "style": {"italic": true}},
				{"type": "text", "text": " "}, {"type": "text", "text": "these", "style": {"code": true}}, {"type": "link", "url": "https://x.example", "text": "here"},
				{"type": "emoji", "name": "+1", "unicode": "1f44d-1f3fb"}, {"type": "emoji", "name": "our_logo"}, {"type": "user", "user_id": "U0BEN"}, {"type": "broadcast", "range": "here"},
				{"type": "something_new", "text": "!"}]}]}]}`,
			want: "Take **two** _of_ `these`[here](https://x.example)👍🏻:our_logo:<@U0BEN>@here!",
		},
		"lists and listings": {
			event: `{"blocks": [{"type": "rich_text", "elements": [
				{"type": "rich_text_section", "elements": [{"type": "text", "text": "So:\n"}]},
				{"type": "rich_text_list", "style": "ordered", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "off"}]}, {"type": "rich_text_section", "elements": [{"type": "text", "text": "on"}]}]},
				{"type": "rich_text_list", "style": "bullet", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "done"}]}]},
				{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a\nb"}]},
				{"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]}]}]}`,
			want: "So:\n1. off\n2. on\n- done\n`a`\n`b`\nsaid",
		},
		"blocks of others": {event: `{"text": "as it was", "blocks": [{"type": "image"}, 7, {"type": "rich_text", "elements": 5}]}`, want: "as it was"},
	} {
		t.Run(name, func(t *testing.T) {
			var r roomEvent
			if err := json.Unmarshal([]byte(one.event), &r); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(one.want, r.markdown()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWordsToAgentsInBothLanguages(t *testing.T) {
	for name, words := range map[string]bot.Words{"desk": DeskWords} {
		if diff := cmp.Diff(slices.Sorted(maps.Keys(words["de"])), slices.Sorted(maps.Keys(words["en"]))); diff != "" {
			t.Errorf("%s: German and English have different keys:\n%s", name, diff)
		}
	}
	for _, all := range DeskWords {
		for key, words := range all {
			if len(words) != 1 || words[0] == "" {
				t.Errorf("%s has no words", key)
			}
			if strings.HasPrefix(key, "desk.form.") && strings.Count(key, ".") == 2 && channels.Length(words[0]) > 24 && (strings.HasSuffix(key, ".back") || strings.HasSuffix(key, ".close")) {
				t.Errorf("%s is longer than Slack takes for a title: %q", key, words[0])
			}
		}
	}
}

func TestARootOfTheLongestBriefingFits(t *testing.T) {
	long := strings.Repeat("Ünïcödé <&> *x* ", 400)
	b := bot.Briefing{Wants: long + "\n" + long, Gave: long, Flow: long, Slots: map[string]string{}}
	for i := range 40 {
		b.Slots[strings.Repeat("s", i+1)] = long
		b.Tried = append(b.Tried, long)
		b.Sources = append(b.Sources, bot.Evidence{Name: long, Score: 0.5})
	}
	d := &Desk{
		DeskOptions: DeskOptions{Language: "de", Titles: func(string) Titles { return Titles{} }},
		phrases:     bot.NewPhrases([]string{"de"}, DeskWords), staff: newStaff(nil),
	}
	c := bot.Conversation{Owner: bot.OwnerQueue, Channel: "web", Customer: long, Handoff: &bot.Handoff{Team: long, Briefing: b, Asked: time.Unix(1, 0)}}
	l := d.root(&handoff{Key: "k"}, c)
	total := 0
	for _, block := range l.blocks {
		if s, ok := block.(*slackapi.SectionBlock); ok {
			n := channels.Length(s.Text.Text)
			if total += n; n > 3000 {
				t.Errorf("a section of %d characters", n)
			}
		}
		if s, ok := block.(*slackapi.ContextBlock); ok {
			if text, ok := s.ContextElements.Elements[0].(*slackapi.TextBlockObject); !ok || len([]rune(text.Text)) > 3000 {
				t.Error("the line about the customer is too long")
			}
		}
	}
	if total > 13000 || len(l.blocks) > 50 {
		t.Errorf("%d blocks of %d characters: Slack takes about 13,000", len(l.blocks), total)
	}
}
