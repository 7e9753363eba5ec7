package slackfake

import "strings"

func (s *Slack) authTest(r request) (map[string]any, error) {
	return map[string]any{
		"url": "https://lotse.slack.com/", "team": "Lotse", "user": "lotse", "team_id": r.team, "user_id": BotUser, "bot_id": Bot,
	}, nil
}

func (s *Slack) userInfo(r request) (map[string]any, error) {
	p, ok := s.people[r.is("user")]
	if !ok {
		return nil, refusal("user_not_found")
	}
	return map[string]any{"user": profile(p, r.team)}, nil
}

func (s *Slack) byEmail(r request) (map[string]any, error) {
	for _, p := range s.people {
		if p.Email != "" && strings.EqualFold(p.Email, r.is("email")) {
			return map[string]any{"user": profile(p, r.team)}, nil
		}
	}
	return nil, refusal("users_not_found")
}

func profile(p Person, team string) map[string]any {
	return map[string]any{
		"id": p.ID, "team_id": team, "name": p.Name, "real_name": p.Name, "locale": p.Locale, "is_bot": p.Bot,
		"is_email_confirmed": p.Email != "", "profile": map[string]any{"real_name": p.Name, "display_name": p.Name, "email": p.Email},
	}
}

func (s *Slack) presence(r request) (map[string]any, error) {
	p, ok := s.people[r.is("user")]
	if !ok {
		return nil, refusal("user_not_found")
	}
	state := "active"
	if p.Away {
		state = "away"
	}
	return map[string]any{"presence": state}, nil
}

// open gives the direct conversation with somebody: always the same.
func (s *Slack) open(r request) (map[string]any, error) {
	users := r.is("users")
	if users == "" {
		return nil, refusal("users_list_not_supplied")
	}
	return map[string]any{"channel": map[string]any{"id": Direct(users)}}, nil
}

// Direct is the channel of the direct conversation between the bot and somebody.
func Direct(user string) string { return "D" + strings.TrimPrefix(user, "U") }

func (s *Slack) info(r request) (map[string]any, error) {
	id := r.is("channel")
	return map[string]any{"channel": map[string]any{
		"id": id, "name": strings.ToLower(id), "is_im": strings.HasPrefix(id, "D"), "is_channel": strings.HasPrefix(id, "C"), "is_member": true,
	}}, nil
}

func (s *Slack) nothing(request) (map[string]any, error) { return nil, nil }

func (s *Slack) setStatus(r request) (map[string]any, error) {
	if r.is("thread_ts") == "" {
		return nil, refusal("invalid_thread_ts")
	}
	s.statuses = append(s.statuses, r.is("status"))
	return nil, nil
}
