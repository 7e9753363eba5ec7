package slackfake

import (
	"encoding/json"
	"fmt"
)

// Allow gives the code that Slack hands to the app when somebody installs it in a workspace. It is good once.
func (s *Slack) Allow(team string) (code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	code = s.number("code")
	s.codes[code] = team
	return code
}

func (s *Slack) access(r request) (map[string]any, error) {
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.is("client_id"), r.is("client_secret")
	}
	team, known := s.codes[r.is("code")]
	switch {
	case id != Client || secret != Hidden:
		return nil, refusal("bad_client_secret")
	case !known:
		return nil, refusal("invalid_code")
	}
	delete(s.codes, r.is("code"))
	token := fmt.Sprintf("xoxb-%s", s.number(team))
	s.tokens[token] = team
	return map[string]any{
		"access_token": token, "token_type": "bot", "scope": s.scopes, "bot_user_id": BotUser, "app_id": "A0LOTSE",
		"team": map[string]string{"id": team, "name": team}, "enterprise": nil, "is_enterprise_install": false,
		"authed_user": map[string]string{"id": "U0ADMIN"},
	}, nil
}

func (s *Slack) connect(r request) (map[string]any, error) {
	return map[string]any{"url": fmt.Sprintf("ws://%s/socket?ticket=%s", r.Host, s.number("ticket"))}, nil
}

func ids(files string) (all []string) {
	var list []struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal([]byte(files), &list) // none then
	for _, f := range list {
		all = append(all, f.ID)
	}
	return all
}
