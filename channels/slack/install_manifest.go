package slack

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	slackapi "github.com/slack-go/slack"
)

// manifestHead says what to do with the rest.
const manifestHead = `# The Slack app, complete: scopes, events, interactivity and the slash command.
# https://api.slack.com/apps, Create New App, From a manifest; then install it and take its tokens and signing secret.
`

// Manifest describes the app for Slack's page that makes apps, as YAML. BaseURL is this server as Slack reaches it,
// "https://bot.example"; without one the app uses Socket Mode, and cannot be installed in other workspaces.
func Manifest(baseURL string) string {
	base := strings.TrimSuffix(baseURL, "/")
	m := slackapi.Manifest{
		Metadata: slackapi.ManifestMetadata{MajorVersion: 1, MinorVersion: 1},
		Display:  slackapi.Display{Name: "lotse", Description: "Answers, helps, and brings in a person"},
		Features: slackapi.Features{
			AppHome:       slackapi.AppHome{MessagesTabEnabled: true},
			AssistantView: &slackapi.AssistantView{AssistantDescription: "Ask anything, or ask for a person."},
			BotUser:       slackapi.BotUser{DisplayName: "lotse", AlwaysOnline: true},
			SlashCommands: []slackapi.ManifestSlashCommand{{
				Command: "/lotse", Description: "Ask, or ask for a person", UsageHint: "[question] | person | link CODE | available | away | queue", Url: address(base, "/slack/commands"),
			}},
		},
		OAuthConfig: slackapi.OAuthConfig{Scopes: slackapi.OAuthScopes{Bot: scopeNames()}},
		Settings: slackapi.Settings{
			EventSubscriptions: &slackapi.EventSubscriptions{RequestUrl: address(base, "/slack/events"), BotEvents: events},
			Interactivity:      &slackapi.Interactivity{IsEnabled: true, RequestUrl: address(base, "/slack/interactions")},
			SocketModeEnabled:  base == "",
		},
	}
	if base != "" {
		m.OAuthConfig.RedirectUrls = []string{address(base, "/slack/oauth")}
	}
	b, err := yaml.Marshal(m)
	if err != nil {
		panic(fmt.Sprintf("the manifest cannot be written: %v", err)) // it is made of plain data
	}
	return manifestHead + string(b)
}

func address(base, path string) string {
	if base == "" {
		return ""
	}
	return base + path
}
