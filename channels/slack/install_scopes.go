package slack

// A Scope is something that the app must be allowed to do.
type Scope struct {
	Name string `json:"name"`
	For  string `json:"for"`  // what does not work without it
	Desk bool   `json:"desk"` // only the agents' desk needs it
}

// Scopes are all that the app needs.
var Scopes = []Scope{
	{Name: "app_mentions:read", For: "hearing its name in channels"},
	{Name: "assistant:write", For: "assistant threads: status, prompts and titles"},
	{Name: "channels:history", For: "hearing what follows in the threads of public channels, and finding what was sent there"},
	{Name: "chat:write", For: "saying anything at all"},
	{Name: "commands", For: "the slash command"},
	{Name: "files:read", For: "files that customers send"},
	{Name: "files:write", For: "files that are sent to them"},
	{Name: "groups:history", For: "the same in private channels, which agents' channels mostly are"},
	{Name: "im:history", For: "hearing direct messages, and finding what was sent there"},
	{Name: "im:read", For: "direct messages"},
	{Name: "im:write", For: "beginning a direct message"},
	{Name: "metadata.message:read", For: "recognising what was sent already, so that nothing is sent twice"},
	{Name: "users:read", For: "people's languages, names and presence"},
	{Name: "dnd:read", For: "offering nothing to agents who do not want to be disturbed", Desk: true},
	{Name: "reactions:read", For: "making a note of what is marked with a reaction", Desk: true},
	{Name: "reactions:write", For: "showing agents what became of their words", Desk: true},
	{Name: "users:read.email", For: "recognising agents by their confirmed address", Desk: true},
}

func scopeNames() (all []string) {
	for _, s := range Scopes {
		all = append(all, s.Name)
	}
	return all
}

// events are what the app wants to be told.
var events = []string{
	"app_mention", "app_uninstalled", "assistant_thread_context_changed", "assistant_thread_started",
	"message.channels", "message.groups", "message.im", "reaction_added", "tokens_revoked",
}
