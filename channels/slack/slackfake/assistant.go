package slackfake

import "encoding/json"

func (s *Slack) setTitle(r request) (map[string]any, error) {
	s.titles[r.is("channel_id")+":"+r.is("thread_ts")] = r.is("title")
	return nil, nil
}

func (s *Slack) setPrompts(r request) (map[string]any, error) {
	var all []struct {
		Title   string `json:"title"`
		Message string `json:"message"`
	}
	if err := json.Unmarshal([]byte(r.is("prompts")), &all); err != nil || len(all) == 0 || len(all) > 4 {
		return nil, refusal("invalid_arguments")
	}
	var titles []string
	for _, p := range all {
		titles = append(titles, p.Title)
	}
	s.prompts[r.is("channel_id")+":"+r.is("thread_ts")] = titles
	return nil, nil
}

// A View is a modal that somebody sees, or an App Home.
type View struct {
	ID      string
	Trigger string // what allowed it to be opened
	User    string // of an App Home
	Hash    string
	Body    json.RawMessage
}

// Views lists the modals that were opened, the latest last, as they are now.
func (s *Slack) Views() []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]View{}, s.views...)
}

func (s *Slack) openView(r request) (map[string]any, error) {
	if r.is("trigger_id") == "" {
		return nil, refusal("invalid_trigger_id")
	}
	body := json.RawMessage(r.is("view"))
	if err := view(body); err != nil {
		return nil, err
	}
	v := View{ID: s.number("V"), Trigger: r.is("trigger_id"), Hash: s.stamp(), Body: body}
	s.views = append(s.views, v)
	return map[string]any{"view": v.shown()}, nil
}

func (s *Slack) updateView(r request) (map[string]any, error) {
	body := json.RawMessage(r.is("view"))
	if err := view(body); err != nil {
		return nil, err
	}
	for i := range s.views {
		if s.views[i].ID == r.is("view_id") {
			s.views[i].Body, s.views[i].Hash = body, s.stamp()
			return map[string]any{"view": s.views[i].shown()}, nil
		}
	}
	return nil, refusal("not_found")
}

func (s *Slack) publishView(r request) (map[string]any, error) {
	v := View{ID: s.number("V"), User: r.is("user_id"), Hash: s.stamp(), Body: json.RawMessage(r.is("view"))}
	s.views = append(s.views, v)
	return map[string]any{"view": v.shown()}, nil
}

// shown is the view as Slack tells of it.
func (v View) shown() map[string]any {
	all := map[string]any{}
	_ = json.Unmarshal(v.Body, &all) // checked when it was opened
	all["id"], all["hash"], all["team_id"], all["app_installed_team_id"] = v.ID, v.Hash, Team, Team
	return all
}
